/** What a finished session hands over to be kept: its credited holds, on the day the last one ended. */
import { dayOf } from "./days.js";

/** @typedef {import("./session-types.d.ts").SessionPlan} SessionPlan */
/** @typedef {import("./session-types.d.ts").HeldHold} HeldHold */

/**
 * @param {SessionPlan} plan @param {HeldHold[]} held
 * @returns {import("./types.d.ts").SessionDraft | null} null when no hold was completed: then there is nothing to keep
 */
export function draftOf(plan, held) {
  const last = held[held.length - 1];
  if (!last) return null;
  const { day_start_min, variant, level } = plan;
  return {
    day: dayOf(last.ended_ms, last.offset_min, day_start_min),
    ended_ms: Math.round(last.ended_ms),
    offset_min: last.offset_min,
    day_start_min,
    holds: held.map(({ side, held_ms, planned_ms }) => ({ side, held_ms, planned_ms })),
    variant,
    level,
    backfill: false,
  };
}
