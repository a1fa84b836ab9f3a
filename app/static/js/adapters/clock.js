/** The only place that asks what time it is. */

/** @returns {import("../core/types.d.ts").Clock} */
export function createClock() {
  const wall = () => Date.now();
  const mono = () => performance.now();
  return {
    wall,
    mono,
    // getTimezoneOffset counts minutes west; the app counts east.
    now: () => ({ wall_ms: wall(), mono_ms: mono(), offset_min: -new Date().getTimezoneOffset() }),
  };
}
