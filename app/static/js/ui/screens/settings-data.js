/** "My data" in Settings: the three places, and the buttons that move, copy or erase what they hold. */
import { html, render } from "../../vendor/lit-html-3/lit-html.js";
import { askToErase, askToStop } from "./settings-confirm.js";
import { exportFile, importFile } from "./settings-file.js";
import { fileText, phoneText, serverTexts } from "./settings-status.js";

/** @typedef {import("../../core/types.d.ts").App} App @typedef {import("../../core/types.d.ts").AppState} AppState */

/**
 * @param {HTMLElement} root
 * @param {App} app
 */
export function dataPart(root, app) {
  /** @param {string} name @returns {HTMLElement} */
  const part = (name) => /** @type {HTMLElement} */ (root.querySelector(`#data-${name}`));
  const message = part("message");
  /** @param {string} text */
  const say = (text) => {
    message.textContent = text;
    if (text) message.scrollIntoView({ block: "nearest" });
  };
  const actions = actionsOf(app, say);
  for (const [name, act] of Object.entries(actions)) part(name).addEventListener("click", () => void act());
  return {
    /** @param {AppState} state */
    show(state) {
      const linked = isLinked(state);
      render(phoneText(state, app.words), part("phone"));
      const lines = serverTexts(state, app.words, app.clock.wall());
      render(lines.map((line) => html`<p>${line}</p>`), part("server"));
      render(fileText(state.settings.exported_ms, app.words), part("file"));
      part("vault").textContent = linked ? app.words.t("settings.keep_stop") : app.words.t("settings.keep");
      part("sync").hidden = !linked;
    },
  };
}

/** Whether there is a safe copy to stop; after a break with the server there is one to begin again. @param {AppState} state */
function isLinked({ settings, sync }) {
  return settings.vault_choice === "linked" && sync.error !== "device_unknown" && sync.error !== "vault_erased";
}

/** What each button does. @param {App} app @param {(text: string) => void} say @returns {{[name: string]: () => unknown}} */
function actionsOf(app, say) {
  return {
    sync() {
      app.announce(app.words.t("settings.server_syncing"));
      app.store.dispatch({ type: "sync_wanted" });
    },
    async vault() {
      if (!isLinked(app.store.get())) app.store.dispatch({ type: "link_vault" });
      else if (await askToStop(app)) app.store.dispatch({ type: "decline_vault" });
    },
    export: () => exportFile(app, say),
    import: () => importFile(app, say),
    async erase() {
      if (!(await askToErase(app))) return;
      const done = await erased(app);
      say(done ? app.words.t("settings.erased") : app.words.t("settings.erase_failed"));
    },
  };
}

/** Erases and waits for the outcome: an empty state, or trouble with the storage. @param {App} app @returns {Promise<boolean>} */
function erased({ store }) {
  const before = store.get();
  return new Promise((resolve) => {
    const stop = store.subscribe(({ settings, sessions, storage }) => {
      const failed = storage !== before.storage && storage.error !== null;
      const empty = sessions.length === 0 && settings !== before.settings;
      if (!failed && !empty) return;
      stop();
      resolve(empty);
    });
    store.dispatch({ type: "erase_all", scope: "everywhere" });
  });
}
