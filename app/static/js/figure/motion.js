/** Motion as a function of time: from the pose shown now, through poses on the way, to a pose that may breathe. */

import { blend, breath, breathed, ease } from "./poses.js";

/**
 * @typedef {import("./poses.js").Pose} Pose
 * @typedef {import("./skeleton.js").Skeleton} Skeleton
 * @typedef {{inhale: Pose, exhale: Pose, in_ms: number, out_ms: number, from_ms: number, phase_ms: number}} Breathing
 *   from `from_ms` on, at `phase_ms` of the breath (0 = out, `in_ms` = in)
 * @typedef {{
 *   path: Pose[], start_ms: number, duration_ms: number, holding: boolean, breathing: Breathing|null
 * }} Motion  `path` from the pose at the start to the goal; `holding` = the goal is one of the two breath poses
 */

/** How much of a leg of the path a corner is rounded over. */
const ROUND = 0.35;

/** A motion that has already arrived. @param {Pose} pose @returns {Motion} */
export const atRest = (pose) => ({ path: [pose, pose], start_ms: 0, duration_ms: 0, holding: false, breathing: null });

/** When the motion has arrived and only breath is left. @param {Motion} m @param {number} now_ms */
export const arrived = (m, now_ms) => now_ms >= m.start_ms + m.duration_ms;

/** The goal at a moment, breath included. @param {Motion} m @param {number} now_ms */
function goal(m, now_ms) {
  const end = m.path[m.path.length - 1];
  if (!m.breathing) return end;
  const { inhale, exhale, from_ms, phase_ms } = m.breathing;
  return breathed(end, inhale, exhale, breath(Math.max(0, now_ms - from_ms) + phase_ms, m.breathing), m.holding);
}

/**
 * The pose at a moment. Before the start it is the first pose, after the end the (breathing) goal.
 * @param {Motion} m @param {number} now_ms @param {Skeleton} s
 * @returns {Pose}
 */
export function poseAt(m, now_ms, s) {
  const end = goal(m, now_ms);
  if (m.duration_ms <= 0 || arrived(m, now_ms)) return end;
  const stops = [...m.path.slice(0, -1), end];
  return along(stops, ease((now_ms - m.start_ms) / m.duration_ms) * (stops.length - 1), s);
}

/**
 * A point on the path through poses, with the corners at the stops rounded.
 * @param {Pose[]} stops @param {number} place 0 … stops.length − 1 @param {Skeleton} s
 */
function along(stops, place, s) {
  const last = stops.length - 1;
  const k = Math.round(place);
  const h = Math.min(ROUND, place, last - place);
  if (k > 0 && k < last && Math.abs(place - k) < h) {
    const before = (k - place + h) ** 2 / (4 * h);
    const after = (place + h - k) ** 2 / (4 * h);
    return blend(blend(stops[k], stops[k - 1], before / (1 - after), s), stops[k + 1], after, s);
  }
  const i = Math.min(last - 1, Math.floor(place));
  return blend(stops[i], stops[i + 1], place - i, s);
}
