/** Moves a session through its plan: what is due by now, holds that were really held, and the way to any segment. */
import { timeAt } from "./session-clock.js";

/** @typedef {import("./types.d.ts").Now} Now */
/** @typedef {import("./session-types.d.ts").SessionState} SessionState */
/** @typedef {import("./session-types.d.ts").Segment} Segment */

/** A hold cut short by End or Skip counts from this time on, or in full if it was planned shorter. */
export const COUNTS_MS = 15_000;
/** Counted down after a pause, so that nobody is caught out of position. */
export const RESUME_MS = 3000;

/** @param {SessionState} session @returns {Segment} */
export const segmentNow = (session) => session.plan.segments[session.index];

/** @param {SessionState} session time runs, or is about to */
export const isLive = (session) => session.status === "running" || session.status === "resuming";

/**
 * Milliseconds spent in the segment, from 0 to its duration.
 * @param {SessionState} session @param {number} at_ms session time
 */
export function elapsedAt(session, at_ms) {
  const spent = session.status === "running" ? at_ms - session.started_ms : session.elapsed_ms;
  return Math.min(Math.max(spent, 0), segmentNow(session).duration_ms);
}

/** How many cues of the segment are due. @param {SessionState} session @param {number} elapsed_ms */
export function cuesDue(session, elapsed_ms) {
  return segmentNow(session).cues.filter((cue) => cue.at_ms <= elapsed_ms).length;
}

/**
 * Writes down that the hold was held.
 * @param {SessionState} session
 * @param {number} ended_ms wall clock
 * @param {Now} now
 * @param {boolean} confirmed the person said so
 * @param {number} [held_ms] in full when left out
 * @returns {SessionState}
 */
export function credit(session, ended_ms, now, confirmed, held_ms = segmentNow(session).duration_ms) {
  const { id, side, duration_ms } = segmentNow(session);
  const hold = { side, held_ms, planned_ms: duration_ms };
  return { ...session, held: [...session.held, { ...hold, segment: id, ended_ms, offset_min: now.offset_min, confirmed }] };
}

/**
 * The person cuts the segment short. A hold that was held long enough counts with the time it was really held.
 * @param {SessionState} session @param {number} at_ms session time @param {Now} now
 * @returns {SessionState}
 */
export function creditCut(session, at_ms, now) {
  const { kind, duration_ms } = segmentNow(session);
  const held_ms = Math.floor(elapsedAt(session, at_ms));
  if (kind !== "hold" || held_ms < Math.min(COUNTS_MS, duration_ms)) return session;
  // In a pause it ended when the pause began, which may have been another day.
  const stopped_ms = session.status === "running" ? at_ms : session.paused_ms;
  return credit(session, now.wall_ms - (at_ms - stopped_ms), now, false, held_ms);
}

/**
 * Starts a segment, or ends the session after the last one. A paused session stays paused there.
 * @param {SessionState} session @param {number} index @param {number} at_ms session time of the start
 * @returns {SessionState}
 */
export function enter(session, index, at_ms) {
  if (index >= session.plan.segments.length) return { ...session, status: "done", ask: null, away_ms: null };
  const status = session.status === "paused" ? "paused" : "running";
  return { ...session, status, index: Math.max(0, index), started_ms: at_ms, elapsed_ms: 0, cues_passed: 0, ask: null };
}

/** @param {SessionState} session @param {number} end_ms session time @param {Now} now @returns {SessionState} */
function complete(session, end_ms, now) {
  const late_ms = timeAt(session.clock, now) - end_ms;
  const credited = segmentNow(session).kind === "hold" ? credit(session, now.wall_ms - late_ms, now, false) : session;
  return enter(credited, session.index + 1, end_ms);
}

/**
 * Everything that is due until an instant; each segment begins exactly where the one before it ended.
 * @param {SessionState} session @param {number} at_ms session time, not after `now` @param {Now} now
 * @returns {SessionState}
 */
export function advance(session, at_ms, now) {
  let next = session;
  while (isLive(next)) {
    const due_ms = next.status === "resuming" ? next.resume_ms : next.started_ms + segmentNow(next).duration_ms;
    if (at_ms < due_ms) break;
    next =
      next.status === "resuming"
        ? { ...next, status: "running", started_ms: next.resume_ms - next.elapsed_ms }
        : complete(next, due_ms, now);
  }
  return next;
}

/** @param {SessionState} session @param {number} at_ms @returns {SessionState} */
export function pauseAt(session, at_ms) {
  return { ...session, status: "paused", elapsed_ms: elapsedAt(session, at_ms), paused_ms: at_ms };
}

/** Counts down, then goes on where it stopped. @param {SessionState} session @param {number} at_ms @returns {SessionState} */
export function resumeAt(session, at_ms) {
  return { ...session, status: "resuming", resume_ms: at_ms + RESUME_MS, ask: null, away_ms: null };
}
