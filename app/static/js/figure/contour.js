/** Smooth outlines: point lists to SVG path strings, and the two sides of a bent limb. */

import { add, frontOf, len, mix, mul, rad, sub, unit } from "./vec.js";

/**
 * @typedef {import("./vec.js").Pt} Pt
 * @typedef {[number, number, number?]} Node  a point of an outline; a third value of 1 makes it a corner
 */

/** Units of the drawing in one stature. */
export const UNITS = 1000;

/** A number with at most one decimal. @param {number} v */
export const num = (v) => String(Math.round(v * 10) / 10 || 0);
/** A point as drawing units, y down. @param {Pt|Node} p */
export const at = (p) => `${num(p[0] * UNITS)} ${num(-p[1] * UNITS)}`;

/**
 * The two control points between b and c of a centripetal Catmull–Rom curve.
 * @param {Node} a @param {Node} b @param {Node} c @param {Node} d @returns {[Pt, Pt]}
 */
function controls(a, b, c, d) {
  const [pa, pb, pc, pd] = /** @type {Pt[]} */ ([a, b, c, d]);
  const step = (/** @type {Pt} */ p, /** @type {Pt} */ q) => Math.max(1e-4, len(sub(p, q)));
  const [l1, l2, l3] = [step(pa, pb), step(pb, pc), step(pc, pd)];
  const [d1, d2, d3] = [Math.sqrt(l1), Math.sqrt(l2), Math.sqrt(l3)];
  const out = mul(add(sub(mul(pc, l1), mul(pa, l2)), mul(pb, 2 * l1 + 3 * d1 * d2 + l2)), 1 / (3 * d1 * (d1 + d2)));
  const back = mul(add(sub(mul(pb, l3), mul(pd, l2)), mul(pc, 2 * l3 + 3 * d3 * d2 + l2)), 1 / (3 * d3 * (d3 + d2)));
  return [b[2] ? mix(pb, pc, 1 / 3) : out, c[2] ? mix(pc, pb, 1 / 3) : back];
}

/**
 * A smooth path through points.
 * @param {Node[]} nodes in H, y up @param {boolean} [closed]
 * @returns {string} SVG path data in drawing units
 */
export function smooth(nodes, closed = true) {
  const n = nodes.length;
  const get = (/** @type {number} */ i) => nodes[closed ? (i + n) % n : Math.min(n - 1, Math.max(0, i))];
  let d = `M${at(nodes[0])}`;
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const [p, q] = controls(get(i - 1), get(i), get(i + 1), get(i + 2));
    d += `C${at(p)} ${at(q)} ${at(get(i + 1))}`;
  }
  return closed ? `${d}Z` : d;
}

/**
 * The two sides of a limb of two bones, from its root to its end.
 * @param {Pt} a root @param {Pt} b middle joint @param {Pt} c end
 * @param {number[][]} stations rows of [bone 0|1, part of the bone, outer half-width, inner half-width]
 * @param {number} flex_deg how far the joint is bent
 * @param {{outer: number, inner: number, hinge: 1|-1}} joint half-widths at the middle joint; hinge 1 = the back is the inner side (knee), -1 = the front (elbow)
 * @returns {{outer: Node[], inner: Node[], knot: number}} both sides from root to end, and how many nodes lie above the joint
 */
export function limb(a, b, c, stations, flex_deg, joint) {
  const d = [unit(sub(b, a)), unit(sub(c, b))];
  const l = [len(sub(b, a)), len(sub(c, b))];
  const n = d.map((v) => mul(frontOf(v), joint.hinge));
  const half = rad(Math.min(150, Math.max(0, flex_deg)) / 2);
  const clear = joint.inner * Math.tan(half) + 0.014 + 0.008 * Math.sin(half);
  const point = (/** @type {number[]} */ row, /** @type {boolean} */ inner) => {
    const [bone, part, outer, inside] = row;
    let s = bone ? part * l[1] : (1 - part) * l[0];
    if (inner) s = clear + (s * (l[bone] - clear)) / l[bone];
    return add(add(b, mul(d[bone], bone ? s : -s)), mul(n[bone], inner ? -inside : outer));
  };
  const out = unit(add(n[0], n[1]));
  const side = (/** @type {boolean} */ inner) => {
    /** @type {Node[]} */
    const upper = stations.filter((r) => !r[0]).map((r) => point(r, inner));
    /** @type {Node[]} */
    const lower = stations.filter((r) => r[0]).map((r) => point(r, inner));
    return [...upper, ...(inner ? [crease(b, out, joint.inner, half)] : bulge(b, d, n, out, joint.outer, half)), ...lower];
  };
  return { outer: side(false), inner: side(true), knot: stations.filter((r) => !r[0]).length };
}

/**
 * A strip along one side of a limb, for its second tone.
 * @param {Node[]} edge the side to follow @param {Node[]} other nodes across, one for each
 * @param {(i: number) => number} depth part of the width at each node
 * @returns {Node[]}
 */
export function strip(edge, other, depth) {
  const inside = edge.map((p, i) => mix(/** @type {Pt} */ (p), /** @type {Pt} */ (other[i]), depth(i)));
  return [...edge, .../** @type {Node[]} */ (inside).reverse()];
}

/** The point where the skin folds on the inner side. @param {Pt} b @param {Pt} out @param {number} w @param {number} half @returns {Node} */
const crease = (b, out, w, half) => add(b, mul(out, (-w / Math.cos(half)) * (1 + 0.05 * Math.sin(half))));

/**
 * The outer side of a joint, a rounded square when it is bent.
 * @param {Pt} b @param {Pt[]} d @param {Pt[]} n @param {Pt} out @param {number} w @param {number} half @returns {Node[]}
 */
function bulge(b, d, n, out, w, half) {
  const shift = 0.008;
  return [
    add(add(b, mul(d[0], -shift)), mul(unit(mix(n[0], out, 0.3)), w)),
    add(b, mul(out, w * (1 + 0.05 * Math.sin(half) ** 2))),
    add(add(b, mul(d[1], shift)), mul(unit(mix(n[1], out, 0.3)), w)),
  ];
}
