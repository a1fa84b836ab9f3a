/** History: the numbers, a month of days to look at and correct, and the month's stretches as a list. */
import { addMonths, monthOf, parseDay } from "../../core/days.js";
import { monthCells, monthSessions, numbersOf, secondsBySide, turns } from "../../core/history.js";
import { html, nothing, render } from "../../vendor/lit-html-3/lit-html.js";
import { createDates } from "../dates.js";
import { DaySheet } from "../elements/day-sheet.js";
import { monthGrid } from "../elements/month-grid.js";
import { SYMBOLS } from "../elements/week-strip.js";

/**
 * @typedef {import("../../core/types.d.ts").App} App @typedef {import("../../core/types.d.ts").AppState} AppState
 * @typedef {import("../../core/types.d.ts").Words} Words @typedef {{year: number, month: number}} Month
 */

/** @param {Words} words @param {import("../../core/history.js").Numbers} numbers */
function numbersPart(words, { streak, days_this_month, came_back, total_days, minutes }) {
  if (total_days === 0) return html`<p class="note">${words.t("history.empty")}</p>`;
  const run = streak.current > 0 ? [[streak.current, words.t("history.run", { n: streak.current })]] : [];
  const rows = [
    ...run,
    [streak.best, words.t("history.best")],
    [days_this_month, words.t("today.month", { n: days_this_month })],
    [total_days, words.t("today.total", { n: total_days })],
    [came_back, words.t("today.back", { n: came_back })],
    [minutes, words.t("history.minutes")],
  ];
  return html`<dl class="stats">${rows.filter(([number]) => number !== 0).map(([number, label]) => html`<div><dt>${label}</dt><dd>${number}</dd></div>`)}</dl>`;
}

/** @param {Words} words */
const legend = (words) => html`<ul class="legend" aria-hidden="true">
  <li data-kind="done"><i class="mark">${SYMBOLS.done}</i>${words.t("history.legend_done")}</li>
  <li data-kind="rest"><i class="mark">${SYMBOLS.rest}</i>${words.t("history.legend_rest")}</li>
  <li data-kind="flare"><i class="mark">${SYMBOLS.flare}</i>${words.t("history.legend_flare")}</li>
  <li data-kind="travel"><i class="mark">${SYMBOLS.travel}</i>${words.t("history.legend_travel")}</li>
</ul>`;

export class HistoryScreen {
  /** @param {HTMLElement} root @param {App} app */
  constructor(root, app) {
    this.root = root;
    this.app = app;
    this.dates = createDates(app.words);
    this.month = monthOf(app.store.get().day);
    this.sheet = new DaySheet(app, this.dates, root);
  }

  /** @param {URL} url `?day=YYYY-MM-DD` opens that day */
  enter(url) {
    const day = url.searchParams.get("day") ?? "";
    this.month = monthOf(parseDay(day) === null ? this.app.store.get().day : day);
    this.unsubscribe = this.app.store.subscribe(() => this.draw());
    this.draw();
    if (parseDay(day) !== null) this.sheet.open(day);
  }

  leave() {
    this.unsubscribe?.();
    this.sheet.close();
  }

  /** @param {string} id @returns {HTMLElement} */
  slot(id) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`#history-${id}`));
  }

  draw() {
    const state = this.app.store.get();
    if (state.phase === "loading") return;
    render(numbersPart(this.app.words, numbersOf(state)), this.slot("numbers"));
    this.drawMonth(state);
    render(this.listPart(state), this.slot("list"));
    if (this.sheet.dialog.open) this.sheet.draw();
  }

  /** @param {AppState} state */
  drawMonth(state) {
    const { words } = this.app;
    const { before, after } = turns(state, this.month);
    const slot = this.slot("month");
    // The line from the document gives way to the first drawing.
    if (!this.drawn) slot.replaceChildren();
    this.drawn = true;
    const turn = (/** @type {number} */ step, /** @type {string} */ label, /** @type {boolean} */ may) =>
      html`<button class="button turn" type="button" aria-label=${label} ?disabled=${!may} @click=${() => this.turn(step)}>${step < 0 ? "‹" : "›"}</button>`;
    const grid = monthGrid({
      weeks: monthCells(state, this.month),
      month: this.month,
      words,
      dates: this.dates,
      open: (day) => this.sheet.open(day),
    });
    render(
      html`<div class="turns">${turn(-1, words.t("history.before"), before)}
          <h2 aria-live="polite">${this.dates.month(this.month)}</h2>
          ${turn(1, words.t("history.after"), after)}</div>
        ${grid}${legend(words)}`,
      slot,
    );
  }

  /** @param {number} step */
  turn(step) {
    this.month = addMonths(this.month, step);
    this.draw();
  }

  /** @param {AppState} state */
  listPart(state) {
    const { words } = this.app;
    const sessions = monthSessions(state, this.month);
    if (sessions.length === 0) return state.sessions.length ? html`<p class="note">${words.t("history.list_empty")}</p>` : nothing;
    const row = (/** @type {import("../../core/types.d.ts").Session} */ session) => html`<li>
      <button type="button" class="list-row" @click=${() => this.sheet.open(session.day)}>
        <b>${this.dates.long(session.day)}</b>
        <span>${words.t("history.row", secondsBySide(session))}</span>
        ${session.backfill ? html`<small class="note">${words.t("history.backfill")}</small>` : nothing}
      </button>
    </li>`;
    return html`<h2>${words.t("history.list")}</h2><ul class="rows">${sessions.map(row)}</ul>`;
  }
}

/** @param {HTMLElement} root @param {App} app @returns {import("../../core/types.d.ts").Screen} */
export function mountHistory(root, app) {
  return new HistoryScreen(root, app);
}
