/** What the world has to do after a step of the session, worked out from the state before and after it. */
import { crumbOf } from "./session-crumb.js";
import { monoOf, timeAt } from "./session-clock.js";
import { cuesDue, elapsedAt, isLive, segmentNow } from "./session-phases.js";

/** @typedef {import("./types.d.ts").Now} Now */
/** @typedef {import("./types.d.ts").Effect} Effect */
/** @typedef {import("./session-types.d.ts").SessionState} SessionState */

/** A cue later than this is dropped instead of told. */
export const STALE_CUE_MS = 1500;
/** While holding, the breadcrumb is freshened this often: what a crash may cost. */
export const BEAT_MS = 1000;

/** @param {SessionState} a @param {SessionState} b whether time runs differently or elsewhere */
function moved(a, b) {
  return a.status !== b.status || a.index !== b.index || a.started_ms !== b.started_ms || a.plan !== b.plan;
}

/**
 * Every bell that is still to ring in this segment and the next, with its instant on the monotonic clock.
 * @param {SessionState} session @param {number} at_ms session time
 * @returns {{id: string, sound: string, mono_ms: number}[]}
 */
export function soundsAhead(session, at_ms) {
  if (!isLive(session)) return [];
  const { segments } = session.plan;
  const begin_ms = session.status === "running" ? session.started_ms : session.resume_ms - session.elapsed_ms;
  const offset_ms = begin_ms - segmentNow(session).start_ms;
  return segments.slice(session.index, session.index + 2).flatMap((segment) =>
    segment.cues.flatMap(({ id, sound, at_ms: cue_ms }) => {
      const due_ms = offset_ms + segment.start_ms + cue_ms;
      const ahead = due_ms >= at_ms && (segment !== segmentNow(session) || cue_ms >= session.elapsed_ms);
      return sound && ahead ? [{ id, sound, mono_ms: monoOf(session.clock, due_ms) }] : [];
    }),
  );
}

/** @param {SessionState} before @param {SessionState} after @param {number} at_ms @returns {Effect[]} */
function spoken(before, after, at_ms) {
  if (after.status !== "running") return [];
  const segment = segmentNow(after);
  const entered = before.index !== after.index || before.status === "setup";
  const elapsed_ms = elapsedAt(after, at_ms);
  const fresh = segment.cues
    .slice(before.index === after.index ? before.cues_passed : 0, after.cues_passed)
    .filter((cue) => cue.announce && cue.caption && elapsed_ms - cue.at_ms <= STALE_CUE_MS);
  const cue = fresh[fresh.length - 1];
  if (cue) return [{ type: "announce", key: cue.caption }];
  return entered ? [{ type: "announce", key: segment.text }] : [];
}

/** @param {SessionState} before @param {SessionState} after @param {Now} now @returns {Effect[]} */
function kept(before, after, now) {
  if (after.status === "setup") return [];
  const changed = moved(before, after) || before.held !== after.held || before.hidden_ms !== after.hidden_ms;
  if (changed) return [{ type: "breadcrumb_save", crumb: crumbOf(after, now) }];
  const holding = after.status === "running" && after.hidden_ms === null && segmentNow(after).kind === "hold";
  if (!holding) return [];
  const at_ms = timeAt(after.clock, now);
  const beat = (/** @type {number} */ time_ms) => Math.floor((time_ms - after.started_ms) / BEAT_MS);
  if (beat(at_ms) === beat(before.seen_ms)) return [];
  return [{ type: "breadcrumb_beat", index: after.index, elapsed_ms: elapsedAt(after, at_ms), wall_ms: now.wall_ms }];
}

/** @param {SessionState} before @param {SessionState} after @returns {Effect[]} */
function ended(before, after) {
  if (after.status !== "done" || before.status === "done") return [];
  if (after.draft) return [{ type: "finish", draft: after.draft, id: after.id }];
  // An End that was taken back may have been kept already.
  return [{ type: "breadcrumb_clear" }, { type: "retract", id: after.id }];
}

/**
 * The effects of one step, in the order they are to be performed.
 * @param {SessionState} before @param {SessionState} after @param {Now} now
 * @returns {Effect[]}
 */
export function effectsOf(before, after, now) {
  const at_ms = timeAt(after.clock, now);
  const retimed = moved(before, after) || before.clock.sleep_ms !== after.clock.sleep_ms;
  return [
    ...(before.awake === after.awake ? [] : [{ type: "wake_lock", on: after.awake }]),
    ...(retimed ? [{ type: "sounds", cues: soundsAhead(after, at_ms) }] : []),
    ...kept(before, after, now),
    ...spoken(before, after, at_ms),
    ...ended(before, after),
  ];
}

/** The state with everything that follows from it brought up to date. @param {SessionState} session @param {number} at_ms */
export function settled(session, at_ms) {
  if (session.status === "done") return { ...session, awake: false };
  return { ...session, cues_passed: cuesDue(session, elapsedAt(session, at_ms)) };
}
