/** Time nobody saw: short absences count, longer ones are asked about once and never credited in silence. */
import { timeAt } from "./session-clock.js";
import { advance, credit, elapsedAt, enter, isLive, pauseAt, resumeAt, segmentNow } from "./session-phases.js";

/** @typedef {import("./types.d.ts").Now} Now */
/** @typedef {import("./session-types.d.ts").SessionState} SessionState */

/** An absence up to this long counts as if the person had stayed. */
export const GRACE_MS = 10_000;

/** The last instant that may count without asking. @param {SessionState} session */
function trustedUntil(session) {
  return (session.hidden_ms ?? session.seen_ms) + GRACE_MS;
}

/**
 * What is due by now, as far as it may be trusted.
 * @param {SessionState} session @param {Now} now @returns {SessionState}
 */
export function advanceTrusted(session, now) {
  const now_ms = timeAt(session.clock, now);
  return advance(session, Math.min(now_ms, trustedUntil(session)), now);
}

/**
 * The person is here. After a long absence a hold stops where it was last seen and the question is put;
 * any other phase waits, paused.
 * @param {SessionState} session @param {Now} now @returns {SessionState}
 */
export function cameBack(session, now) {
  const now_ms = timeAt(session.clock, now);
  const left_ms = session.hidden_ms ?? session.seen_ms;
  const back = { ...advanceTrusted(session, now), hidden_ms: null, seen_ms: now_ms };
  const away_ms = now_ms - left_ms;
  if (!isLive(session) || !isLive(back) || away_ms <= GRACE_MS) return back;
  if (segmentNow(back).kind !== "hold") return { ...pauseAt(back, left_ms + GRACE_MS), paused_ms: now_ms, away_ms };
  const elapsed_ms = seenOf(session, back, left_ms);
  return { ...back, status: "asking", elapsed_ms, paused_ms: left_ms, ask: { reason: "away", away_ms, in_hold: true } };
}

/**
 * How much of the hold was held before the person went out of sight.
 * @param {SessionState} before @param {SessionState} back @param {number} left_ms session time
 */
function seenOf(before, back, left_ms) {
  return before.index === back.index ? elapsedAt(before, left_ms) : 0;
}

/** "Carry on": the rest of the hold. @param {SessionState} session @param {number} at_ms @returns {SessionState} */
export function carryOn(session, at_ms) {
  return { ...resumeAt(session, at_ms), seen_ms: at_ms };
}

/**
 * "Count it": the person held it to the end while the clock could not see.
 * @param {SessionState} session @param {number} at_ms @param {Now} now @returns {SessionState}
 */
export function countIt(session, at_ms, now) {
  if (!session.ask?.in_hold) return session;
  // It ended when it would have, not now: a day later it still belongs to its own day.
  const missing_ms = segmentNow(session).duration_ms - session.elapsed_ms;
  const ended_ms = now.wall_ms - Math.max(0, session.ask.away_ms - missing_ms);
  const counted = credit(session, ended_ms, now, true);
  return { ...enter(counted, session.index + 1, at_ms), seen_ms: at_ms };
}
