/** The questions Settings asks before something cannot be taken back; each says what goes and what stays. */
import { html, render } from "../../vendor/lit-html-3/lit-html.js";

/** @typedef {import("../../core/types.d.ts").App} App */

const PLAIN = "button";
const BIG = "button button--primary";

/**
 * A sheet with a title, sentences and two buttons; where yes cannot be undone (`grave`), no is the one that stands out.
 * @param {Document} doc
 * @param {{title: string, lines: string[], yes: string, no: string, grave?: boolean}} texts
 * @returns {Promise<boolean>} true for yes; false for no, Escape and a tap beside the sheet
 */
export function ask(doc, { title, lines, yes, no, grave = false }) {
  const dialog = doc.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("aria-labelledby", "ask-h");
  const answer = (/** @type {string} */ value) => () => dialog.close(value);
  render(
    html`<div class="stack">
      <h2 id="ask-h">${title}</h2>
      ${lines.map((line) => html`<p>${line}</p>`)}
      <button class=${grave ? BIG : PLAIN} type="button" @click=${answer("no")}>${no}</button>
      <button class=${grave ? PLAIN : BIG} type="button" @click=${answer("yes")}>${yes}</button>
    </div>`,
    dialog,
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close("no"));
  doc.getElementById("dialogs")?.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

/** Erase this phone, and the safe copy if there is one. @param {App} app @returns {Promise<boolean>} */
export function askToErase(app) {
  const { sessions, marks, settings } = app.store.get();
  const { t } = app.words;
  const lines = [
    t("settings.erase_days", { n: new Set(sessions.map(({ day }) => day)).size }),
    t("settings.erase_marks", { n: marks.length }),
    t("settings.erase_settings"),
  ];
  if (settings.vault_choice === "linked") lines.push(t("settings.erase_server"));
  lines.push(t("settings.erase_final"));
  return ask(document, { title: t("settings.erase_title"), lines, yes: t("settings.erase_yes"), no: t("settings.erase_no"), grave: true });
}

/** Stop the safe copy and erase it on the server. @param {App} app @returns {Promise<boolean>} */
export function askToStop({ words: { t } }) {
  const lines = [t("settings.stop_server"), t("settings.stop_phone")];
  return ask(document, { title: t("settings.stop_title"), lines, yes: t("settings.keep_stop"), no: t("settings.stop_no"), grave: true });
}
