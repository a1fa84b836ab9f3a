/** The form of one stretch: its day and the seconds of each side. */
import { parseDay } from "../../core/days.js";
import { html, nothing } from "../../vendor/lit-html-3/lit-html.js";

const MOST_SECONDS = 3600;

/** @param {number} seconds */
const isHeld = (seconds) => Number.isInteger(seconds) && seconds >= 0 && seconds <= MOST_SECONDS;

/**
 * What a filled-in form says, or which rule it breaks.
 * @param {FormData} data @param {string} today
 * @returns {{day: string, seconds: {left: number, right: number}} | {error: "bad" | "ahead" | "empty", field: "day" | "left" | "right"}}
 */
export function readForm(data, today) {
  const day = String(data.get("day"));
  if (parseDay(day) === null) return { error: "bad", field: "day" };
  const [left, right] = ["left", "right"].map((side) => Number(data.get(side) || 0));
  if (!isHeld(left)) return { error: "bad", field: "left" };
  if (!isHeld(right)) return { error: "bad", field: "right" };
  if (day > today) return { error: "ahead", field: "day" };
  return left + right === 0 ? { error: "empty", field: "left" } : { day, seconds: { left, right } };
}

/**
 * @param {object} parts
 * @param {import("../../core/types.d.ts").Words} parts.words
 * @param {{day: string, left: number, right: number}} parts.values
 * @param {string} parts.last latest day that may be chosen
 * @param {string} parts.title
 * @param {{text: string, field: string} | null} parts.error shown under the field it is about
 * @param {() => void} parts.cancel
 * @param {(data: FormData) => void} parts.save
 */
export function sessionForm({ words, values, last, title, error, cancel, save }) {
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    save(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)));
  };
  /** @param {string} name */
  const wrong = (name) => error?.field === name;
  /** @param {string} name */
  const complaint = (name) => (wrong(name) ? html`<p class="error" id="form-error" role="alert">${error?.text}</p>` : nothing);
  /** @param {string} name */
  const about = (name) => (wrong(name) ? "form-error" : nothing);
  /** @param {string} label @param {"left" | "right"} side */
  const seconds = (label, side) =>
    html`<label class="field">${label}<input name=${side} type="number" inputmode="numeric" min="0" max=${MOST_SECONDS} step="1" .value=${String(values[side])}
      aria-invalid=${wrong(side)} aria-describedby=${about(side)} /></label>${complaint(side)}`;
  return html`<form class="stack" novalidate @submit=${submit}>
    <h3>${title}</h3>
    <label class="field">${words.t("history.form_day")}<input name="day" type="date" max=${last} .value=${values.day}
      aria-invalid=${wrong("day")} aria-describedby=${about("day")} /></label>${complaint("day")}
    ${seconds(words.t("history.form_left"), "left")} ${seconds(words.t("history.form_right"), "right")}
    <div class="row">
      <button class="button button--primary">${words.t("history.form_save")}</button>
      <button class="button button--quiet" type="button" @click=${cancel}>${words.t("history.form_cancel")}</button>
    </div>
  </form>`;
}
