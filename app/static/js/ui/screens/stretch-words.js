/** Small sentences of the session that are put together from a side, a time or a number. */
import { minutesOf } from "../../core/plan-length.js";

/** @typedef {import("../../core/types.d.ts").Words} Words */
/** @typedef {import("../../core/types.d.ts").Side} Side */

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** An absence, rounded as people say it. @param {Words} words @param {number} ms */
export function timeText({ t }, ms) {
  if (ms < 1.5 * MINUTE_MS) return t("stretch.time_s", { n: Math.round(ms / 1000) });
  if (ms < 1.5 * HOUR_MS) return t("stretch.time_min", { n: Math.round(ms / MINUTE_MS) });
  return t("stretch.time_h", { n: Math.round(ms / HOUR_MS) });
}

/** @param {Words} words @param {Side} side */
export const sideTitle = ({ t }, side) => (side === "left" ? t("stretch.side_left") : t("stretch.side_right"));

/** @param {Words} words @param {Side} side */
export const onSide = ({ t }, side) => (side === "left" ? t("stretch.on_left") : t("stretch.on_right"));

/** What the plan will ask for. @param {Words} words @param {import("../../core/session-types.d.ts").SessionPlan} plan */
export function planText({ t }, plan) {
  return t("stretch.plan", {
    n: minutesOf(plan.total_ms),
    repetitions: plan.repetitions,
    seconds: plan.hold_ms / 1000,
    side: plan.lead_side === "left" ? t("stretch.first_left") : t("stretch.first_right"),
  });
}
