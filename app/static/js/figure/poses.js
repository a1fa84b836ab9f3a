/** Poses as parameters: read from content, blended, eased, breathed; the joints are solved again for every blend. */

import { add, hang, mul, turn } from "./vec.js";

/**
 * @typedef {import("./skeleton.js").Skeleton} Skeleton
 * @typedef {{
 *   root: number, tilt: number, lumb: number, neck: number, chest: number,
 *   kHip: number, kKnee: number, kAnkle: number,
 *   fx: number, fy: number, fFoot: number, hipX: number, hipY: number,
 *   near: number[], far: number[], anchor: "knee"|"hip", f: "foot"|"air"|"knee"|"free"
 * }} Pose  degrees and statures; `near`/`far` weigh the hand places; `anchor` = what holds the body, `f` = what the front leg stands on
 */

/** The numbers that blend. */
const NUMBERS = /** @type {const} */ ([
  "root", "tilt", "lumb", "neck", "chest", "kHip", "kKnee", "kAnkle", "fx", "fy", "fFoot", "hipX", "hipY",
]);

/** One-hot weights of a named hand place. @param {string} place @param {Skeleton} s */
function weightsOf(place, s) {
  if (!s.handPlaces.includes(place)) throw new RangeError(`No hand place is named ${place}`);
  return s.handPlaces.map((name) => (name === place ? 1 : 0));
}

/** Ankle and foot of the front leg from joint angles. @param {any} p @param {Skeleton} s @param {[number, number]} hip */
function frontFoot(p, s, hip) {
  if (p.f === "foot") return { fx: p.fx ?? s.plant.ankle[0], fy: s.plant.ankle[1], fFoot: 0 };
  const thigh = (p.root ?? 0) + p.tilt + p.fHip;
  const shank = p.f === "knee" ? s.plant.shank_deg : thigh - p.fKnee;
  const ankle = add(add(hip, mul(hang(thigh), s.thigh)), mul(hang(shank), s.shank));
  return { fx: ankle[0], fy: ankle[1], fFoot: shank + p.fAnkle };
}

/**
 * One entry of content/poses.json as a pose.
 * @param {any} poses the parsed content/poses.json @param {string} id @param {Skeleton} s
 * @returns {Pose}
 * @throws {RangeError} for an unknown id or hand place
 */
export function readPose(poses, id, s) {
  const p = poses.poses[id];
  if (!p) throw new RangeError(`No pose is named ${id}`);
  const thigh = (p.root ?? 0) + p.tilt + p.kHip;
  const anchor = p.k === "knee" ? "knee" : "hip";
  const hip = anchor === "knee" ? add(s.plant.knee, mul(hang(thigh), -s.thigh)) : p.hip;
  const hands = typeof p.hands === "string" ? { near: p.hands, far: p.hands } : p.hands;
  return {
    root: p.root ?? 0, tilt: p.tilt, lumb: p.lumb, neck: p.neck, chest: p.chest ?? 0.4,
    kHip: p.kHip, kKnee: p.kKnee, kAnkle: p.kAnkle, ...frontFoot(p, s, hip), hipX: hip[0], hipY: hip[1],
    near: weightsOf(hands.near, s), far: weightsOf(hands.far, s), anchor, f: p.f,
  };
}

/** Slow in, slow out: 0…1 → 0…1 with no jump in speed or push. @param {number} u */
export function ease(u) {
  const t = Math.min(1, Math.max(0, u));
  return t * t * t * (t * (t * 6 - 15) + 10);
}

/** How far the lowest point of the front foot is under the floor. @param {Pose} p @param {Skeleton} s */
function sunk(p, s) {
  const heel = turn([-s.plant.heel, s.toe[1]], p.fFoot)[1];
  const toe = turn([s.toe[0], s.toe[1] * 0.75], p.fFoot)[1];
  return Math.max(0, -p.fy - Math.min(heel, toe));
}

/**
 * The pose `u` (0…1) of the way from a to b. Planted points stay planted; a foot in the air clears the floor.
 * @param {Pose} a @param {Pose} b @param {number} u @param {Skeleton} s
 * @returns {Pose}
 */
export function blend(a, b, u, s) {
  const to = (/** @type {number} */ x, /** @type {number} */ y) => x + (y - x) * u;
  const out = { ...(u < 0.5 ? a : b), f: u <= 0 ? a.f : u >= 1 ? b.f : a.f === b.f ? a.f : "air" };
  for (const name of NUMBERS) out[name] = to(a[name], b[name]);
  out.near = a.near.map((w, i) => to(w, b.near[i]));
  out.far = a.far.map((w, i) => to(w, b.far[i]));
  if (out.f === "air") out.fy += sunk(out, s);
  return /** @type {Pose} */ (out);
}

/**
 * The poses to pass through from one contact of the front leg to another, ending in `to`.
 * @param {any} poses @param {Pose["f"]} from contact of the pose shown now @param {Pose["f"]} to_contact @param {string} to pose id
 * @returns {string[]} pose ids
 */
export function route(poses, from, to_contact, to) {
  /** @type {string[]} */
  const via = poses.via[`${from}>${to_contact}`] ?? [];
  return [...via.filter((id) => id !== to), to];
}

/**
 * How full the breath is, 0 (out) … 1 (in), as a function of time.
 * @param {number} elapsed_ms since breathing began (out) @param {{in_ms: number, out_ms: number}} tempo
 */
export function breath(elapsed_ms, tempo) {
  const cycle = tempo.in_ms + tempo.out_ms;
  const t = ((elapsed_ms % cycle) + cycle) % cycle;
  const u = t < tempo.in_ms ? t / tempo.in_ms : 1 - (t - tempo.in_ms) / tempo.out_ms;
  return (1 - Math.cos(Math.PI * u)) / 2;
}

/**
 * A pose with the breath laid over it: the two hold poses exactly at 0 and 1, every other pose by the same small change.
 * @param {Pose} base @param {Pose} inhale @param {Pose} exhale @param {number} full 0…1 @param {boolean} holding whether base is a hold pose
 * @returns {Pose}
 */
export function breathed(base, inhale, exhale, full, holding) {
  const from = holding ? exhale : base;
  const out = { ...base };
  for (const name of /** @type {const} */ (["tilt", "lumb", "neck", "kHip", "chest"])) {
    out[name] = from[name] + (inhale[name] - exhale[name]) * full;
  }
  return out;
}
