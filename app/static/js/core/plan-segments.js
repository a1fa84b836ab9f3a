/** Turns one entry of steps.json into a segment of the plan: text, time, figure and cues for one side and repetition. */
import { cuesOf } from "./cues.js";
import { durationOf, otherSide } from "./plan-order.js";

/** @typedef {import("./session-types.d.ts").Segment} Segment */
/** @typedef {import("./session-types.d.ts").Keyframe} Keyframe */
/** @typedef {import("./types.d.ts").Side} Side */

/** @typedef {import("./plan-order.js").Wanted} Wanted */

/** @param {string | {left: string, right: string}} text @param {Side} side @returns {string} */
const forSide = (text, side) => (typeof text === "string" ? text : text[side]);

/** @param {any} frame one of steps.json @param {Side} side @returns {Keyframe} */
function keyframe(frame, side) {
  return {
    at_ms: frame.at_ms,
    pose: frame.pose,
    duration_ms: frame.duration_ms,
    ghost: frame.ghost ?? null,
    cue: frame.cue ?? null,
    feel: frame.feel ?? false,
    breathe: frame.breathe ?? false,
    side: frame.side === "from" ? otherSide(side) : side,
  };
}

/**
 * One segment without its place in time.
 * @param {any} step entry of steps.json
 * @param {Wanted} wanted
 * @param {number} step_count
 * @returns {Segment}
 */
export function segmentOf(step, wanted, step_count) {
  const { kind, side, repetition, short } = wanted;
  const frames = (short && step.short_keyframes) || step.keyframes;
  return {
    id: `${side}.${repetition}.${kind === "step" ? wanted.step : kind}`,
    kind,
    side,
    repetition,
    hold_number: wanted.hold_number,
    order: wanted.order,
    step: step.number ? wanted.step : null,
    step_number: step.number ?? null,
    step_count,
    duration_ms: durationOf(step, wanted),
    start_ms: 0,
    text: forSide((short && step.short) || step.text, side),
    detail: short && step.short ? null : (step.detail ?? null),
    speech: forSide((short && step.short) || step.speech, side),
    keyframes: frames.map((/** @type {any} */ frame) => keyframe(frame, side)),
    cues: [],
  };
}

/**
 * The segments with their absolute offsets and the cues that depend on what follows.
 * @param {Segment[]} segments @param {{at: number, text: string}[]} words reminders during a hold
 * @returns {Segment[]}
 */
export function placed(segments, words) {
  let start_ms = 0;
  return segments.map((segment, index) => {
    const next = segments[index + 1];
    const cues = cuesOf({ ...segment, before_hold: next?.kind === "hold", last: !next, words });
    const result = { ...segment, start_ms, cues };
    start_ms += segment.duration_ms;
    return result;
  });
}
