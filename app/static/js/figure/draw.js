/** The drawing of one moment: path strings and placements by part id, in drawing units (1000 = stature), y down. */

import { at, num, smooth, UNITS } from "./contour.js";
import { outline } from "./outline.js";

/**
 * @typedef {import("./kinematics.js").Joints} Joints
 * @typedef {import("./skeleton.js").Skeleton} Skeleton
 * @typedef {{[part: string]: string}} Parts
 */

/**
 * The soft parts.
 * @param {Joints} j @param {Skeleton} s
 * @returns {Parts} path data by part id
 */
export function draw(j, s) {
  /** @type {Parts} */
  const parts = {};
  for (const [name, outlines] of Object.entries(outline(j, s))) parts[name] = outlines.map((nodes) => smooth(nodes)).join("");
  return parts;
}

/** A placement: move a shape's origin to a point and turn it. @param {import("./vec.js").Pt} p @param {number} angle_deg */
const put = (p, angle_deg) => `translate(${at(p)}) rotate(${num(-angle_deg)})`;

/** A contact shadow: under a point, smaller the higher it hangs. @param {import("./vec.js").Pt} p @param {number} rest height at which it touches */
function floor(p, rest) {
  const near = Math.max(0.25, 1 - Math.max(0, p[1] - rest) * 8);
  return `translate(${num(p[0] * UNITS)} 0) scale(${Math.round(near * 100) / 100})`;
}

/** The broad shadow, half 0.3 H wide at rest, from one end to the other. @param {number} from @param {number} to */
const spread = (from, to) => `translate(${num(((from + to) / 2) * UNITS)} 0) scale(${Math.round(((to - from) / 0.6) * 100) / 100} 1)`;

/**
 * The rigid parts and shadows.
 * @param {Joints} j
 * @returns {Parts} transform values by part id
 */
export function place(j) {
  const bone = (/** @type {string} */ name) => put(j.bones[name].o, j.bones[name].a);
  return {
    belt: bone("pelvis"),
    bowl: bone("pelvis"),
    nearSleeve: bone("nearArm"),
    farSleeve: bone("farArm"),
    head: `${put(j.head, j.head_deg)} scale(${Math.round(j.head_scale * 1000) / 1000})`,
    chest: bone("thorax"),
    neck: put(j.neck, j.neck_deg),
    kFoot: put(j.kAnkle, j.kFoot),
    fFoot: put(j.fAnkle, j.fFoot),
    kCuff: put(j.kAnkle, j.kShank),
    fCuff: put(j.fAnkle, j.fShank),
    nearHand: put(j.near.wrist, j.near.hand_deg),
    farHand: put(j.far.wrist, j.far.hand_deg),
    shadowBody: spread(Math.min(j.kAnkle[0], j.fAnkle[0]) - 0.1, Math.max(j.kKnee[0], j.fAnkle[0]) + 0.09),
    shadowKnee: floor([j.kKnee[0] - 0.02, j.kKnee[1]], 0.03),
    shadowToe: floor([j.kAnkle[0] - 0.075, j.kAnkle[1]], 0.039),
    shadowFoot: floor([j.fAnkle[0] + 0.036, j.fAnkle[1]], 0.039),
  };
}

/**
 * A fixed shape of the skeleton as path data.
 * @param {number[][]} nodes thousandths of H, y up @param {[number, number]} [origin] its pivot in H
 */
export function shape(nodes, origin = [0, 0]) {
  return smooth(nodes.map(([x, y, corner]) => [x / UNITS - origin[0], y / UNITS - origin[1], corner]));
}
