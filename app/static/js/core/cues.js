/** Which cues are due when inside a segment: bells, captions and milestones, as data. */

/** @typedef {import("./session-types.d.ts").Cue} Cue */
/** @typedef {import("./session-types.d.ts").Sound} Sound */

/** Seconds before the end that are counted out. */
export const LAST_COUNT = 3;
/** A hold shorter than this has no room for words between its bells. */
const TALKATIVE_MS = 20_000;
/** A pause before a hold shorter than this is not counted out. */
const COUNT_IN_MS = 5_000;

/**
 * @param {number} at_ms @param {Sound | null} sound @param {string | null} caption @param {boolean} [announce]
 * @returns {Omit<Cue, "id">}
 */
const cue = (at_ms, sound, caption, announce = caption !== null) => ({ at_ms, sound, caption, announce });

/** @param {number} duration_ms @param {string} caption @param {boolean} announce */
function lastCount(duration_ms, caption, announce) {
  return Array.from({ length: LAST_COUNT }, (_, index) =>
    cue(duration_ms - (LAST_COUNT - index) * 1000, "count", index === 0 ? caption : null, index === 0 && announce),
  );
}

/** @param {number} duration_ms @param {{at: number, text: string}[]} words reminders at a fraction of the hold */
function holdCues(duration_ms, words) {
  const spoken = duration_ms < TALKATIVE_MS ? [] : words;
  return [
    cue(0, "start", null),
    ...spoken.map(({ at, text }) => cue(Math.round(at * duration_ms), null, text, false)),
    cue(duration_ms / 2, "half", "cue.half"),
    ...lastCount(duration_ms, "cue.last_three", true),
    cue(duration_ms, "end", null),
  ];
}

/**
 * The cues of one segment in the order they are due.
 * @param {object} segment
 * @param {string} segment.id
 * @param {import("./session-types.d.ts").SegmentKind} segment.kind
 * @param {number} segment.duration_ms
 * @param {boolean} segment.before_hold a hold follows at once
 * @param {boolean} segment.last the session ends with it
 * @param {{at: number, text: string}[]} segment.words reminders during a hold
 * @returns {Cue[]}
 */
export function cuesOf({ id, kind, duration_ms, before_hold, last, words }) {
  const opening = kind === "change_sides" ? [cue(0, "change", null)] : kind === "step" ? [cue(0, "step", null)] : [];
  const own = kind === "hold" ? holdCues(duration_ms, words) : opening;
  const counted = before_hold && kind !== "hold" && duration_ms >= COUNT_IN_MS;
  return [...own, ...(counted ? lastCount(duration_ms, "cue.hold_soon", false) : []), ...(last ? [cue(duration_ms, "done", null)] : [])]
    .sort((a, b) => a.at_ms - b.at_ms)
    .map((each, index) => ({ id: `${id}.${index}`, ...each }));
}
