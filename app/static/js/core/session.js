/** The guided session as a state machine: events and time go in, the next state and effects come out. */
import { advanceTrusted, cameBack, carryOn, countIt } from "./session-away.js";
import { anchor, checkClocks, timeAt } from "./session-clock.js";
import { restoreSession } from "./session-crumb.js";
import { draftOf } from "./session-draft.js";
import { effectsOf, settled } from "./session-effects.js";
import { creditCut, elapsedAt, enter, pauseAt, resumeAt } from "./session-phases.js";
import { placeIn } from "./plan.js";

/** @typedef {import("./types.d.ts").Now} Now */
/** @typedef {import("./session-types.d.ts").SessionState} SessionState */
/** @typedef {import("./session-types.d.ts").SessionPlan} SessionPlan */
/** @typedef {import("./session-types.d.ts").SessionEvent} SessionEvent */
/** @typedef {(session: SessionState, at_ms: number, event: any, now: Now) => SessionState} Handler */

/** The screen may go dark in a pause longer than this. */
export const PAUSE_AWAKE_MS = 60_000;

/**
 * A session on its setup screen; the first segment begins with the event "begin".
 * @param {SessionPlan} plan @param {Now} now
 * @param {string} id of the record this session will become, so that storing it twice stores it once
 * @returns {SessionState}
 */
export function startSession(plan, now, id) {
  const clock = anchor(now);
  const at_ms = timeAt(clock, now);
  return {
    id,
    status: "setup",
    plan,
    index: 0,
    clock,
    started_ms: at_ms,
    elapsed_ms: 0,
    resume_ms: at_ms,
    paused_ms: at_ms,
    hidden_ms: null,
    seen_ms: at_ms,
    cues_passed: 0,
    ask: null,
    away_ms: null,
    awake: false,
    held: [],
    draft: null,
    undo_end: null,
  };
}

/** Ends now, with the holds credited so far. @type {Handler} */
const finish = (session) => ({ ...session, status: "done", ask: null, away_ms: null });

/** Ends now, a hold of some length included; it can still be thought over. @type {Handler} */
function end(session, at_ms, event, now) {
  const undo_end = { held: session.held, elapsed_ms: elapsedAt(session, at_ms) };
  return { ...finish(creditCut(session, at_ms, now), at_ms, event, now), undo_end };
}

/** Back from a hasty End: paused where it was, with what was held then. @type {Handler} */
function goOn(session, at_ms) {
  if (!session.undo_end) return session;
  return { ...session, ...session.undo_end, status: "paused", paused_ms: at_ms, seen_ms: at_ms, awake: true, draft: null, undo_end: null };
}

/** To the next segment. @type {Handler} */
const skip = (session, at_ms, _event, now) => enter(creditCut(session, at_ms, now), session.index + 1, at_ms);

/** @param {number} step @returns {Handler} to another segment, counted from this one */
const go = (step) => (session, at_ms) => enter(session, Math.max(0, session.index + step), at_ms);

/**
 * Another level of guidance: the same place in the new plan, with the time already spent there.
 * @type {Handler}
 */
function changeLevel(session, at_ms, { plan }) {
  const { index, same } = placeIn(session.plan, session.index, plan);
  // A shorter segment is over now, not some seconds ago: the hold after it must not begin in the past.
  const elapsed_ms = Math.min(elapsedAt(session, at_ms), plan.segments[index].duration_ms);
  if (!same) return { ...enter(session, index, at_ms), plan, status: session.status };
  return { ...session, plan, index, elapsed_ms, started_ms: session.status === "running" ? at_ms - elapsed_ms : session.started_ms };
}

/** Where a person may go from any moment of a session, going or paused. @type {{[type: string]: Handler}} */
const MOVES = { next: skip, skip, back: go(-1), repeat: go(0), end, level_changed: changeLevel };

/** What each status answers to; anything else leaves it as it is. @type {{[status: string]: {[type: string]: Handler}}} */
const ANSWERS = {
  setup: {
    begin: (session, at_ms) => ({ ...enter(session, 0, at_ms), awake: true, seen_ms: at_ms }),
    level_changed: (session, _at, { plan }) => ({ ...session, plan }),
    restore: (_session, _at, { crumb }, now) => restoreSession(crumb, now),
  },
  running: { ...MOVES, pause: pauseAt },
  resuming: { ...MOVES, pause: pauseAt },
  paused: {
    ...MOVES,
    resume: (session, at_ms) => ({ ...resumeAt(session, at_ms), awake: true, seen_ms: at_ms }),
    tick: (session, at_ms) => (at_ms - session.paused_ms >= PAUSE_AWAKE_MS ? { ...session, awake: false } : session),
  },
  asking: {
    continue: (session, at_ms) => ({ ...carryOn(session, at_ms), awake: true }),
    resume: (session, at_ms) => ({ ...carryOn(session, at_ms), awake: true }),
    count: (session, at_ms, _event, now) => ({ ...countIt(session, at_ms, now), awake: true }),
    discard: finish,
    end,
  },
  done: { go_on: goOn },
};

/**
 * Brings clocks and time up to date before an event is looked at.
 * @param {SessionState} session @param {SessionEvent} event @param {Now} now @returns {SessionState}
 */
function observe(session, event, now) {
  const hidden = event.type === "hidden" ? true : event.type === "visible" ? false : undefined;
  const seen = { ...session, clock: checkClocks(session.clock, now, hidden) };
  const at_ms = timeAt(seen.clock, now);
  if (event.type === "hidden") {
    const here = session.hidden_ms === null ? cameBack(seen, now) : seen;
    return { ...here, hidden_ms: session.hidden_ms ?? at_ms };
  }
  if (event.type === "visible") return cameBack(seen, now);
  if (session.hidden_ms !== null) return advanceTrusted(seen, now);
  return cameBack(seen, now);
}

/**
 * One step. Unknown or untimely events change nothing.
 * @param {SessionState} session @param {SessionEvent} event @param {Now} now
 * @returns {[SessionState, import("./types.d.ts").Effect[]]} effects: wake_lock {on}, sounds {cues}, breadcrumb_save {crumb},
 *   breadcrumb_beat {index, elapsed_ms, wall_ms}, breadcrumb_clear, announce {key}, finish {draft, id}, retract {id}
 */
export function update(session, event, now) {
  if (session.status === "done" && !(event.type === "go_on" && session.undo_end)) return [session, []];
  const seen = observe(session, event, now);
  const at_ms = timeAt(seen.clock, now);
  // A tap that meets a question nobody has read yet must not answer it.
  const asked = seen.status === "asking" && session.status !== "asking";
  const handler = asked && event.type !== "end" ? undefined : ANSWERS[seen.status][event.type];
  const handled = handler ? handler(seen, at_ms, event, now) : seen;
  const after = closed(settled(handled, timeAt(handled.clock, now)));
  return [after, effectsOf(session, after, now)];
}

/** A session that just ended, with what it leaves behind. @param {SessionState} session @returns {SessionState} */
function closed(session) {
  return session.status === "done" ? { ...session, draft: draftOf(session.plan, session.held) } : session;
}
