/** Session time from two clocks: steady through throttling, sleep and a changed wall clock; it never ticks. */

/** @typedef {import("./types.d.ts").Now} Now */
/** @typedef {import("./session-types.d.ts").SessionClock} SessionClock */

/** Clocks that drift apart by more than this while the page was hidden mean that the device slept. */
export const SLEEP_SKEW_MS = 250;

/**
 * Anchors both clocks at one instant.
 * @param {Now} now
 * @param {number} [at_ms] session time of that instant; the wall clock when left out
 * @returns {SessionClock}
 */
export function anchor(now, at_ms = now.wall_ms) {
  return {
    wall_ms: at_ms,
    mono_ms: now.mono_ms,
    sleep_ms: 0,
    checked_wall_ms: now.wall_ms,
    checked_mono_ms: now.mono_ms,
    hidden: false,
  };
}

/**
 * Session time in milliseconds: the anchored wall clock, carried on by the monotonic one.
 * @param {SessionClock} clock @param {Now} now @returns {number}
 */
export function timeAt(clock, now) {
  return clock.wall_ms + (now.mono_ms - clock.mono_ms) + clock.sleep_ms;
}

/**
 * The monotonic instant of a session time, for timers and the audio clock.
 * @param {SessionClock} clock @param {number} at_ms session time @returns {number}
 */
export function monoOf(clock, at_ms) {
  return clock.mono_ms + (at_ms - clock.wall_ms - clock.sleep_ms);
}

/**
 * Compares the two clocks. Hidden since the last look and the wall clock ahead: the monotonic clock stood still in sleep,
 * so that time is added. Visible all along, or the wall clock behind: somebody set the clock, which is none of our business.
 * @param {SessionClock} clock @param {Now} now
 * @param {boolean} [hidden] whether the page is hidden from now on; unchanged when left out
 * @returns {SessionClock}
 */
export function checkClocks(clock, now, hidden = clock.hidden) {
  const skew_ms = now.wall_ms - clock.checked_wall_ms - (now.mono_ms - clock.checked_mono_ms);
  const slept = clock.hidden && skew_ms > SLEEP_SKEW_MS;
  return {
    ...clock,
    sleep_ms: clock.sleep_ms + (slept ? skew_ms : 0),
    checked_wall_ms: now.wall_ms,
    checked_mono_ms: now.mono_ms,
    hidden,
  };
}
