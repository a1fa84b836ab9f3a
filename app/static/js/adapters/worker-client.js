/** The page's side of the service worker: register, ask for updates, and change builds only when it is safe. */

const URL_OF_WORKER = "/sw.js";
const ASK_AT_MOST_EVERY_MS = 60_000;
const SWAP_WITHIN_MS = 4_000;
const APPLIED_KEY = "ilio.applied";

/**
 * @param {object} parts
 * @param {() => void} parts.onReady a new build is on the phone and waits
 * @param {() => Promise<boolean>} parts.sessionRuns whether any tab is in the middle of a stretch
 * @param {() => number} parts.mono monotonic milliseconds
 */
export function createWorkerClient({ onReady, sessionRuns, mono }) {
  const workers = navigator.serviceWorker;
  /** @type {ServiceWorkerRegistration | undefined} */
  let registration;
  let asked_ms = -ASK_AT_MOST_EVERY_MS;

  /** Registers the worker and listens for new builds; quiet where workers are not to be had. */
  async function start() {
    if (!workers) return;
    registration = await workers.register(scriptUrl(), { updateViaCache: "none" });
    if (registration.waiting && workers.controller) onReady();
    registration.addEventListener("updatefound", () => watch(registration?.installing));
    watch(registration.installing);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && check());
    addEventListener("pageshow", check);
    addEventListener("online", check);
  }

  /** @param {ServiceWorker | null | undefined} worker */
  function watch(worker) {
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && workers.controller) onReady();
    });
  }

  /** Asks the server for a new build, at most once a minute: installed apps hardly ever start cold. */
  function check() {
    if (!registration || mono() - asked_ms < ASK_AT_MOST_EVERY_MS) return;
    asked_ms = mono();
    registration.update().catch(() => undefined);
  }

  /**
   * Puts the waiting build in charge and loads `path` with it.
   * @param {string} path
   * @returns {Promise<boolean>} false when there is none, a stretch runs somewhere, or it took too long: go on with the old build
   */
  async function apply(path) {
    const waiting = (registration ?? (await workers?.getRegistration()))?.waiting;
    if (!waiting || !workers.controller || (await sessionRuns())) return false;
    const swapped = nextController(workers);
    waiting.postMessage("SKIP_WAITING");
    if (!(await swapped)) return false;
    location.replace(path);
    return true;
  }

  /** At the start of the app, before any session: a build that waits is taken at once, but never twice in a row. */
  async function applyAtStart() {
    const waiting = workers?.controller && (await workers.getRegistration())?.waiting;
    const justDone = sessionStorage.getItem(APPLIED_KEY);
    sessionStorage.removeItem(APPLIED_KEY);
    if (!waiting || justDone) return false;
    sessionStorage.setItem(APPLIED_KEY, "1");
    return apply(location.pathname + location.search);
  }

  /** @returns {Promise<boolean>} true when every file of the build is on this phone */
  async function verify() {
    const worker = (await workers?.ready)?.active;
    return worker ? (await ask(worker, "VERIFY")).ok : false;
  }

  return { start, check, apply, applyAtStart, verify };
}

/** @param {ServiceWorkerContainer} workers @returns {Promise<boolean>} whether the controller changed in time */
function nextController(workers) {
  return new Promise((resolve) => {
    workers.addEventListener("controllerchange", () => resolve(true), { once: true });
    setTimeout(() => resolve(false), SWAP_WITHIN_MS);
  });
}

/** @param {ServiceWorker} worker @param {string} question @returns {Promise<any>} */
function ask(worker, question) {
  return new Promise((resolve) => {
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
