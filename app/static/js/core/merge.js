/** The merge of two copies of a record: per field the later stamp wins, a deleted record keeps only its stamps. */
import { compareStamps } from "./hlc.js";

/** @typedef {import("./types.d.ts").Field} Field @typedef {import("./types.d.ts").Fields} Fields @typedef {import("./types.d.ts").Json} Json */

export const DELETED = "_deleted";

/**
 * A value as the one text both languages agree on: keys sorted by UTF-16 units, no spaces.
 * @param {Json | undefined} value @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const parts = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${parts.join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

/** Order of texts by code point, which is the order of their UTF-8 bytes. @param {string} a @param {string} b */
export function byCodePoint(a, b) {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const difference = /** @type {number} */ (left[i].codePointAt(0)) - /** @type {number} */ (right[i].codePointAt(0));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/**
 * The winning field. Equal stamps (a cloned device, or a value erased by deletion) are settled by the values: null wins, so that what
 * was erased stays erased, then the larger canonical bytes.
 * @param {Field | undefined} a @param {Field | undefined} b @returns {Field}
 */
export function laterField(a, b) {
  if (!a || !b) return /** @type {Field} */ (a ?? b);
  const order =
    compareStamps(a.stamp, b.stamp) ||
    Number(a.value === null) - Number(b.value === null) ||
    byCodePoint(canonical(a.value), canonical(b.value));
  return order >= 0 ? a : b;
}

/** Whether a record is deleted. @param {Fields} fields */
export const isDeleted = (fields) => fields[DELETED]?.value === true;

/**
 * The fields as everyone may see them: while deleted, values read as null and only stamps stay.
 * @param {Fields} fields @returns {Fields}
 */
export function maskDeleted(fields) {
  if (!isDeleted(fields)) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, name === DELETED ? field : { value: null, stamp: field.stamp }]),
  );
}

/** Both copies as one. @param {Fields} a @param {Fields} b @returns {Fields} */
export function mergeFields(a, b) {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return maskDeleted(Object.fromEntries([...names].map((name) => [name, laterField(own(a, name), own(b, name))])));
}

/** @param {Fields} fields @param {string} name @returns {Field | undefined} */
const own = (fields, name) => (Object.hasOwn(fields, name) ? fields[name] : undefined);
