/** The app's state and the rule that changes it: events go in, the next state and the effects to perform come out. */
import { addDays, daysBetween, dayOf, parseDay } from "./days.js";
import { bySessionTime, markOf, planOf, sessionOf, settingOf } from "./shapes.js";
import { allowsSetting, defaultSettings, SETTINGS, withSettings } from "./storage-map.js";

/**
 * @typedef {import("./types.d.ts").AppState} AppState @typedef {import("./types.d.ts").AppEvent} AppEvent
 * @typedef {import("./types.d.ts").Effect} Effect @typedef {import("./types.d.ts").Now} Now
 * @typedef {import("./types.d.ts").Session} Session @typedef {import("./types.d.ts").SessionDraft} SessionDraft
 * @typedef {import("./types.d.ts").SyncRecord} SyncRecord
 * @typedef {[AppState, Effect[]]} Step
 * @typedef {(state: AppState, event: AppEvent, now: Now) => Step} Handler
 */

/** A clock moved east by this much within one night has crossed the date line. */
const DATE_LINE_MIN = 720;
const SESSION_FIELDS = ["day", "ended_ms", "offset_min", "day_start_min", "holds", "variant", "level", "backfill"];

/** Before anything was read. @param {Now} now @returns {AppState} */
export function initialState(now) {
  const settings = defaultSettings();
  return {
    phase: "loading",
    day: dayOf(now.wall_ms, now.offset_min, settings.day_start_min),
    sessions: [],
    marks: [],
    plans: [],
    settings,
    sync: { status: "off", waiting: 0, parked: 0, last_ok_ms: null, error: null },
    undo: null,
    storage: { mode: "idb", persisted: null, error: null },
    update: "none",
  };
}

/** @type {{[collection: string]: {list: "sessions" | "marks" | "plans", read: (record: SyncRecord) => any, order: (a: any, b: any) => number}}} */
const COLLECTIONS = {
  session: { list: "sessions", read: sessionOf, order: bySessionTime },
  mark: { list: "marks", read: markOf, order: (a, b) => (a.id < b.id ? -1 : 1) },
  plan: { list: "plans", read: planOf, order: (a, b) => (a.id < b.id ? -1 : 1) },
};

/** One list with the changed records of its collection folded in. @param {AppState} state @param {string} collection @param {SyncRecord[]} records */
function foldList(state, collection, records) {
  const { list, read, order } = COLLECTIONS[collection];
  const mine = records.filter((record) => record.collection === collection);
  if (mine.length === 0) return state[list];
  const changed = new Set(mine.map((record) => record.id));
  const kept = /** @type {any[]} */ (state[list]).filter((item) => !changed.has(item.id));
  return [...kept, ...mine.map(read).filter((item) => item !== null)].sort(order);
}

/** A deleted or unreadable setting falls back to its default. @param {AppState} state @param {SyncRecord[]} records */
function foldSettings(state, records) {
  const mine = records.filter(({ collection, id }) => collection === "setting" && SETTINGS[id]?.place === "synced");
  return withSettings(
    state.settings,
    Object.fromEntries(mine.map((record) => settingOf(record) ?? [record.id, SETTINGS[record.id].initial])),
  );
}

/** State with records as they now are in the store. @param {AppState} state @param {SyncRecord[]} records @param {Now} now @returns {AppState} */
export function withRecords(state, records, now) {
  const settings = foldSettings(state, records);
  return {
    ...state,
    sessions: foldList(state, "session", records),
    marks: foldList(state, "mark", records),
    plans: foldList(state, "plan", records),
    settings,
    day: dayOf(now.wall_ms, now.offset_min, settings.day_start_min),
  };
}

/** @param {string} collection @param {string | null} id @param {{[name: string]: any}} values @param {{said?: string, undo?: AppEvent | null}} [note] @returns {Effect} */
const put = (collection, id, values, { said, undo } = {}) => ({ type: "put_record", collection, id, values, said, undo });
/** @param {string} collection @param {string} id @param {{said?: string, undo?: AppEvent | null}} [note] @returns {Effect} */
const remove = (collection, id, { said, undo } = {}) => ({ type: "remove_record", collection, id, said, undo });

/** @param {{[name: string]: any}} draft */
const sessionValues = (draft) => Object.fromEntries(SESSION_FIELDS.filter((name) => name in draft).map((name) => [name, draft[name]]));

/**
 * East over the date line a calendar day never happens; a travel mark holds its place.
 * @param {AppState} state @param {SessionDraft} draft @returns {Effect[]}
 */
function dateLineMark(state, draft) {
  const last = state.sessions.filter((session) => session.ended_ms !== null && !session.backfill).at(-1);
  if (!last || last.offset_min === null || draft.offset_min === null) return [];
  if (daysBetween(last.day, draft.day) !== 2 || draft.offset_min - last.offset_min < DATE_LINE_MIN) return [];
  const skipped = addDays(last.day, 1);
  return state.marks.some((mark) => mark.id === skipped) ? [] : [put("mark", skipped, { kind: "travel" })];
}

/** @param {AppState} state @param {string} id */
const findSession = (state, id) => state.sessions.find((session) => session.id === id);

