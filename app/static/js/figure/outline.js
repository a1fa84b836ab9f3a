/** Outlines of the body: garments skinned to bones, legs and arms as contours, all from solved joints. */

import { limb, strip } from "./contour.js";
import { onBone } from "./kinematics.js";
import { mix, sub } from "./vec.js";

/**
 * @typedef {import("./vec.js").Pt} Pt
 * @typedef {import("./contour.js").Node} Node
 * @typedef {import("./kinematics.js").Joints} Joints
 * @typedef {import("./skeleton.js").Skeleton} Skeleton
 * @typedef {{[part: string]: Node[][]}} Outlines  closed outlines in H, y up
 */

/**
 * A garment outline: rest points carried by one bone or two.
 * @param {any[][]} rows [x, y, bone, second bone?, its weight?, "breath"?, 1 for a corner?] in thousandths of H
 * @param {Joints} j
 * @returns {Node[]}
 */
export function skinned(rows, j) {
  return rows.map(([x, y, bone, ...more]) => {
    const push = more.includes("breath") ? 9 * j.chest : 0;
    /** @type {Pt} */
    const p = [(x + push) / 1000, y / 1000];
    const one = onBone(j.bones[bone], p);
    const blended = typeof more[0] === "string" && more[0] !== "breath";
    const here = blended ? mix(one, onBone(j.bones[more[0]], p), more[1]) : one;
    return more[blended ? 2 : 0] === 1 ? [...here, 1] : here;
  });
}

/** Press an outline against the floor: what would sink flattens. @param {Node[]} nodes @returns {Node[]} */
const grounded = (nodes) => nodes.map(([x, y, corner]) => [x, Math.max(0.001, y), corner]);

/** Both sides of a leg from hem to ankle. @param {Pt} hip @param {Pt} knee @param {Pt} ankle @param {number} flex @param {Skeleton} s */
const leg = (hip, knee, ankle, flex, s) => limb(hip, knee, ankle, s.leg, flex, s.knee);

/** Both sides as one closed outline. @param {{outer: Node[], inner: Node[]}} sides */
const closed = ({ outer, inner }) => [...outer, ...[...inner].reverse()];

/** The outer node across from each inner one. @param {ReturnType<typeof limb>} sides */
const across = ({ outer, knot }) => [...outer.slice(0, knot), outer[knot + 1], ...outer.slice(knot + 3)];

/** The second tone of the kneeling leg: down the back of the thigh, then along the underside of the shin. @param {ReturnType<typeof limb>} sides */
function kneelShade(sides) {
  const { outer, inner, knot } = sides;
  const end = knot + 2;
  const thigh = strip(inner.slice(0, end), across(sides), (i) => (i < knot ? 0.32 : i === knot ? 0.16 : 0));
  const shin = strip(outer.slice(knot + 1), [outer[knot + 1], ...inner.slice(knot)], (i) => (i ? 0.3 : 0));
  return [thigh, grounded(shin)];
}

/** The second tone of the front leg: under the thigh, round the hollow of the knee, down the calf. @param {ReturnType<typeof limb>} sides */
const backShade = (sides) => [strip(sides.inner, across(sides), (i) => (Math.abs(i - sides.knot) < 2 ? 0.2 : 0.27))];

/** Both sides of an arm from shoulder to wrist. @param {import("./kinematics.js").Arm} a @param {Skeleton} s */
const arm = (a, s) => limb(a.shoulder, a.elbow, a.wrist, s.arm, bend(a), s.elbow);

/** The second tone of an arm, along its underside. @param {ReturnType<typeof limb>} sides */
function armShade({ outer, inner, knot }) {
  const other = [...inner.slice(0, knot), inner[knot], inner[knot], inner[knot], ...inner.slice(knot + 1)];
  return strip(outer.slice(1), other.slice(1), (i) => (i + 2 < outer.length ? 0.27 : 0.1));
}

/** Signed bend of the elbow in degrees. @param {import("./kinematics.js").Arm} a */
function bend(a) {
  const u = sub(a.elbow, a.shoulder);
  const v = sub(a.wrist, a.elbow);
  return (Math.atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1]) * 180) / Math.PI;
}

/**
 * Every outline that changes with the pose.
 * @param {Joints} j @param {Skeleton} s
 * @returns {Outlines} by part id; a part may have several outlines
 */
export function outline(j, s) {
  const kLeg = leg(j.hip, j.kKnee, j.kAnkle, j.angles.kKnee, s);
  const fLeg = leg(j.hip, j.fKnee, j.fAnkle, j.angles.fKnee, s);
  const near = arm(j.near, s);
  /** @type {Outlines} */
  const out = {
    kLeg: [grounded(closed(kLeg))],
    kLegShade: kneelShade(kLeg),
    fLeg: [grounded(closed(fLeg))],
    fLegShade: backShade(fLeg),
    nearArm: [closed(near)],
    nearArmShade: [armShade(near)],
    farArm: [closed(arm(j.far, s))],
  };
  for (const name of Object.keys(s.skins)) if (name !== "lowBack") out[name] = [skinned(s.skins[name], j)];
  return out;
}
