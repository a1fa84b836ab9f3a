/** The page's side of the service worker: register, ask for updates, and change builds only when it is safe. */

const URL_OF_WORKER = "/sw.js";
const ASK_AT_MOST_EVERY_MS = 60_000;
const NAMED_WITHIN_MS = 2_000;
const VERIFIED_WITHIN_MS = 120_000;
const OPENING_MS = 5_000;
const SWAP_WITHIN_MS = 4_000;
const APPLIED_KEY = "ilio.applied";

/**
 * @typedef {object} WorkerParts
 * @property {() => void} onReady a new build is on the phone and waits
 * @property {() => Promise<boolean>} sessionRuns whether any tab is in the middle of a stretch
 * @property {() => number} mono monotonic milliseconds
 */

export class WorkerClient {
  /** @type {ServiceWorkerRegistration | undefined} */
  #registration;
  #asked_ms = Number.NEGATIVE_INFINITY;
  /** Undefined where workers are not to be had, e.g. over plain HTTP. */
  #workers = /** @type {ServiceWorkerContainer | undefined} */ (navigator.serviceWorker);

  /** False until the very first worker takes charge of this page; that is no change of builds. */
  #controlled = false;
  /** Where to go when the build we asked for takes over; null when we did not ask. @type {(() => string) | null} */
  #target = null;
  /** Another build took over under this page, which still runs the old one. */
  #overtaken = false;

  /** @param {WorkerParts} parts */
  constructor(parts) {
    this.parts = parts;
    this.#controlled = Boolean(this.#workers?.controller);
    this.#workers?.addEventListener("controllerchange", () => void this.#changed());
  }

  /** Registers the worker and listens for new builds. Rejects when the browser refuses. */
  async start() {
    if (!this.#workers) return;
    const registration = await this.#workers.register(scriptUrl(), { updateViaCache: "none" });
    this.#registration = registration;
    if (registration.waiting && this.#workers.controller) this.parts.onReady();
    registration.addEventListener("updatefound", () => this.#watch(registration.installing));
    this.#watch(registration.installing);
    const check = () => document.visibilityState === "visible" && this.check();
    document.addEventListener("visibilitychange", check);
    addEventListener("pageshow", check);
    addEventListener("online", check);
  }

  /** Asks the server for a new build, at most once a minute: installed apps hardly ever start cold. */
  check() {
    const now_ms = this.parts.mono();
    if (now_ms - this.#asked_ms < ASK_AT_MOST_EVERY_MS) return;
    this.#asked_ms = now_ms;
    this.#registration?.update().catch(() => undefined);
  }

  /**
   * Puts the waiting build in charge and loads `path` with it.
   * @param {string} path
   * @returns {Promise<"none" | "busy" | "applied">} none: nothing waits, or it took too long; busy: a stretch runs in some tab
   */
  async apply(path) {
    const waiting = await this.#waiting();
    if (!waiting && !this.#overtaken) return "none";
    if (await this.parts.sessionRuns()) return "busy";
    if (!waiting) {
      location.replace(path);
      return "applied";
    }
    this.#target = () => path;
    waiting.postMessage("SKIP_WAITING");
    return this.#swap();
  }

  /** Waits for the new build, but not for long: people want to start. @returns {Promise<"none" | "applied">} */
  #swap() {
    return new Promise((resolve) => {
      this.#workers?.addEventListener("controllerchange", () => resolve("applied"), { once: true });
      setTimeout(() => {
        if (this.#target) this.#target = here;
        resolve("none");
      }, SWAP_WITHIN_MS);
    });
  }

  /** Loads the page again when we asked for the change or the app has just been opened, else only tells. */
  async #changed() {
    if (!this.#controlled) {
      this.#controlled = true;
      return;
    }
    const target = this.#target ?? (this.parts.mono() < OPENING_MS ? here : null);
    this.#target = null;
    if (target && !(await this.parts.sessionRuns())) return location.replace(target());
    this.#overtaken = true;
    this.parts.onReady();
  }

  /** At the start of the app, before any session: a build that waits is taken at once, but never twice in a row. */
  async applyAtStart() {
    const justDone = sessionStorage.getItem(APPLIED_KEY);
    sessionStorage.removeItem(APPLIED_KEY);
    if (justDone || !(await this.#waiting())) return;
    sessionStorage.setItem(APPLIED_KEY, "1");
    await this.apply(here());
  }

  /** @returns {Promise<string>} the build this page runs; empty without a worker */
  async build() {
    const worker = this.#workers?.controller;
    return worker ? ((await ask(worker, "BUILD?", NAMED_WITHIN_MS))?.build ?? "") : "";
  }

  /** @returns {Promise<boolean>} true when every file of the build is on this phone; fetches what is missing */
  async verify() {
    const worker = (await this.#workers?.ready)?.active;
    return worker ? (await ask(worker, "VERIFY", VERIFIED_WITHIN_MS))?.ok === true : false;
  }

  async #waiting() {
    if (!this.#workers?.controller) return undefined;
    return (await this.#workers.getRegistration())?.waiting;
  }

  /** @param {ServiceWorker | null} worker */
  #watch(worker) {
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && this.#workers?.controller) this.parts.onReady();
    });
  }
}

const here = () => location.pathname + location.search;

/** @param {ServiceWorker} worker @param {string} question @param {number} within_ms @returns {Promise<any>} undefined when there is no answer in time */
function ask(worker, question, within_ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, within_ms);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    worker.postMessage(question, [port2]);
  });
}

/** The page's policy only lets this one script address through. */
function scriptUrl() {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  if (!types) return URL_OF_WORKER;
  return types.createPolicy("ilio", { createScriptURL: () => URL_OF_WORKER }).createScriptURL("");
}
