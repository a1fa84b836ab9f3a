/** What points at the movement: one arrow at a time, the patch where it is felt, and the ghost of another pose. */

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
  pelvis_tilt: (j) => arrow(arc(add(j.hip, [0, 0.01]), 0.118, 138, 206)),
  hips_forward: (j) => arrow([add(j.hip, [-0.19, 0.01]), add(j.hip, [-0.14, 0.01]), add(j.hip, [-0.095, 0.01])]),
  chest_up: (j) => arrow([[0.115, 0.21], [0.117, 0.26], [0.115, 0.31]].map((p) => onBone(j.bones.thorax, /** @type {Pt} */ (p)))),
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
  const p = onBone(j.bones.pelvis, [0.036, 0.012]);
  return `translate(${at(p)}) rotate(${num(-(j.bones.pelvis.a + j.kThigh) / 2)})`;
}

/**
 * A pose for comparison: its trunk and shorts as a silhouette, its belt and low back as lines.
 * @param {Joints} j @param {Skeleton} s
 * @returns {{ghost: string, ghostLine: string}} path data
 */
export function ghostPaths(j, s) {
  const { trunk, kShorts, ghostBelt, ghostBack } = s.skins;
  return {
    ghost: smooth(skinned(trunk, j)) + smooth(skinned(kShorts, j)),
    ghostLine: smooth(skinned(ghostBelt, j), false) + smooth(skinned(ghostBack, j), false),
  };
}
