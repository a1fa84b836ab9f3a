/** Today: what to do now, how this week went, and where the days are kept. */
import { numbersOf, weekCells } from "../../core/history.js";
import { plannedMinutes } from "../../core/plan-length.js";
import { createDates } from "../dates.js";
import { drawWeek } from "../elements/week-strip.js";
import { syncText } from "../sync-words.js";
import { drawNotices } from "./today-notices.js";
import { headline } from "./today-words.js";

/** @typedef {import("../../core/types.d.ts").App} App @typedef {import("../../core/types.d.ts").AppState} AppState */

const AGE_EVERY_MS = 20_000;

/** @param {HTMLElement} root @param {string} id @returns {any} */
const part = (root, id) => root.querySelector(`#today-${id}`);

/** A role button is pressed by Space as well. @param {HTMLElement} start */
function pressable(start) {
  start.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    start.click();
  });
}

/** @param {HTMLElement} root @param {App} app @param {AppState} state */
function drawDose(root, { words, content }, { settings, sessions }) {
  const { hold_s: seconds, repetitions } = settings;
  const n = plannedMinutes({ routine: content.routines.kneeling, steps: content.steps, settings, sessions });
  part(root, "dose").textContent = words.t("today.dose", { n, repetitions, seconds });
}

/** @param {HTMLElement} root @param {App} app @param {import("../../core/history.js").Numbers} numbers */
function drawStats(root, { words }, { days_this_month, came_back, total_days }) {
  const rows = /** @type {[number, string][]} */ ([
    [days_this_month, words.t("today.month", { n: days_this_month })],
    [came_back, words.t("today.back", { n: came_back })],
    [total_days, words.t("today.total", { n: total_days })],
  ]);
  const stats = part(root, "stats");
  stats.removeAttribute("data-loading");
  stats.hidden = total_days === 0;
  part(root, "hint").hidden = total_days > 0;
  rows.forEach(([number, label], index) => {
    const row = stats.children[index];
    // Nobody needs to be told that something happened zero times.
    row.hidden = number === 0;
    const [name, value] = row.children;
    value.textContent = String(number);
    name.textContent = label;
  });
}

/** A day that is done needs no rest mark, and its button steps back. @param {HTMLElement} root @param {App} app @param {AppState} state @param {boolean} done */
function drawMark(root, { words }, { day, marks }, done) {
  const rests = marks.some((mark) => mark.id === day);
  const button = part(root, "mark");
  button.textContent = rests ? words.t("today.unrest") : words.t("today.rest");
  button.hidden = done;
  root.toggleAttribute("data-done", done);
}

/** @param {HTMLElement} root @param {{[id: string]: string}} lines */
function drawHeadline(root, lines) {
  for (const [id, text] of Object.entries(lines)) {
    const line = part(root, id);
    if (line.textContent !== text) line.textContent = text;
  }
}

/** @param {HTMLElement} root @param {App} app @returns {(state: AppState) => void} redraws what depends on the log, only when it changed */
function logDrawer(root, app) {
  const dates = createDates(app.words);
  /** @type {AppState | undefined} */
  let drawn;
  return (state) => {
    if (
      drawn &&
      ["phase", "sessions", "marks", "plans", "day"].every(
        (name) => drawn?.[/** @type {"day"} */ (name)] === state[/** @type {"day"} */ (name)],
      )
    )
      return;
    drawn = state;
    const cells = weekCells(state);
    drawWeek(part(root, "week"), cells, app.words, dates);
    if (state.phase === "loading") return;
    const numbers = numbersOf(state);
    const today = cells.find((cell) => cell.today);
    drawHeadline(root, headline(app.words, numbers, today));
    drawStats(root, app, numbers);
    drawMark(root, app, state, today?.kind === "done");
  };
}

/**
 * @param {HTMLElement} root @param {App} app
 * @returns {import("../../core/types.d.ts").Screen}
 */
export function mountToday(root, app) {
  const drawLog = logDrawer(root, app);
  const sync = part(root, "sync");
  const drawSync = () => {
    const text = syncText(app.store.get(), app.words, app.clock.wall());
    if (sync.textContent !== text) sync.textContent = text;
  };
  const draw = () => {
    const state = app.store.get();
    drawLog(state);
    drawDose(root, app, state);
    drawNotices(part(root, "notices"), app, state);
    part(root, "figure").setAttribute("theme", state.settings.theme);
    drawSync();
  };
  pressable(part(root, "start"));
  part(root, "mark").addEventListener("click", () => {
    const { day, marks } = app.store.get();
    const rests = marks.some((mark) => mark.id === day);
    app.store.dispatch(rests ? { type: "mark_cleared", day } : { type: "mark_set", day, kind: "rest" });
  });
  return life(app, draw, drawSync, part(root, "figure"));
}

/** What runs only while the screen is shown. @param {App} app @param {() => void} draw @param {() => void} drawSync @param {any} figure */
function life(app, draw, drawSync, figure) {
  /** @type {(() => void) | undefined} */
  let unsubscribe;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  return {
    enter() {
      unsubscribe = app.store.subscribe(draw);
      timer = setInterval(drawSync, AGE_EVERY_MS);
      draw();
      customElements.whenDefined("figure-stage").then(() => figure.breathe(true));
    },
    leave() {
      unsubscribe?.();
      clearInterval(timer);
      figure.breathe?.(false);
    },
  };
}
