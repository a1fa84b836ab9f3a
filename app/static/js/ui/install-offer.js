/** Offers to install the app: after the first finished stretch, never during one, and not again for a month after a no. */

const ASK_AGAIN_AFTER_MS = 30 * 86_400_000;

/**
 * @param {import("../core/types.d.ts").App} app
 * @param {ReturnType<typeof import("./notices.js").createNotices>} show
 */
export function offerInstall(app, show) {
  const { store, words, clock, ports } = app;
  let shown = "";

  function later() {
    store.dispatch({ type: "setting_set", name: "install_dismissed_ms", value: clock.wall() });
  }
  async function install() {
    // On iOS the installed app starts with an empty store: what waits goes to the server first.
    store.dispatch({ type: "sync_wanted" });
    if ((await ports.install.offer()) === "dismissed") later();
  }
  function look() {
    const { phase, sessions, settings } = store.get();
    const refused_ms = settings.install_dismissed_ms;
    const rested = refused_ms === null || clock.wall() - refused_ms > ASK_AGAIN_AFTER_MS;
    const way = phase === "ready" && sessions.length > 0 && rested ? ports.install.state() : "none";
    if (way === shown) return;
    shown = way;
    const no = { label: words.t("install.later"), act: later };
    if (way === "offer") show("install", { text: words.t("install.offer"), actions: [{ label: words.t("install.go"), act: install }, no] });
    else if (way === "ios") show("install", { text: words.t("install.ios"), actions: [no] });
    else show("install", null);
  }

  store.subscribe(look);
  ports.install.subscribe(look);
  look();
}
