/** The plan of one session: routine and settings become an ordered list of segments with absolute times. */
import { otherSide, placed, segmentOf } from "./plan-segments.js";

/** @typedef {import("./types.d.ts").Settings} Settings */
/** @typedef {import("./types.d.ts").Side} Side */
/** @typedef {import("./types.d.ts").Level} Level */
/** @typedef {import("./types.d.ts").Session} Session */
/** @typedef {import("./session-types.d.ts").SessionPlan} SessionPlan */
/** @typedef {import("./plan-segments.js").Wanted} Wanted */

/** Sessions after which "auto" stops walking through every step. */
export const TAUGHT_SESSIONS = 2;
const LIMITS = { hold_s: [10, 120, 30], repetitions: [1, 5, 2], rest_s: [5, 60, 10] };

/**
 * A setting inside its limits; the default when it is no number.
 * @param {keyof typeof LIMITS} name @param {unknown} value
 */
function within(name, value) {
  const [low, high, usual] = LIMITS[name];
  const number = Number(value);
  return Number.isFinite(number) && value !== null ? Math.min(high, Math.max(low, Math.round(number))) : usual;
}

/** @param {Session} a @param {Session} b */
const later = (a, b) => (a.day === b.day ? (a.ended_ms ?? 0) > (b.ended_ms ?? 0) : a.day > b.day);

/** The newest session with holds, or null. @param {Session[]} sessions @returns {Session | null} */
function newest(sessions) {
  /** @type {Session | null} */
  let found = null;
  for (const each of sessions) if (each.holds.length && (!found || later(each, found))) found = each;
  return found;
}

/**
 * The side to begin with: the wish, or the one that did not begin last time.
 * @param {Settings["lead_side"]} wish @param {Session[]} sessions
 * @returns {Side}
 */
export function leadSide(wish, sessions) {
  if (wish === "left" || wish === "right") return wish;
  const last = newest(sessions);
  return last ? otherSide(last.holds[0].side) : "left";
}

/**
 * The guidance to begin with: the wish, or teaching for the first sessions and short cues after.
 * @param {Settings["level"]} wish @param {Session[]} sessions
 * @returns {Level}
 */
export function guidance(wish, sessions) {
  if (wish === "teach" || wish === "guide" || wish === "timer") return wish;
  return sessions.filter((each) => !each.backfill).length < TAUGHT_SESSIONS ? "teach" : "guide";
}

/**
 * What happens on one side, in order.
 * @param {any} routine @param {any} way the routine's entry for the level
 * @param {{side: Side, first: boolean, repetitions: number, hold_ms: number, rest_ms: number}} dose
 * @returns {Wanted[]}
 */
function sideOf(routine, way, { side, first, repetitions, hold_ms, rest_ms }) {
  const before = first ? 0 : repetitions;
  return Array.from({ length: repetitions }, (_, index) => index + 1).flatMap((repetition) => {
    const opening = repetition === 1;
    const base = { side, repetition, hold_number: before + repetition };
    const pace = opening ? way.pace : way.again_pace;
    const lead = first ? "position" : "change_sides";
    /** @type {Wanted[]} */
    const wanted = opening ? [{ ...base, kind: lead, step: way[lead], order: 0, short: false }] : [];
    (opening ? way.first : way.again).forEach((/** @type {string} */ step) => {
      wanted.push({ ...base, kind: "step", step, order: 1, short: pace === "short" });
    });
    wanted.push({ ...base, kind: "hold", step: routine.hold, order: 10, short: false, duration_ms: hold_ms });
    wanted.push({ ...base, kind: "ease_out", step: routine.ease_out, order: 11, short: false });
    if (repetition < repetitions) {
      wanted.push({ ...base, kind: "rest", step: routine.rest, order: 12, short: false, duration_ms: rest_ms });
    }
    return wanted;
  });
}

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
  const hold_ms = within("hold_s", settings.hold_s) * 1000;
  const rest_ms = within("rest_s", settings.rest_s) * 1000;
  const repetitions = within("repetitions", settings.repetitions);
  const way = routine.levels[level];
  const dose = { repetitions, hold_ms, rest_ms };
  const wanted = [
    ...sideOf(routine, way, { side: lead_side, first: true, ...dose }),
    ...sideOf(routine, way, { side: otherSide(lead_side), first: false, ...dose }),
  ].map((each) => ({ ...each, order: each.kind === "step" ? steps[each.step].number : each.order }));
  const bare = wanted.map((each) => segmentOf(steps[each.step], each, routine.step_count));
  const segments = placed(bare, steps[routine.hold].reminders);
  const last = segments[segments.length - 1];
  return {
    routine: routine.id,
    variant: routine.variant,
    level,
    lead_side,
    hold_ms,
    rest_ms,
    repetitions,
    holds_total: 2 * repetitions,
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
