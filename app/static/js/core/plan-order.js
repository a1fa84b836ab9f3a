/** What a session does in which order, and how long each part takes: light, because Today tells the length before any session is loaded. */

/** @typedef {import("./types.d.ts").Settings} Settings */
/** @typedef {import("./types.d.ts").Side} Side */
/** @typedef {import("./types.d.ts").Level} Level */
/** @typedef {import("./types.d.ts").Session} Session */
/** @typedef {{repetitions: number, hold_ms: number, rest_ms: number}} Dose */

/**
 * @typedef {object} Wanted what the plan asks for
 * @property {import("./session-types.d.ts").SegmentKind} kind
 * @property {string} step id in steps.json
 * @property {Side} side
 * @property {number} repetition from 1
 * @property {number} hold_number from 1
 * @property {number} order
 * @property {boolean} short the short text and time
 * @property {number} [duration_ms] instead of the step's own
 */

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

/** @param {Side} side @returns {Side} */
export const otherSide = (side) => (side === "left" ? "right" : "left");

/** How much of everything, within its limits. @param {Settings} settings @returns {Dose} */
export function doseOf({ hold_s, rest_s, repetitions }) {
  return {
    repetitions: within("repetitions", repetitions),
    hold_ms: within("hold_s", hold_s) * 1000,
    rest_ms: within("rest_s", rest_s) * 1000,
  };
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
 * @param {Dose & {side: Side, first: boolean}} dose
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
 * Both sides of a routine at a level, in order.
 * @param {any} routine of content/routines @param {Level} level @param {Side} lead_side @param {Dose} dose
 * @returns {Wanted[]}
 */
export function orderOf(routine, level, lead_side, dose) {
  const way = routine.levels[level];
  return [
    ...sideOf(routine, way, { side: lead_side, first: true, ...dose }),
    ...sideOf(routine, way, { side: otherSide(lead_side), first: false, ...dose }),
  ];
}

/** Milliseconds one part takes. @param {any} step its entry in steps.json @param {Wanted} wanted @returns {number} */
export function durationOf(step, { short, duration_ms }) {
  return duration_ms ?? ((short && step.short_ms) || step.duration_ms);
}
