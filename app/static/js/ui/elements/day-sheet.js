/** The sheet of one day: its stretches to change or delete, a form to add one, and the mark of the day. */
import { draftOf, holdsOf, secondsBySide, sessionsOf } from "../../core/history.js";
import { html, nothing, render } from "../../vendor/lit-html-3/lit-html.js";
import { readForm, sessionForm } from "./session-form.js";

/**
 * @typedef {import("../../core/types.d.ts").App} App @typedef {import("../../core/types.d.ts").Session} Session
 * @typedef {import("../dates.js").Dates} Dates
 */

const MARKS = /** @type {const} */ (["none", "rest", "flare", "travel"]);

export class DaySheet {
  /** @param {App} app @param {Dates} dates @param {HTMLElement} place where the dialog lives in the document */
  constructor(app, dates, place) {
    this.app = app;
    this.dates = dates;
    this.day = "";
    /** The stretch being changed, "new" while one is added. @type {Session | "new" | null} */
    this.form = null;
    /** What is wrong in the form, and where. @type {{text: string, field: string} | null} */
    this.error = null;
    this.dialog = place.ownerDocument.createElement("dialog");
    this.dialog.className = "sheet day-sheet";
    this.dialog.setAttribute("aria-labelledby", "day-sheet-title");
    // A tap beside the sheet closes it.
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    place.append(this.dialog);
  }

  /** @param {string} day */
  open(day) {
    Object.assign(this, { day, form: null, error: null });
    this.draw();
    if (!this.dialog.open) this.dialog.showModal();
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  /** Every act closes the sheet, so that the notice with its Undo can be reached. @param {import("../../core/types.d.ts").AppEvent} event */
  act(event) {
    this.close();
    this.app.store.dispatch(event);
  }

  /** @param {Session | "new" | null} form */
  turn(form) {
    Object.assign(this, { form, error: null });
    this.draw();
    const target = form ? "input" : "h2";
    /** @type {HTMLElement | null} */ (this.dialog.querySelector(target))?.focus();
  }

  draw() {
    const { words } = this.app;
    const body = this.form ? this.formBody(this.form) : this.dayBody();
    const close = html`<button class="button button--quiet" type="button" @click=${() => this.close()}>${words.t("history.close")}</button>`;
    render(
      html`<div class="stack"><h2 id="day-sheet-title" tabindex="-1">${this.dates.full(this.day)}</h2>${body}${this.form ? nothing : close}</div>`,
      this.dialog,
    );
  }

  dayBody() {
    const state = this.app.store.get();
    const { words } = this.app;
    const sessions = sessionsOf(state, this.day);
    const mark = state.marks.find(({ id }) => id === this.day);
    const ahead = this.day > state.day;
    const none = sessions.length === 0 && !mark ? html`<p class="note">${words.t("history.sheet_none")}</p>` : nothing;
    const add = html`<button class="button" type="button" @click=${() => this.turn("new")}>${words.t("history.add")}</button>`;
    return html`${none}
      ${sessions.length ? html`<ul class="rows">${sessions.map((session) => this.sessionRow(session))}</ul>` : nothing}
      ${ahead ? nothing : add} ${this.markChoice(mark?.kind ?? "none", ahead)}`;
  }

  /** @param {Session} session */
  sessionRow(session) {
    const { words } = this.app;
    const row = words.t("history.row", secondsBySide(session));
    return html`<li>
      <span>${row}${session.backfill ? html` <small class="note">${words.t("history.backfill")}</small>` : nothing}</span>
      <span class="row">
        <button class="button" type="button" aria-label=${words.t("history.edit_name", { row })} @click=${() => this.turn(session)}>
          ${words.t("history.edit")}</button
        ><button class="button" type="button" aria-label=${words.t("history.delete_name", { row })} @click=${() => this.act({ type: "session_deleted", id: session.id })}>
          ${words.t("history.delete")}
        </button>
      </span>
    </li>`;
  }

  /** @param {string} current @param {boolean} ahead */
  markChoice(current, ahead) {
    const { words } = this.app;
    const set = (/** @type {string} */ kind) =>
      this.act(kind === "none" ? { type: "mark_cleared", day: this.day } : { type: "mark_set", day: this.day, kind });
    return html`<fieldset class="marks" aria-describedby="day-sheet-note">
      <legend>${ahead ? words.t("history.mark_ahead") : words.t("history.mark")}</legend>
      ${MARKS.map(
        (kind) => html`<button class="button" type="button" aria-pressed=${String(kind === current)} @click=${() => set(kind)}>
          ${
            // words: history.mark_*
            words.t(`history.mark_${kind}`)
          }
        </button>`,
      )}
      <p class="note" id="day-sheet-note">${words.t("history.mark_note")}</p>
    </fieldset>`;
  }

  /** @param {Session | "new"} form */
  formBody(form) {
    const { store, words } = this.app;
    const { hold_s, repetitions } = store.get().settings;
    const usual = hold_s * repetitions;
    const seconds = form === "new" ? { left: usual, right: usual } : secondsBySide(form);
    return sessionForm({
      words,
      values: { day: this.day, ...seconds },
      last: store.get().day,
      title: form === "new" ? words.t("history.add") : words.t("history.edit"),
      error: this.error,
      cancel: () => this.turn(null),
      save: (data) => this.save(form, data),
    });
  }

  /** @param {Session | "new"} form @param {FormData} data */
  save(form, data) {
    const { store, words } = this.app;
    const found = readForm(data, store.get().day);
    if ("error" in found) {
      // words: history.form_*
      this.error = { text: words.t(`history.form_${found.error}`), field: found.field };
      this.draw();
      /** @type {HTMLElement | null} */ (this.dialog.querySelector("[aria-invalid=true]"))?.focus();
      return;
    }
    const { day, seconds } = found;
    if (form === "new") return this.act({ type: "session_added", draft: draftOf(day, seconds) });
    return this.act({ type: "session_edited", id: form.id, patch: { day, holds: holdsOf(seconds, form.holds) } });
  }
}