/** @type {{[type: string]: Handler}} */
const SESSION_HANDLERS = {
  session_finished: (state, { draft, id = null }) => [state, [put("session", id, sessionValues(draft)), ...dateLineMark(state, draft)]],
  session_added: (state, { draft, id = null }) => [
    state,
    [put("session", id, sessionValues(draft), { said: "history.said_added", undo: { type: "session_deleted" } })],
  ],
  session_edited(state, { id, patch }) {
    const before = findSession(state, id);
    if (!before) return [state, []];
    const undo = { type: "session_edited", id, patch: sessionValues(before) };
    return [state, [put("session", id, sessionValues(patch), { said: "history.said_edited", undo })]];
  },
  session_deleted(state, { id }) {
    const before = findSession(state, id);
    if (!before) return [state, []];
    const undo = { type: "session_restored", session: before };
    return [state, [remove("session", id, { said: "history.said_deleted", undo })]];
  },
  session_restored: (state, { session }) => [
    state,
    [{ type: "restore_record", collection: "session", id: session.id, values: sessionValues(session), said: "history.said_restored" }],
  ],
};

/** @type {{[type: string]: Handler}} */
const MARK_HANDLERS = {
  mark_set(state, { day, kind }) {
    if (parseDay(day) === null) return [state, []];
    const before = state.marks.find((mark) => mark.id === day);
    const undo = before ? { type: "mark_set", day, kind: before.kind } : { type: "mark_cleared", day };
    return [state, [put("mark", day, { kind }, { said: `history.said_mark_${kind}`, undo })]];
  },
  mark_cleared(state, { day }) {
    const before = state.marks.find((mark) => mark.id === day);
    if (!before) return [state, []];
    const undo = { type: "mark_set", day, kind: before.kind };
    return [state, [remove("mark", day, { said: "history.said_mark_cleared", undo })]];
  },
  plan_set: (state, { from, mask }) => [state, parseDay(from) === null ? [] : [put("plan", from, { mask })]],
  setting_set(state, { name, value }) {
    if (!allowsSetting(name, value)) return [state, []];
    const next = { ...state, settings: withSettings(state.settings, { [name]: value }) };
    const synced = SETTINGS[name].place === "synced";
    return [next, [synced ? put("setting", name, { value }) : { type: "device_setting", name, value }]];
  },
};

/** @type {{[type: string]: Handler}} */
const STORE_HANDLERS = {
  loaded(state, { records, device = {}, storage = {} }, now) {
    const fresh = { ...state, phase: /** @type {const} */ ("ready"), storage: { ...state.storage, ...storage } };
    return [withRecords({ ...fresh, settings: withSettings(fresh.settings, device) }, records, now), []];
  },
  records_changed: (state, { records }, now) => [withRecords(state, records, now), []],
  imported: (state, { records }, now) => [withRecords(state, records, now), [{ type: "announce", said: "history.said_imported" }]],
  /** A write of this phone is safely stored; `undo` takes it back. */
  written(state, { records, said, undo }, now) {
    const next = withRecords(state, records, now);
    if (!said) return [next, []];
    const event = undo && { ...undo, id: undo.id ?? records[0].id };
    return [{ ...next, undo: event ? { label: said, events: [event] } : null }, [{ type: "announce", said }]];
  },
  undo(state, _event, now) {
    const events = state.undo?.events ?? [];
    return chain({ ...state, undo: null }, events, now, ({ undo: _undo, ...effect }) => ({
      ...effect,
      said: effect.said && "history.said_undone",
    }));
  },
  undo_dismissed: (state) => [{ ...state, undo: null }, []],
  storage_failed: (state, { error }) => [{ ...state, phase: "ready", storage: { ...state.storage, mode: "memory", error } }, []],
  storage_changed: (state, { storage }) => [{ ...state, storage: { ...state.storage, ...storage } }, []],
  erase_all: (state, { scope = "everywhere" }) => [state, [{ type: "erase_all", scope }]],
  erased: (state, _event, now) => [{ ...initialState(now), phase: "ready", storage: state.storage, update: state.update }, []],
};

/** @type {{[type: string]: Handler}} */
const OUTSIDE_HANDLERS = {
  tick_day(state, _event, now) {
    const day = dayOf(now.wall_ms, now.offset_min, state.settings.day_start_min);
    return [day === state.day ? state : { ...state, day }, []];
  },
  sync_status: (state, { type: _type, ...status }) => [{ ...state, sync: { ...state.sync, ...status } }, []],
  sync_wanted: (state) => [state, [{ type: "sync_now" }]],
  update_ready: (state) => [{ ...state, update: "ready" }, []],
  link_vault: (state) => chooseVault(state, "linked", { type: "link_vault" }),
  decline_vault: (state) => chooseVault(state, "declined", { type: "decline_vault" }),
};

/** @param {AppState} state @param {"linked" | "declined"} value @param {Effect} effect @returns {Step} */
function chooseVault(state, value, effect) {
  const settings = withSettings(state.settings, { vault_choice: value });
  return [{ ...state, settings }, [{ type: "device_setting", name: "vault_choice", value }, effect]];
}

/** Several events in a row, their effects changed by `alter`. @param {AppState} state @param {AppEvent[]} events @param {Now} now @param {(effect: Effect) => Effect} alter @returns {Step} */
function chain(state, events, now, alter) {
  /** @type {Effect[]} */
  const effects = [];
  let next = state;
  for (const event of events) {
    const step = update(next, event, now);
    next = step[0];
    effects.push(...step[1].map(alter));
  }
  return [next, effects];
}

/** @type {{[type: string]: Handler}} */
const HANDLERS = { ...SESSION_HANDLERS, ...MARK_HANDLERS, ...STORE_HANDLERS, ...OUTSIDE_HANDLERS };

/**
 * The next state and what is to be done. An unknown event changes nothing.
 * @param {AppState} state @param {AppEvent} event @param {Now} now @returns {Step}
 */
export function update(state, event, now) {
  return Object.hasOwn(HANDLERS, event.type) ? HANDLERS[event.type](state, event, now) : [state, []];
}
