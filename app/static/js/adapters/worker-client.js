/** The page's side of the service worker: register, ask for updates, and change builds only when it is safe. */

const URL_OF_WORKER = "/sw.js";
const ASK_AT_MOST_EVERY_MS = 60_000;
const NAMED_WITHIN_MS = 2_000;
const VERIFIED_WITHIN_MS = 120_000;
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

  /** @param {WorkerParts} parts */
  constructor(parts) {
    this.parts = parts;
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
    if (!waiting || !this.#workers) return "none";
    if (await this.parts.sessionRuns()) return "busy";
    const swapped = nextController(this.#workers);
    waiting.postMessage("SKIP_WAITING");
    if (!(await swapped)) return "none";
    location.replace(path);
    return "applied";
  }

  /** At the start of the app, before any session: a build that waits is taken at once, but never twice in a row. */
  async applyAtStart() {
    const justDone = sessionStorage.getItem(APPLIED_KEY);
    sessionStorage.removeItem(APPLIED_KEY);
    if (justDone || !(await this.#waiting())) return;
    sessionStorage.setItem(APPLIED_KEY, "1");
    await this.apply(location.pathname + location.search);
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

/** @param {ServiceWorkerContainer} workers @returns {Promise<boolean>} whether the controller changed in time */
function nextController(workers) {
  return new Promise((resolve) => {
    workers.addEventListener("controllerchange", () => resolve(true), { once: true });
    setTimeout(() => resolve(false), SWAP_WITHIN_MS);
  });
}

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
