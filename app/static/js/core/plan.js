/** The plan of one session: routine and settings become an ordered list of segments with absolute times. */
import { doseOf, orderOf } from "./plan-order.js";
import { placed, segmentOf } from "./plan-segments.js";

/** @typedef {import("./types.d.ts").Settings} Settings */
/** @typedef {import("./types.d.ts").Side} Side */
/** @typedef {import("./types.d.ts").Level} Level */
/** @typedef {import("./session-types.d.ts").SessionPlan} SessionPlan */

/**
 * @param {object} parts
 * @param {any} parts.routine of content/routines
 * @param {any} parts.steps content/steps.json
 * @param {Settings} parts.settings
 * @param {Level} parts.level
 * @param {Side} parts.lead_side
 * @returns {SessionPlan}
 */
export function buildPlan({ routine, steps, settings, level, lead_side }) {
  const dose = doseOf(settings);
  const wanted = orderOf(routine, level, lead_side, dose).map((each) => ({
    ...each,
    order: each.kind === "step" ? steps[each.step].number : each.order,
  }));
  const bare = wanted.map((each) => segmentOf(steps[each.step], each, routine.step_count));
  const segments = placed(bare, steps[routine.hold].reminders);
  const last = segments[segments.length - 1];
  return {
    routine: routine.id,
    variant: routine.variant,
    level,
    lead_side,
    ...dose,
    holds_total: 2 * dose.repetitions,
    total_ms: last.start_ms + last.duration_ms,
    day_start_min: settings.day_start_min,
    segments,
  };
}

/**
 * Where a place of one plan is in another plan of the same dose: the same segment, or the next one that both agree on.
 * @param {SessionPlan} from @param {number} index @param {SessionPlan} to
 * @returns {{index: number, same: boolean}}
 */
export function placeIn(from, index, to) {
  const here = from.segments[index];
  const same = to.segments.findIndex((each) => each.id === here.id);
  if (same >= 0) return { index: same, same: true };
  const after = to.segments.findIndex(
    (each) => each.hold_number > here.hold_number || (each.hold_number === here.hold_number && each.order > here.order),
  );
  return { index: after < 0 ? to.segments.length - 1 : after, same: false };
}
