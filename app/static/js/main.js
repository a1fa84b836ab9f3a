/** The composition root: ports, then the store and its effects, then screens; the only module that knows both adapters and ui. */

import { createClock } from "./adapters/clock.js";
import { loadContent } from "./adapters/content.js";
import { createIds } from "./adapters/ids.js";
import { createInstall } from "./adapters/install.js";
import { WorkerClient } from "./adapters/worker-client.js";
import { initialState, update } from "./core/app.js";
import { createStore } from "./core/store.js";
import { createWords } from "./core/words.js";
import { createAnnouncer } from "./ui/announce.js";
import { createNotices } from "./ui/notices.js";
import { Router } from "./ui/router.js";

const SCREENS = {
  today: async () => (await import("./ui/screens/today.js")).mountToday,
  stretch: async () => (await import("./ui/screens/stretch.js")).mountStretch,
  history: async () => (await import("./ui/screens/history.js")).mountHistory,
  learn: async () => (await import("./ui/screens/learn.js")).mountLearn,
  settings: async () => (await import("./ui/screens/settings.js")).mountSettings,
};

async function boot() {
  const content = await loadContent(document.documentElement.lang);
  const words = createWords(content.lang, content.words);
  const announce = createAnnouncer(document);
  const notices = createNotices(document.getElementById("notices"));
  const clock = createClock();
  const worker = new WorkerClient({ onReady: () => notices("update", null), sessionRuns: async () => false, mono: clock.mono });
  const store = createStore({ state: initialState(clock.now()), update, perform() {}, now: clock.now });
  const app = { store, words, content, clock, ids: createIds(clock), navigate: (path) => router.navigate(path), announce, ports: { worker, install: createInstall(window) } };
  const mounted = {};
  const screens = Object.fromEntries(Object.entries(SCREENS).map(([name, load]) => [name, async () => (mounted[name] ??= (await load())(document.getElementById(`screen-${name}`), app))]));
  const router = new Router({ doc: document, screens, title: (name) => words.t(`app.title.${name}`), refused: () => announce(words.t("app.leave_session")), divert: () => false, failed: console.error });
  store.dispatch({ type: "loaded", records: [] });
  await router.start();
  await worker.start();
}
boot().catch((error) => { console.error(error); document.getElementById("failure").hidden = false; });
