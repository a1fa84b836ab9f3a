/** Turns what the app's state says about undo and updates into notices. */

/**
 * @typedef {import("../core/types.d.ts").App} App @typedef {import("../core/types.d.ts").AppState} AppState
 * @typedef {ReturnType<typeof import("./notices.js").createNotices>} Show
 */

const UNDO_FOR_MS = 20_000;

/**
 * @param {App} app
 * @param {Show} show
 * @param {() => Promise<"none" | "busy" | "applied">} applyUpdate
 */
export function watchStatus(app, show, applyUpdate) {
  const undo = undoNotice(app, show);
  const update = updateNotice(app, show, applyUpdate);
  app.store.subscribe((state) => {
    undo(state);
    update(state);
  });
}

/** @param {App} app @param {Show} show */
function undoNotice(app, show) {
  const { store, words } = app;
  /** @type {AppState["undo"]} */
  let shown = null;
  /** @param {AppState} state */
  return ({ undo }) => {
    if (undo === shown) return;
    shown = undo;
    if (!undo) return show("undo", null);
    // words: history.said_*
    const act = () => store.dispatch({ type: "undo" });
    show("undo", { text: words.t(undo.label), actions: [{ label: words.t("app.undo"), act }] });
    setTimeout(() => shown === undo && store.dispatch({ type: "undo_dismissed" }), UNDO_FOR_MS);
  };
}

/** @param {App} app @param {Show} show @param {() => Promise<"none" | "busy" | "applied">} applyUpdate */
function updateNotice(app, show, applyUpdate) {
  const { words } = app;
  /** @type {AppState["update"]} */
  let shown = "none";
  /** @param {string} text */
  const offer = (text) => show("update", { text, actions: [{ label: words.t("update.apply"), act }] });
  async function act() {
    if ((await applyUpdate()) === "busy") offer(words.t("update.busy"));
  }
  /** @param {AppState} state */
  return ({ update }) => {
    if (update === shown) return;
    shown = update;
    if (update === "ready") offer(words.t("update.ready"));
  };
}
