/** What points at the movement: one arrow at a time, the patch where it is felt, the low back and the ghost of another pose. */

import { at, num, smooth } from "./contour.js";
import { onBone } from "./kinematics.js";
import { skinned } from "./outline.js";
import { add, mul, sub, turn, unit } from "./vec.js";

/**
 * @typedef {import("./vec.js").Pt} Pt
 * @typedef {import("./kinematics.js").Joints} Joints
 * @typedef {import("./skeleton.js").Skeleton} Skeleton
 */

/** An arrow along points: the shaft as one stroke, the head as two. @param {Pt[]} points @param {number} head length of the head in H */
function arrow(points, head = 0.03) {
  const tip = points[points.length - 1];
  const back = mul(unit(sub(points[points.length - 2], tip)), head);
  const barb = (/** @type {number} */ angle) => at(add(tip, turn(back, angle)));
  return `${smooth(points, false)}M${barb(38)}L${at(tip)}L${barb(-38)}`;
}

/** Points on a circle. @param {Pt} c @param {number} r @param {number} from_deg @param {number} to_deg @returns {Pt[]} */
const arc = (c, r, from_deg, to_deg) =>
  [0, 1, 2, 3, 4, 5, 6].map((i) => add(c, turn([r, 0], from_deg + ((to_deg - from_deg) * i) / 6)));

/** @type {{[cue: string]: (j: Joints, s: Skeleton) => string}} */
const ARROWS = {
  pelvis_tilt: (j) => arrow(arc(add(j.hip, [0, 0.02]), 0.128, 142, 206)) + arrow(arc(add(j.hip, [0, 0.02]), 0.128, -24, 40)),
  hips_forward: (j) => arrow([add(j.hip, [-0.19, 0.01]), add(j.hip, [-0.14, 0.01]), add(j.hip, [-0.095, 0.01])]),
  chest_up: (j) => arrow([[-0.11, 0.1], [-0.118, 0.2], [-0.112, 0.33]].map((p) => onBone(j.bones.thorax, /** @type {Pt} */ (p)))),
  step: (_, s) => {
    const [x, y] = s.plant.ankle;
    return arrow([[x - 0.2, y + 0.03], [x - 0.13, y + 0.09], [x - 0.04, y + 0.085], [x + 0.02, y + 0.01]]);
  },
};

/**
 * The arrow of a cue.
 * @param {string|null} cue "pelvis_tilt", "hips_forward", "chest_up", "step" or null @param {Joints} j @param {Skeleton} s
 * @returns {string} path data, empty without a cue
 */
export const cuePath = (cue, j, s) => (cue && ARROWS[cue] ? ARROWS[cue](j, s) : "");

/** Where the stretch is felt: the front of the hip. @param {Joints} j @returns {string} a transform */
export function feelPlace(j) {
  const p = onBone(j.bones.pelvis, [0.026, 0.002]);
  return `translate(${at(p)}) rotate(${num(-(j.bones.pelvis.a + j.kThigh) / 2)})`;
}

/** The contour of the low back and the seat, where the tilt shows. @param {Joints} j @param {Skeleton} s @returns {string} path data */
export const backPath = (j, s) => smooth(skinned(s.skins.lowBack, j), false);

/** A pose for comparison: the front half of its bowl's rim and its low back, no more. @param {Joints} j @param {Skeleton} s @returns {string} path data */
export function ghostPath(j, s) {
  const [x, y] = s.shapes.bowl[1];
  const rim = [0, x / 1000].map((part) => onBone(j.bones.pelvis, [part, y / 1000]));
  return smooth(rim, false) + backPath(j, s);
}
