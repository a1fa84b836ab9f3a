/** From stored records to the sessions, marks, plans and settings that screens use; what does not fit is kept but not shown. */
import { parseDay } from "./days.js";
import { isDeleted } from "./merge.js";
import { allowsSetting } from "./storage-map.js";

/**
 * @typedef {import("./types.d.ts").SyncRecord} SyncRecord @typedef {import("./types.d.ts").Session} Session
 * @typedef {import("./types.d.ts").Mark} Mark @typedef {import("./types.d.ts").Plan} Plan @typedef {import("./types.d.ts").Hold} Hold
 * @typedef {import("./types.d.ts").Json} Json
 */

const MARK_KINDS = ["rest", "flare", "travel"];
const LEVELS = ["teach", "guide", "timer"];
const LONGEST_HOLD_MS = 3_600_000;

/** @param {SyncRecord} record @param {string} name @returns {any} */
const read = (record, name) => (Object.hasOwn(record.fields, name) ? record.fields[name].value : null);

/** @param {unknown} value @param {number} low @param {number} high @returns {number | null} */
const wholeOrNull = (value, low, high) => (Number.isInteger(value) && Number(value) >= low && Number(value) <= high ? Number(value) : null);

/** @param {unknown} value @returns {Hold[]} */
function holdsOf(value) {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 100).flatMap((hold) => {
    const held_ms = wholeOrNull(hold?.held_ms, 0, LONGEST_HOLD_MS);
    if (held_ms === null || (hold.side !== "left" && hold.side !== "right")) return [];
    return [{ side: hold.side, held_ms, planned_ms: wholeOrNull(hold.planned_ms, 0, LONGEST_HOLD_MS) ?? held_ms }];
  });
}

/** A session to show, or null when deleted or without a real day. @param {SyncRecord} record @returns {Session | null} */
export function sessionOf(record) {
  const day = read(record, "day");
  if (isDeleted(record.fields) || parseDay(day) === null) return null;
  const level = read(record, "level");
  const variant = read(record, "variant");
  return {
    id: record.id,
    day,
    ended_ms: wholeOrNull(read(record, "ended_ms"), 0, 8.64e15),
    offset_min: wholeOrNull(read(record, "offset_min"), -1440, 1440),
    day_start_min: wholeOrNull(read(record, "day_start_min"), 0, 1439),
    holds: holdsOf(read(record, "holds")),
    variant: typeof variant === "string" ? variant : "kneeling",
    level: LEVELS.includes(level) ? level : "guide",
    backfill: read(record, "backfill") === true,
  };
}

/** @param {SyncRecord} record @returns {Mark | null} */
export function markOf(record) {
  const kind = read(record, "kind");
  if (isDeleted(record.fields) || parseDay(record.id) === null || !MARK_KINDS.includes(kind)) return null;
  return { id: record.id, kind };
}

/** @param {SyncRecord} record @returns {Plan | null} */
export function planOf(record) {
  const mask = wholeOrNull(read(record, "mask"), 0, 127);
  if (isDeleted(record.fields) || parseDay(record.id) === null || mask === null) return null;
  return { id: record.id, mask };
}

/** A setting as [name, value], or null. @param {SyncRecord} record @returns {[string, Json] | null} */
export function settingOf(record) {
  const value = read(record, "value");
  if (isDeleted(record.fields) || !allowsSetting(record.id, value)) return null;
  return [record.id, value];
}

/** Oldest day first, then by the moment it ended. @param {Session} a @param {Session} b */
export function bySessionTime(a, b) {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return (a.ended_ms ?? 0) - (b.ended_ms ?? 0) || (a.id < b.id ? -1 : 1);
}
