/** The hybrid logical clock: stamps that grow whatever the wall clock does, so a later write always wins. */

/** @typedef {import("./types.d.ts").Stamp} Stamp */

export const DEVICE_PATTERN = /^[0-9a-f]{16}$/;
/** Stamps further ahead of the server's clock than this are refused by it. */
export const SKEW_LIMIT_MS = 600_000;
/** The server refuses larger counters. */
const COUNTER_MAX = 2 ** 31 - 1;

/**
 * Order of two stamps: milliseconds, then counter, then device. @param {Stamp} a @param {Stamp} b
 * @returns {number} negative, zero or positive
 */
export function compareStamps(a, b) {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] - b[1];
  if (a[2] === b[2]) return 0;
  return a[2] < b[2] ? -1 : 1;
}

/** The later of two stamps, either may be missing. @param {Stamp | null} a @param {Stamp | null} b @returns {Stamp | null} */
export function laterStamp(a, b) {
  if (!a || !b) return a ?? b;
  return compareStamps(a, b) >= 0 ? a : b;
}

/** Take note of a stamp that was seen. Never fails. @param {Stamp | null} last @param {Stamp} seen @returns {Stamp} */
export function observe(last, seen) {
  return /** @type {Stamp} */ (laterStamp(last, seen));
}

/**
 * A new stamp, later than everything made or seen.
 * @param {Stamp | null} last @param {number} wall_ms corrected wall clock @param {string} device
 * @returns {Stamp}
 */
export function tick(last, wall_ms, device) {
  if (!last || wall_ms > last[0]) return [wall_ms, 0, device];
  return last[1] < COUNTER_MAX ? [last[0], last[1] + 1, device] : [last[0] + 1, 0, device];
}

/** Whether something is a stamp. @param {unknown} value @returns {value is Stamp} */
export function isStamp(value) {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [ms, counter, device] = value;
  return isCount(ms) && isCount(counter) && counter <= COUNTER_MAX && typeof device === "string" && DEVICE_PATTERN.test(device);
}

/** @param {unknown} value */
const isCount = (value) => Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0;
