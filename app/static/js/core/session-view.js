/** What a session looks like at an instant: time left, caption, progress, the figure's moment, and when to look again. */
import { monoOf } from "./session-clock.js";
import { elapsedAt, segmentNow } from "./session-phases.js";
import { PAUSE_AWAKE_MS } from "./session.js";

/** @typedef {import("./session-types.d.ts").SessionState} SessionState */
/** @typedef {import("./session-types.d.ts").Keyframe} Keyframe */

/** @param {SessionState} session @param {number} at_ms session time */
export function remainingAt(session, at_ms) {
  return segmentNow(session).duration_ms - elapsedAt(session, at_ms);
}

/** Whole seconds left as people count them: 30 at the start, 1 in the last second. @param {number} remaining_ms */
export const secondsOf = (remaining_ms) => Math.ceil(remaining_ms / 1000);

/** Seconds of the re-countdown, 0 when there is none. @param {SessionState} session @param {number} at_ms */
export function countdownAt(session, at_ms) {
  return session.status === "resuming" ? Math.max(1, secondsOf(session.resume_ms - at_ms)) : 0;
}

/** The word key of the latest caption of the segment, or null. @param {SessionState} session @returns {string | null} */
export function captionOf(session) {
  const passed = segmentNow(session).cues.slice(0, session.cues_passed);
  return passed.filter((cue) => cue.caption).at(-1)?.caption ?? null;
}

/**
 * The place in the session: the hold it is about, of how many, and whether that hold is still to come.
 * @param {SessionState} session
 * @returns {{n: number, total: number, coming: boolean}}
 */
export function progressOf(session) {
  const { kind, hold_number } = segmentNow(session);
  const total = session.plan.holds_total;
  const n = kind === "rest" ? hold_number + 1 : hold_number;
  return { n, total, coming: kind !== "hold" && kind !== "ease_out" };
}

/** @param {SessionState} session @param {number} at_ms @returns {Keyframe} */
export function keyframeAt(session, at_ms) {
  const { keyframes } = segmentNow(session);
  const elapsed_ms = elapsedAt(session, at_ms);
  return keyframes.filter((frame) => frame.at_ms <= elapsed_ms).at(-1) ?? keyframes[0];
}

/**
 * When something happens next without anybody touching it, on the monotonic clock; null when nothing will.
 * @param {SessionState} session @returns {number | null}
 */
export function nextDue(session) {
  const due_ms = dueOf(session);
  return due_ms === null ? null : monoOf(session.clock, due_ms);
}

/** @param {SessionState} session @returns {number | null} session time */
function dueOf(session) {
  if (session.status === "resuming") return session.resume_ms;
  if (session.status === "paused") return session.awake ? session.paused_ms + PAUSE_AWAKE_MS : null;
  if (session.status !== "running") return null;
  const { cues, duration_ms } = segmentNow(session);
  const cue_ms = cues[session.cues_passed]?.at_ms ?? duration_ms;
  return session.started_ms + Math.min(cue_ms, duration_ms);
}

/**
 * Seconds held on each side. @param {{side: string, held_ms: number}[]} holds
 * @returns {{side: "left" | "right", count: number, seconds: number, each: number[]}[]} sides with at least one hold, left first
 */
export function perSide(holds) {
  return /** @type {const} */ (["left", "right"])
    .map((side) => {
      const own = holds.filter((hold) => hold.side === side);
      const seconds = Math.round(own.reduce((sum, hold) => sum + hold.held_ms, 0) / 1000);
      return { side, count: own.length, seconds, each: own.map((hold) => Math.floor(hold.held_ms / 1000)) };
    })
    .filter(({ count }) => count > 0);
}
