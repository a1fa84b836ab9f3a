/** A month as a table of days, each a button that says in full what the day was. */
import { html } from "../../vendor/lit-html-3/lit-html.js";
import { cellName } from "./cell-name.js";
import { SYMBOLS } from "./week-strip.js";

/**
 * @typedef {import("../../core/history.js").Cell} Cell @typedef {import("../../core/types.d.ts").Words} Words
 * @typedef {import("../dates.js").Dates} Dates
 */

/** @param {Cell | null} cell @param {Words} words @param {Dates} dates @param {(day: string) => void} open */
function day(cell, words, dates, open) {
  if (!cell) return html`<td></td>`;
  return html`<td data-kind=${cell.kind}>
    <button type="button" class="day" ?data-today=${cell.today} aria-current=${cell.today ? "date" : "false"}
      aria-label=${cellName(cell, words, dates)} @click=${() => open(cell.day)}>
      <span aria-hidden="true">${Number(cell.day.slice(8))}</span><i class="mark" aria-hidden="true">${SYMBOLS[cell.kind]}</i>
    </button>
  </td>`;
}

/**
 * @param {object} parts
 * @param {(Cell | null)[][]} parts.weeks
 * @param {{year: number, month: number}} parts.month
 * @param {Words} parts.words @param {Dates} parts.dates
 * @param {(day: string) => void} parts.open
 */
export function monthGrid({ weeks, month, words, dates, open }) {
  const days = (weeks[1] ?? []).flatMap((cell) => (cell ? [cell.day] : []));
  return html`<table class="month">
    <caption class="visually-hidden">${words.t("history.grid", { month: dates.month(month) })}</caption>
    <thead>
      <tr>${days.map((one) => html`<th scope="col"><abbr title=${dates.weekdayLong(one)}>${dates.weekday(one)}</abbr></th>`)}</tr>
    </thead>
    <tbody>
      ${weeks.map((week) => html`<tr>${week.map((cell) => day(cell, words, dates, open))}</tr>`)}
    </tbody>
  </table>`;
}
