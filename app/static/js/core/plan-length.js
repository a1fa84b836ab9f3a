/** How long a session will take, in the minutes that every screen tells. */
import { doseOf, durationOf, guidance, orderOf } from "./plan-order.js";

const MINUTE_MS = 60_000;

/** Whole minutes as people are told them, at least one. @param {number} total_ms @returns {number} */
export const minutesOf = (total_ms) => Math.max(1, Math.round(total_ms / MINUTE_MS));

/**
 * Minutes of the session that Begin would start now.
 * @param {object} parts
 * @param {any} parts.routine of content/routines
 * @param {any} parts.steps content/steps.json
 * @param {import("./types.d.ts").Settings} parts.settings
 * @param {import("./types.d.ts").Session[]} parts.sessions decide how much help "auto" gives
 * @returns {number} whole minutes
 */
export function plannedMinutes({ routine, steps, settings, sessions }) {
  // Which side leads changes nothing about the length.
  const order = orderOf(routine, guidance(settings.level, sessions), "left", doseOf(settings));
  return minutesOf(order.reduce((sum, wanted) => sum + durationOf(steps[wanted.step], wanted), 0));
}
