/** What a day of the month is called, in full, for those who hear it. */

/**
 * @typedef {import("../../core/history.js").Cell} Cell @typedef {import("../../core/types.d.ts").Words} Words
 * @typedef {import("../dates.js").Dates} Dates
 */

/** Accessible name of a day. @param {Cell} cell @param {Words} words @param {Dates} dates @returns {string} */
export function cellName({ day, kind, sides, minutes }, words, dates) {
  const date = dates.full(day);
  if (kind === "done") return words.t("history.cell_done", { date, sides: words.t("history.sides", { n: sides }), minutes });
  if (kind === "rest") return words.t("history.cell_rest", { date });
  if (kind === "flare") return words.t("history.cell_flare", { date });
  if (kind === "travel") return words.t("history.cell_travel", { date });
  return kind === "planned" ? words.t("history.cell_planned", { date }) : words.t("history.cell_none", { date });
}
