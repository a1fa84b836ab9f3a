/** The breadcrumb of a running session: what is kept in case the tab is killed, and what may be done with it later. */
import { anchor, timeAt } from "./session-clock.js";
import { draftOf } from "./session-draft.js";
import { elapsedAt, segmentNow } from "./session-phases.js";

/** @typedef {import("./types.d.ts").Now} Now */
/** @typedef {import("./session-types.d.ts").Crumb} Crumb */
/** @typedef {import("./session-types.d.ts").SessionState} SessionState */

/** A session interrupted for longer than this is not carried on; its completed holds are kept. */
export const RESUMABLE_MS = 2 * 3_600_000;

/**
 * @param {SessionState} session @param {Now} now
 * @returns {Crumb}
 */
export function crumbOf(session, now) {
  const { id, status, plan, index, held, draft } = session;
  // Time beyond the last sign of life is not known to have been held.
  const seen_ms = session.hidden_ms ?? timeAt(session.clock, now);
  const elapsed_ms = status === "done" ? 0 : elapsedAt(session, seen_ms);
  return { version: 1, id, saved_wall_ms: now.wall_ms, status, plan, index, elapsed_ms, held, draft };
}

/** @param {any} value @returns {value is Crumb} whether something read from storage is a breadcrumb of ours */
export function isCrumb(value) {
  const plan = value?.plan;
  const segment = plan?.segments?.[value?.index];
  return (
    value?.version === 1 &&
    typeof value.id === "string" &&
    Number.isFinite(value.saved_wall_ms) &&
    Number.isFinite(value.elapsed_ms) &&
    Array.isArray(value.held) &&
    Array.isArray(segment?.cues) &&
    Number.isFinite(segment.duration_ms) &&
    Number.isFinite(plan.holds_total)
  );
}

/**
 * What a breadcrumb found at start is good for.
 * @param {unknown} crumb @param {Now} now
 * @returns {{kind: "none"} | {kind: "offer", crumb: Crumb} | {kind: "keep", id: string, draft: import("./types.d.ts").SessionDraft | null}}
 *   "keep": too old to carry on, or already done; its draft is to be stored unless it is stored already
 */
export function verdictOn(crumb, now) {
  if (!isCrumb(crumb) || crumb.status === "setup") return { kind: "none" };
  if (crumb.status === "done") return { kind: "keep", id: crumb.id, draft: crumb.draft };
  const age_ms = Math.abs(now.wall_ms - crumb.saved_wall_ms);
  if (age_ms <= RESUMABLE_MS) return { kind: "offer", crumb };
  return { kind: "keep", id: crumb.id, draft: draftOf(crumb.plan, crumb.held) };
}

/**
 * The session of a breadcrumb, waiting for an answer: continue, count it or discard.
 * @param {Crumb} crumb @param {Now} now
 * @returns {SessionState}
 */
export function restoreSession(crumb, now) {
  const away_ms = Math.max(0, now.wall_ms - crumb.saved_wall_ms);
  const clock = anchor(now);
  const at_ms = timeAt(clock, now);
  const { id, plan, index, elapsed_ms, held } = crumb;
  const session = {
    id,
    status: /** @type {const} */ ("asking"),
    plan,
    index,
    clock,
    elapsed_ms,
    held,
    draft: null,
    ask: null,
    undo_end: null,
  };
  const times = { started_ms: at_ms, resume_ms: at_ms, paused_ms: at_ms - away_ms, seen_ms: at_ms, hidden_ms: null, away_ms: null };
  const restored = { ...session, ...times, cues_passed: 0, awake: false };
  const in_hold = segmentNow(restored).kind === "hold";
  return { ...restored, ask: { reason: "restored", away_ms, in_hold } };
}
