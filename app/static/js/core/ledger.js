/** What a phone keeps of one record: merged fields, which of them the server has not confirmed, and why it may be parked. */
import { compareStamps, laterStamp, tick } from "./hlc.js";
import { canonical, DELETED, isDeleted, maskDeleted, mergeFields } from "./merge.js";

/**
 * @typedef {import("./types.d.ts").Field} Field @typedef {import("./types.d.ts").Fields} Fields @typedef {import("./types.d.ts").Json} Json
 * @typedef {import("./types.d.ts").Stamp} Stamp @typedef {import("./types.d.ts").SyncRecord} SyncRecord
 * @typedef {{reason: string, detail: string}} Parked
 * One stored record. `dirty` names the fields whose stamp is newer than the one the server acknowledged; `waiting` is 1 exactly
 * while something is dirty and not parked, so that a database index over it is the outbox.
 * @typedef {{key: string, collection: string, id: string, fields: Fields, dirty: string[], waiting?: 1, parked?: Parked}} Row
 * `last` is the latest stamp made or seen, `seen` the latest the server is known to hold.
 * @typedef {{device: string, last: Stamp | null, seen: Stamp | null, offset_ms: number}} ClockState
 */

/** @param {string} collection @param {string} id */
export const keyOf = (collection, id) => `${collection}/${id}`;

/** @param {string} collection @param {string} id @returns {Row} */
const emptyRow = (collection, id) => ({ key: keyOf(collection, id), collection, id, fields: {}, dirty: [] });

/** A row with its outbox flag set right. @param {Row} row @returns {Row} */
function flagged(row) {
  const { waiting: _waiting, ...rest } = row;
  return row.dirty.length > 0 && !row.parked ? { ...rest, waiting: 1 } : rest;
}

/** The record inside a row, as it is shown and exported. @param {Row} row @returns {SyncRecord} */
export const recordOf = ({ collection, id, fields }) => ({ collection, id, fields });

/** A new stamp by the corrected wall clock. @param {ClockState} clock @param {number} wall_ms @returns {{stamp: Stamp, clock: ClockState}} */
export function nextStamp(clock, wall_ms) {
  const stamp = tick(clock.last, Math.max(0, Math.round(wall_ms + clock.offset_ms)), clock.device);
  return { stamp, clock: { ...clock, last: stamp } };
}

/**
 * A write of this phone. Only values that differ get a stamp; writing to a deleted record brings it back and stamps everything.
 * @param {Row | null} before @param {{collection: string, id: string, values: {[name: string]: Json}}} write
 * @param {ClockState} clock @param {number} wall_ms
 * @returns {{row: Row, clock: ClockState, changed: boolean}}
 */
export function writeRow(before, { collection, id, values }, clock, wall_ms) {
  const row = before ?? emptyRow(collection, id);
  /** @type {{[name: string]: Json}} */
  const wanted = { ...values, [DELETED]: values[DELETED] ?? false };
  const revived = isDeleted(row.fields) && wanted[DELETED] !== true;
  // Whoever missed the deletion still holds old values: all fields are written anew, those not given as null.
  if (revived) for (const name of Object.keys(row.fields)) wanted[name] ??= null;
  const names = Object.keys(wanted).filter((name) => revived || !holds(row.fields, name, wanted[name]));
  if (names.length === 0) return { row, clock, changed: false };
  const next = nextStamp(clock, wall_ms);
  const written = Object.fromEntries(names.map((name) => [name, { value: wanted[name], stamp: next.stamp }]));
  const { parked: _parked, ...rest } = row;
  const fields = maskDeleted({ ...row.fields, ...written });
  return { row: flagged({ ...rest, fields, dirty: union(row.dirty, names) }), clock: next.clock, changed: true };
}

/** @param {Fields} fields @param {string} name @param {Json} value */
const holds = (fields, name, value) => Object.hasOwn(fields, name) && canonical(fields[name].value) === canonical(value);

/** @param {string[]} a @param {string[]} b */
const union = (a, b) => [...new Set([...a, ...b])];

/**
 * A record received from the server. A field is acknowledged by being there, and news to the server where this phone's copy beats it:
 * the server was restored, or a value that was erased here under the same stamp is still alive there.
 * @param {Row | null} before @param {SyncRecord} received @returns {Row}
 */
export function receiveRow(before, received) {
  const row = before ?? emptyRow(received.collection, received.id);
  const fields = mergeFields(row.fields, received.fields);
  const dirty = Object.keys(fields).filter((name) =>
    Object.hasOwn(received.fields, name) ? !isSame(fields[name], received.fields[name]) : row.dirty.includes(name),
  );
  return flagged({ ...row, fields, dirty });
}

/** @param {Field} a @param {Field} b */
const isSame = (a, b) => compareStamps(a.stamp, b.stamp) === 0 && canonical(a.value) === canonical(b.value);

/**
 * A record from a file: what wins over the row is news to the server.
 * @param {Row | null} before @param {SyncRecord} imported @returns {{row: Row, changed: boolean}}
 */
export function importRow(before, imported) {
  const row = before ?? emptyRow(imported.collection, imported.id);
  const fields = mergeFields(row.fields, imported.fields);
  const won = Object.keys(fields).filter((name) => !Object.hasOwn(row.fields, name) || !isSame(fields[name], row.fields[name]));
  if (won.length === 0) return { row, changed: false };
  return { row: flagged({ ...row, fields, dirty: union(row.dirty, won) }), changed: true };
}

/**
 * Exactly the stamps sent are acknowledged; a field edited since then stays dirty.
 * @param {Row} row @param {{[name: string]: Stamp}} sent @returns {Row}
 */
export function acknowledgeRow(row, sent) {
  const dirty = row.dirty.filter((name) => !Object.hasOwn(sent, name) || compareStamps(row.fields[name].stamp, sent[name]) !== 0);
  return flagged({ ...row, dirty });
}

/** Set aside with the server's reason until it is edited or the app is updated. @param {Row} row @param {Parked} parked @returns {Row} */
export const parkRow = (row, parked) => flagged({ ...row, parked });

/** @param {Row} row @returns {Row} */
export function unparkRow({ parked: _parked, ...row }) {
  return flagged(row);
}

/** Everything is to be sent again: the server may have forgotten it. @param {Row} row @returns {Row} */
export const dirtyRow = (row) => flagged({ ...row, dirty: Object.keys(row.fields) });

/**
 * Dirty fields stamped ahead of the corrected clock get a new stamp; nobody else has ever seen the old one.
 * @param {Row} row @param {ClockState} clock @param {number} wall_ms @returns {{row: Row, clock: ClockState}}
 */
export function restampRow(row, clock, wall_ms) {
  const limit = wall_ms + clock.offset_ms;
  const late = row.dirty.filter((name) => row.fields[name].stamp[0] > limit);
  if (late.length === 0) return { row, clock };
  const next = nextStamp(clock, wall_ms);
  const anew = Object.fromEntries(late.map((name) => [name, { value: row.fields[name].value, stamp: next.stamp }]));
  return { row: { ...row, fields: { ...row.fields, ...anew } }, clock: next.clock };
}

/** The latest stamp of a record, null when it has none. @param {Fields} fields @returns {Stamp | null} */
export function latestStamp(fields) {
  /** @type {Stamp | null} */
  let latest = null;
  for (const { stamp } of Object.values(fields)) latest = laterStamp(latest, stamp);
  return latest;
}
