/** The shapes of the guided session: plan, segments, cues, the state of one run, its breadcrumb. No code. */
import type { Effect, Hold, Level, Now, SessionDraft, Side } from "./types.d.ts";

export type SegmentKind = "position" | "step" | "hold" | "ease_out" | "rest" | "change_sides";

/** What the figure does at a moment of a segment; the latest one whose time has come is shown. */
export interface Keyframe {
  at_ms: number;
  pose: string;
  duration_ms: number;
  ghost: string | null;
  cue: string | null;
  feel: boolean;
  breathe: boolean;
  /** The kneeling side drawn from this moment. */
  side: Side;
}

export type Sound = "start" | "half" | "count" | "end" | "change" | "step" | "done";
/** Something said, rung or written at a moment of a segment. */
export interface Cue {
  id: string;
  at_ms: number;
  sound: Sound | null;
  /** Word key shown on the screen, or null when the segment's own text stays. */
  caption: string | null;
  /** Milestones are also told to screen readers. */
  announce: boolean;
}

export interface Segment {
  /** Unique in a plan and equal in the plans of every level, e.g. "left.1.hold". */
  id: string;
  kind: SegmentKind;
  side: Side;
  repetition: number;
  /** The hold this segment is, or leads up to, counted from 1 through the session. */
  hold_number: number;
  /** Order inside its side and repetition, the same at every level. */
  order: number;
  step: string | null;
  /** "Step 2 of 5", or null outside the walk-through. */
  step_number: number | null;
  step_count: number;
  duration_ms: number;
  start_ms: number;
  text: string;
  detail: string | null;
  speech: string;
  keyframes: Keyframe[];
  cues: Cue[];
}

export interface SessionPlan {
  routine: string;
  variant: string;
  level: Level;
  lead_side: Side;
  hold_ms: number;
  rest_ms: number;
  repetitions: number;
  holds_total: number;
  total_ms: number;
  day_start_min: number;
  segments: Segment[];
}

/** Anchors of the session clock, see session-clock.js. */
export interface SessionClock {
  wall_ms: number;
  mono_ms: number;
  sleep_ms: number;
  checked_wall_ms: number;
  checked_mono_ms: number;
  hidden: boolean;
}

export interface HeldHold extends Hold {
  segment: string;
  /** Wall clock at the moment the hold was over. */
  ended_ms: number;
  offset_min: number;
  /** True when the person said so instead of the clock. */
  confirmed: boolean;
}

export type Status = "setup" | "running" | "paused" | "resuming" | "asking" | "done";

export interface SessionState {
  /** Id of the record this session will become. */
  id: string;
  status: Status;
  plan: SessionPlan;
  index: number;
  clock: SessionClock;
  /** Session time at which the segment's elapsed time was 0; meaningful while running. */
  started_ms: number;
  /** Time spent in the segment, meaningful while not running. */
  elapsed_ms: number;
  /** Session time at which the re-countdown ends, while resuming. */
  resume_ms: number;
  /** Session time at which the pause began, while paused. */
  paused_ms: number;
  /** Session time at which the page was hidden, or null. */
  hidden_ms: number | null;
  /** Session time of the last sign of life while visible. */
  seen_ms: number;
  /** Cues of this segment already behind us. */
  cues_passed: number;
  ask: { reason: "away" | "restored"; away_ms: number; in_hold: boolean } | null;
  /** Set when a pause came from being away. */
  away_ms: number | null;
  awake: boolean;
  held: HeldHold[];
  draft: SessionDraft | null;
  /** What "Go on after all" goes back to; null unless End was pressed. */
  undo_end: { held: HeldHold[]; elapsed_ms: number } | null;
}

export type SessionEvent =
  | { type: "begin" | "tick" | "next" | "back" | "repeat" | "pause" | "resume" | "skip" | "end" }
  | { type: "hidden" | "visible" }
  | { type: "count" | "continue" | "discard" | "go_on" }
  | { type: "level_changed"; plan: SessionPlan }
  | { type: "restore"; crumb: Crumb };

/** What is kept synchronously so that a killed tab loses nothing. */
export interface Crumb {
  version: 1;
  id: string;
  saved_wall_ms: number;
  status: Status;
  plan: SessionPlan;
  index: number;
  elapsed_ms: number;
  held: HeldHold[];
  draft: SessionDraft | null;
}

export type Update = (session: SessionState, event: SessionEvent, now: Now) => [SessionState, Effect[]];
