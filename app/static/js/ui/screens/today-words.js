/** The two sentences at the top of Today: kind, true, and never a zero. */

/** @typedef {import("../../core/types.d.ts").Words} Words @typedef {import("../../core/history.js").Cell} Cell @typedef {import("../../core/history.js").Numbers} Numbers */

/**
 * @param {Words} words @param {Numbers} numbers @param {Cell | undefined} today
 * @returns {{say: string, sub: string}}
 */
export function headline(words, { streak, total_days }, today) {
  const sub = stateOfToday(words, today);
  if (streak.current > 0) return { say: words.t("today.run", { n: streak.current }), sub: sub ?? words.t("today.open") };
  if (total_days === 0) return { say: words.t("today.ready"), sub: sub ?? words.t("today.first_sub") };
  return { say: words.t("today.return"), sub: sub ?? words.t("today.return_sub", { n: total_days }) };
}

/** What today already is; null while it is open. @param {Words} words @param {Cell | undefined} today */
function stateOfToday(words, today) {
  if (today?.kind === "done") return words.t("today.done");
  if (today?.kind === "rest") return words.t("today.rested");
  if (today?.kind === "flare") return words.t("today.flared");
  if (today?.kind === "travel") return words.t("today.travelled");
  return today?.kind === "planned" ? words.t("today.planned") : null;
}
