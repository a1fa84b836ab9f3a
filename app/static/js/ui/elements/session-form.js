/** The form of one stretch: its day and the seconds of each side. */
import { parseDay } from "../../core/days.js";
import { html, nothing } from "../../vendor/lit-html-3/lit-html.js";

const MOST_SECONDS = 3600;

/**
 * What a filled-in form says, or which rule it breaks.
 * @param {FormData} data @param {string} today
 * @returns {{day: string, seconds: {left: number, right: number}} | {error: "bad" | "ahead" | "empty"}}
 */
export function readForm(data, today) {
  const day = String(data.get("day"));
  const [left, right] = ["left", "right"].map((side) => Number(data.get(side) || 0));
  const whole = [left, right].every((seconds) => Number.isInteger(seconds) && seconds >= 0 && seconds <= MOST_SECONDS);
  if (!whole || parseDay(day) === null) return { error: "bad" };
  if (day > today) return { error: "ahead" };
  return left + right === 0 ? { error: "empty" } : { day, seconds: { left, right } };
}

/**
 * @param {object} parts
 * @param {import("../../core/types.d.ts").Words} parts.words
 * @param {{day: string, left: number, right: number}} parts.values
 * @param {string} parts.last latest day that may be chosen
 * @param {string} parts.title
 * @param {string} parts.error
 * @param {() => void} parts.cancel
 * @param {(data: FormData) => void} parts.save
 */
export function sessionForm({ words, values, last, title, error, cancel, save }) {
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    save(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)));
  };
  /** @param {string} label @param {"left" | "right"} side */
  const seconds = (label, side) =>
    html`<label class="field">${label}<input name=${side} type="number" inputmode="numeric" min="0" max=${MOST_SECONDS} step="1" .value=${String(values[side])} /></label>`;
  return html`<form class="stack" novalidate @submit=${submit}>
    <h3>${title}</h3>
    <label class="field">${words.t("history.form_day")}<input name="day" type="date" max=${last} .value=${values.day} /></label>
    ${seconds(words.t("history.form_left"), "left")} ${seconds(words.t("history.form_right"), "right")}
    ${error ? html`<p role="alert">${error}</p>` : nothing}
    <div class="row">
      <button class="button button--primary">${words.t("history.form_save")}</button>
      <button class="button button--quiet" type="button" @click=${cancel}>${words.t("history.form_cancel")}</button>
    </div>
  </form>`;
}
