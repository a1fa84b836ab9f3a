/** The shapes every layer shares: time, records, settings, content and the `app` object. No code. */

/** One reading of every clock; pure code gets time only through this. */
export interface Now {
  wall_ms: number;
  mono_ms: number;
  /** Minutes east of UTC at this instant. */
  offset_min: number;
}

/** Civil day, YYYY-MM-DD. */
export type Day = string;
export type Side = "left" | "right";
export type Level = "teach" | "guide" | "timer";
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** [milliseconds, counter, device id as 16 hex digits]. */
export type Stamp = [number, number, string];
export interface Field {
  value: Json;
  stamp: Stamp;
}
export type Fields = { [name: string]: Field };
/** What syncs: one record of a collection with a stamp per field. */
export interface SyncRecord {
  collection: string;
  id: string;
  fields: Fields;
}

export interface Hold {
  side: Side;
  held_ms: number;
  planned_ms: number;
}
/** A session as the session machine hands it over: a record without id. */
export interface SessionDraft {
  day: Day;
  ended_ms: number | null;
  offset_min: number | null;
  day_start_min: number | null;
  holds: Hold[];
  variant: string;
  level: Level;
  backfill: boolean;
}
export interface Session extends SessionDraft {
  id: string;
}
export type MarkKind = "rest" | "flare" | "travel";
export interface Mark {
  id: Day;
  kind: MarkKind;
}
export interface Plan {
  id: Day;
  /** Bit 0 = Monday. */
  mask: number;
}

export interface Settings {
  hold_s: number;
  repetitions: number;
  rest_s: number;
  lead_side: "alternate" | Side;
  level: "auto" | Level;
  volume: number;
  day_start_min: number;
  theme: string;
  appearance: "auto" | "light" | "dark";
  sound_checked: boolean;
  safety_seen: boolean;
  vault_choice: "unasked" | "linked" | "declined";
  install_dismissed_ms: number | null;
  /** When this phone last wrote everything to a file. */
  exported_ms: number | null;
}

export interface SyncState {
  status: "off" | "idle" | "syncing" | "offline" | "waiting" | "error";
  waiting: number;
  parked: number;
  last_ok_ms: number | null;
  error: string | null;
}

export interface AppState {
  phase: "loading" | "ready";
  day: Day;
  sessions: Session[];
  marks: Mark[];
  plans: Plan[];
  settings: Settings;
  sync: SyncState;
  undo: { label: string; events: AppEvent[] } | null;
  storage: { mode: "idb" | "memory"; persisted: boolean | null; error: string | null };
  update: "none" | "ready";
}
export type AppEvent = { type: string; [key: string]: any };
export type Effect = { type: string; [key: string]: any };

export interface Store<S, E> {
  get(): S;
  dispatch(event: E): void;
  subscribe(listener: (state: S) => void): () => void;
}

export interface Words {
  /** The text of a key, placeholders filled; a plural text is chosen by `params.n`. */
  t(key: string, params?: { [name: string]: string | number }): string;
}
export interface Content {
  lang: string;
  words: { [key: string]: string | { [form: string]: string } };
  skeleton: any;
  poses: any;
  /** The figure's looks in the order they are offered. */
  looks: { looks: string[] };
  steps: any;
  routines: { [id: string]: any };
}
export interface Clock {
  now(): Now;
  wall(): number;
  mono(): number;
}

/** Everything a screen may use; made once in main.js. */
export interface App {
  store: Store<AppState, AppEvent>;
  words: Words;
  content: Content;
  clock: Clock;
  ids: { uuid(): string; deviceId(): string };
  navigate(path: string): void;
  announce(text: string, options?: { assertive?: boolean }): void;
  ports: any;
}
export interface Screen {
  enter(url: URL): void;
  leave(): void;
  canLeave?(): boolean;
}
