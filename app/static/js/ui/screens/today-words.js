/** The sentences at the top of Today: kind, true, and never a zero. */

/** @typedef {import("../../core/types.d.ts").Words} Words @typedef {import("../../core/history.js").Cell} Cell @typedef {import("../../core/history.js").Numbers} Numbers */

/**
 * The big line stays what the document already says, so that nothing changes under the reader's eye, until today is done.
 * @param {Words} words @param {Numbers} numbers @param {Cell | undefined} today
 * @returns {{say: string, run: string, sub: string}} the big line, the streak, and what today already is
 */
export function headline(words, { streak, total_days }, today) {
  const say = today?.kind === "done" ? words.t("today.done") : words.t("today.ready");
  const sub = stateOfToday(words, today);
  if (streak.current > 0) return { say, run: words.t("today.run", { n: streak.current }), sub: sub ?? words.t("today.open") };
  if (total_days === 0) return { say, run: "", sub: sub ?? words.t("today.first_sub") };
  return { say, run: words.t("today.return"), sub: sub ?? words.t("today.return_sub", { n: total_days }) };
}

/** What today already is; null while it is open. @param {Words} words @param {Cell | undefined} today */
function stateOfToday(words, today) {
  if (today?.kind === "done") return words.t("today.again");
  if (today?.kind === "rest") return words.t("today.rested");
  if (today?.kind === "flare") return words.t("today.flared");
  if (today?.kind === "travel") return words.t("today.travelled");
  return today?.kind === "planned" ? words.t("today.planned") : null;
}
