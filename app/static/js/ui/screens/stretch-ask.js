/** The two questions of a session: after an absence in a hold, and after the app was closed in the middle. */
import { segmentNow } from "../../core/session-phases.js";
import { progressOf, remainingAt, secondsOf } from "../../core/session-view.js";
import { html, render } from "../../vendor/lit-html-3/lit-html.js";
import { onSide, timeText } from "./stretch-words.js";

/** @typedef {import("../../core/session-types.d.ts").SessionState} SessionState */
/** @typedef {{title: string, lines: string[], answers: {text: string, event: string, main: boolean}[]}} Question */

/** @param {import("../../core/types.d.ts").Words} words @param {SessionState} session @returns {Question} */
function afterAbsence(words, session) {
  const seconds = secondsOf(remainingAt(session, 0));
  const time = timeText(words, session.ask?.away_ms ?? 0);
  return {
    title: words.t("stretch.away_title", { time }),
    lines: [words.t("stretch.away_text", { seconds, side: onSide(words, segmentNow(session).side) })],
    answers: [
      { text: words.t("stretch.away_go", { seconds }), event: "continue", main: true },
      { text: words.t("stretch.away_count"), event: "count", main: false },
    ],
  };
}

/** @param {import("../../core/types.d.ts").Words} words @param {SessionState} session @returns {Question} */
function afterRestart(words, session) {
  const { t } = words;
  const time = timeText(words, session.ask?.away_ms ?? 0);
  const { n, total } = progressOf(session);
  const in_hold = session.ask?.in_hold ?? false;
  const seconds = secondsOf(remainingAt(session, 0));
  const where = in_hold
    ? t("stretch.restore_hold", { seconds, side: onSide(words, segmentNow(session).side), time })
    : t("stretch.restore_other", { n, total, time });
  const kept = session.held.length ? [t("stretch.restore_kept", { n: session.held.length })] : [];
  return {
    title: t("stretch.restore_title"),
    lines: [where, ...kept],
    answers: [
      { text: t("stretch.continue"), event: "continue", main: true },
      ...(in_hold ? [{ text: t("stretch.count"), event: "count", main: false }] : []),
      { text: t("stretch.discard"), event: "discard", main: false },
    ],
  };
}

export class AskSheet {
  /** @type {HTMLDialogElement | null} */
  #dialog = null;

  /** @param {import("../../core/types.d.ts").App} app @param {Document} doc @param {(event: string) => void} answer */
  constructor(app, doc, answer) {
    this.app = app;
    this.doc = doc;
    this.answer = answer;
  }

  /** Opens, refreshes or closes the sheet as the session says. @param {SessionState} session */
  render(session) {
    if (session.status !== "asking") return this.close();
    const restored = session.ask?.reason === "restored";
    const question = restored ? afterRestart(this.app.words, session) : afterAbsence(this.app.words, session);
    const fresh = this.#dialog === null;
    const dialog = this.#dialog ?? this.#make();
    render(this.#body(question), dialog);
    if (fresh) dialog.showModal();
  }

  close() {
    this.#dialog?.close();
    this.#dialog?.remove();
    this.#dialog = null;
  }

  #make() {
    const dialog = this.doc.createElement("dialog");
    dialog.className = "sheet";
    dialog.setAttribute("aria-labelledby", "st-ask");
    // Neither answer is the harmless one, so Escape gives none.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    this.doc.getElementById("dialogs")?.append(dialog);
    this.#dialog = dialog;
    return dialog;
  }

  /** @param {Question} question */
  #body({ title, lines, answers }) {
    return html`<div class="stack">
      <h2 id="st-ask">${title}</h2>
      ${lines.map((line) => html`<p>${line}</p>`)}
      ${answers.map(
        ({ text, event, main }) =>
          html`<button class="button ${main ? "button--primary" : ""}" type="button" @click=${() => this.answer(event)}>${text}</button>`,
      )}
    </div>`;
  }
}
