/** The composition root: ports, then the store and its effects, then screens; the only module that knows both adapters and ui. */

import { openData } from "./adapters/boot-data.js";
import { Breadcrumb } from "./adapters/breadcrumb.js";
import { createClock } from "./adapters/clock.js";
import { loadContent } from "./adapters/content.js";
import { createIds } from "./adapters/ids.js";
import { createInstall } from "./adapters/install.js";
import { local } from "./adapters/local.js";
import { WorkerClient } from "./adapters/worker-client.js";
import { update } from "./core/app.js";
import { createStore } from "./core/store.js";
import { createWords } from "./core/words.js";
import { createAnnouncer } from "./ui/announce.js";
import { createNotices } from "./ui/notices.js";
import { Router } from "./ui/router.js";
import { watchStatus } from "./ui/status-notices.js";

/** @typedef {import("./core/types.d.ts").App} App @typedef {import("./core/types.d.ts").Screen} Screen */

const DAY_CHECK_MS = 30_000;
const page = document.documentElement;
const clock = createClock();
const ids = createIds(clock);
const crumb = new Breadcrumb();

/** @type {{[name: string]: () => Promise<(root: HTMLElement, app: App) => Screen>}} */
const SCREENS = {
  today: async () => (await import("./ui/screens/today.js")).mountToday,
  stretch: async () => (await import("./ui/screens/stretch.js")).mountStretch,
  history: async () => (await import("./ui/screens/history.js")).mountHistory,
  learn: async () => (await import("./ui/screens/learn.js")).mountLearn,
  settings: async () => (await import("./ui/screens/settings.js")).mountSettings,
};

boot().catch(fail);

async function boot() {
  page.dataset.appearance = String(local.deviceSettings().appearance ?? "auto");
  /** @type {App | undefined} */
  let started;
  const worker = new WorkerClient({ onReady: () => started?.store.dispatch({ type: "update_ready" }), sessionRuns, mono: clock.mono });
  worker.applyAtStart().catch(() => undefined);
  const data = openData({ clock, ids });
  const app = createApp(data, await loadContent(page.lang), worker);
  started = app;
  await nextTask();
  keepCurrent(app);
  const notices = createNotices(part("notices"));
  watchStatus(app, notices, () => worker.apply(location.pathname + location.search));
  await Promise.all([data.start(app), nextTask().then(() => startRouter(app, worker))]);
  void nextTask().then(() => drawFigures(app));
  oneByOne([
    () => offerInterrupted(app),
    ...Object.values(SCREENS),
    async () => (await import("./ui/install-offer.js")).offerInstall(app, notices),
    // Neither waits for the other: a first visit has no worker to ask yet.
    async () => void startWorker(worker).catch(() => undefined),
    async () => void startSync(data, worker).catch(() => undefined),
  ]);
}

/** What can wait, each when the browser is idle again; a failure of one is tried anew when it is needed. @param {(() => Promise<unknown>)[]} works */
function oneByOne([first, ...rest]) {
  if (!first) return;
  whenIdle(() => {
    first()
      .catch(() => undefined)
      .finally(() => oneByOne(rest));
  });
}

/** Lets the browser paint and take taps in between. @returns {Promise<void>} */
function nextTask() {
  return new Promise((resolve) => setTimeout(resolve));
}

/** "Ready offline" is only said by a worker that has counted its files. @param {WorkerClient} worker */
async function startWorker(worker) {
  await worker.start();
  part("data-offline").hidden = !(await worker.verify());
}

/** Sync wants to know the build: a new one may store what an old one could not. @param {ReturnType<typeof openData>} data @param {WorkerClient} worker */
async function startSync(data, worker) {
  page.dataset.build = await worker.build();
  await data.startSync();
}

/** @param {ReturnType<typeof openData>} data @param {import("./core/types.d.ts").Content} content @param {WorkerClient} worker @returns {App} */
function createApp(data, content, worker) {
  const session = once(async () => (await import("./adapters/session-ports.js")).createSessionPorts(clock));
  const audio = async () => (await session()).audio;
  return {
    store: createStore({ state: data.state, update, perform: data.perform, now: clock.now }),
    words: createWords(content.lang, content.words),
    content,
    clock,
    ids,
    navigate: () => undefined,
    announce: createAnnouncer(document),
    ports: { ...data.ports, worker, install: createInstall(window), session, audio, unfinished: () => crumb.read() !== null },
  };
}

/** @param {App} app @param {WorkerClient} worker */
function startRouter(app, worker) {
  /** A start is the best moment to change builds; when that cannot be, the start goes on with the old one. */
  let mayUpdate = true;
  /** @param {string} path */
  function divert(path) {
    if (!mayUpdate || app.store.get().update !== "ready" || !path.startsWith("/stretch")) return false;
    mayUpdate = false;
    void worker.apply(path).then((result) => result === "applied" || router.navigate(path));
    return true;
  }
  const router = new Router({
    doc: document,
    screens: Object.fromEntries(Object.keys(SCREENS).map((name) => [name, once(() => mount(name, app))])),
    // words: app.title.*
    title: (name) => app.words.t(`app.title.${name}`),
    refused: () => app.announce(app.words.t("app.leave_session"), { assertive: true }),
    divert,
    failed: fail,
  });
  app.navigate = (path) => router.navigate(path);
  return router.start();
}

/** @param {string} name @param {App} app */
async function mount(name, app) {
  const mountScreen = await SCREENS[name]();
  return mountScreen(part(`screen-${name}`), app);
}

/** A session that was cut off is offered again, wherever the app starts; on the stretch screen it asks by itself. @param {App} app */
async function offerInterrupted(app) {
  if (page.dataset.screen === "stretch") return;
  const { offerResume } = await import("./ui/screens/stretch-resume.js");
  await offerResume(app);
}

/** @param {App} app */
async function drawFigures({ content, clock: figureClock }) {
  const { setFigureSource } = await import("./ui/elements/figure-stage.js");
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  setFigureSource({ content, clock: figureClock, reducedMotion: () => reduced.matches });
}

/** The day turns while the page stays open, and the appearance follows its setting. @param {App} app */
function keepCurrent({ store }) {
  const tick = () => document.visibilityState === "visible" && store.dispatch({ type: "tick_day" });
  setInterval(tick, DAY_CHECK_MS);
  document.addEventListener("visibilitychange", tick);
  store.subscribe(({ settings }) => {
    page.dataset.appearance = settings.appearance;
  });
}

/** Whether any tab is in the middle of a stretch; it holds this lock. */
async function sessionRuns() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === "session");
}

/** Never a white screen: the document holds the words for this. @param {unknown} error */
function fail(error) {
  console.error(error);
  part("failure-detail").textContent = error instanceof Error ? error.message : String(error);
  part("failure-retry").addEventListener("click", () => location.reload());
  part("failure").hidden = false;
}

/** @param {string} id */
function part(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @template T @param {() => Promise<T>} make @returns {() => Promise<T>} a failure is tried again next time */
function once(make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** @param {() => void} work */
function whenIdle(work) {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 200);
}
