/** The figure's layers from back to front, as a plain tree that the stage turns into SVG elements and the icon tool into text. */

import { shape } from "./draw.js";

/**
 * @typedef {import("./skeleton.js").Skeleton} Skeleton
 * @typedef {{tag: "g"|"path"|"ellipse"|"defs"|"radialGradient"|"stop", paint?: string, part?: string, attrs?: {[name: string]: string}, inside?: Layer[]}} Layer
 *   `paint` names a colour of css/parts/figure.css, `part` a key of draw() or place()
 */

/** A path that follows the pose. @param {string} part @param {string} paint @returns {Layer} */
const soft = (part, paint) => ({ tag: "path", part, paint });
/** A path that never changes. @param {string} d @param {string} paint @returns {Layer} */
const fixed = (d, paint) => ({ tag: "path", paint, attrs: { d } });
/** A group that place() moves. @param {string} part @param {Layer[]} inside @returns {Layer} */
const rigid = (part, inside) => ({ tag: "g", part, inside });
/** A group. @param {string} paint @param {Layer[]} inside @returns {Layer} */
const group = (paint, inside) => ({ tag: "g", paint, inside });

/** @param {Skeleton} s @param {string} far "" near the viewer, "-far" behind @returns {Layer[]} */
const hand = (s, far) => [fixed(shape(s.shapes.hand), `skin${far}`), fixed(shape(s.shapes.thumb), far ? "skin-far" : "skin-shade")];
/** @param {Skeleton} s @param {string} leg "k" or "f" @returns {Layer[]} */
const foot = (s, leg) => [fixed(shape(s.shapes.foot), `foot-${leg}`), fixed(shape(s.shapes.sole), `foot-${leg}-shade`)];

/** @param {Skeleton} s @returns {Layer[]} */
function headLayers(s) {
  const { face, ear, hairBun, bun } = s.shapes;
  const d = (/** @type {number[][]} */ nodes) => shape(nodes, s.head);
  return [
    group("style-bun", [fixed(d(bun), "hair-shade")]),
    fixed(d(face), "skin"),
    group("style-bun", [fixed(d(hairBun), "hair")]),
    fixed(d(ear), "skin-shade"),
  ];
}

/**
 * The layers of the person.
 * @param {Skeleton} s
 * @returns {Layer[]}
 */
export function person(s) {
  return [
    soft("farArm", "skin-far"), rigid("farHand", hand(s, "-far")),
    soft("fLeg", "leg-far"), rigid("fFoot", foot(s, "f")), soft("fShorts", "low-far"),
    rigid("neck", [fixed(shape(s.shapes.neck, s.neck), "skin-shade")]),
    soft("trunk", "top"), soft("trunkShade", "top-shade"),
    rigid("head", headLayers(s)),
    rigid("kFoot", foot(s, "k")), soft("kLeg", "leg"),
    soft("kShorts", "low"), soft("kShortsShade", "low-shade"), soft("belt", "belt"),
    soft("nearArm", "skin"), rigid("nearHand", hand(s, "")),
  ];
}

/** A soft round gradient. @param {string} id @param {string} paint @returns {Layer} */
function glow(id, paint) {
  const stop = (/** @type {string} */ offset, /** @type {string} */ opacity) =>
    /** @type {Layer} */ ({ tag: "stop", paint, attrs: { offset, "stop-opacity": opacity } });
  return { tag: "radialGradient", attrs: { id }, inside: [stop("0", "1"), stop("0.55", "0.55"), stop("1", "0")] };
}

/** An ellipse filled with a glow. @param {string} id @param {number} rx @param {number} ry @returns {{[name: string]: string}} */
const glowing = (id, rx, ry) => ({ rx: String(rx), ry: String(ry), fill: `url(#${id})` });

/**
 * Mat and shadows under the person.
 * @param {Skeleton} s @param {string} id prefix of this drawing's gradient ids
 * @returns {Layer[]}
 */
export function ground(s, id) {
  const shadow = (/** @type {string} */ part, /** @type {number} */ rx, /** @type {number} */ ry) =>
    /** @type {Layer} */ ({ tag: "ellipse", part, attrs: glowing(`${id}s`, rx, ry) });
  return [
    fixed(shape(s.shapes.mat), "mat"), fixed(shape(s.shapes.matEdge), "mat-edge"),
    shadow("shadowBody", 300, 11), shadow("shadowKnee", 62, 8), shadow("shadowToe", 50, 7), shadow("shadowFoot", 96, 8),
  ];
}

/**
 * Everything on a stage: ground, person, ghost, patch and arrow.
 * @param {Skeleton} s @param {string} id prefix for gradient ids, unique in the document
 * @returns {Layer[]}
 */
export function stageLayers(s, id) {
  return [
    { tag: "defs", inside: [glow(`${id}s`, "shadow"), glow(`${id}f`, "warm")] },
    {
      tag: "g", part: "flip", inside: [
        ...ground(s, id), { tag: "g", inside: person(s) },
        { tag: "path", part: "ghost", paint: "ghost" },
        { tag: "ellipse", part: "feel", paint: "feel", attrs: glowing(`${id}f`, 36, 50) },
        { tag: "path", part: "cue", paint: "cue" },
      ],
    },
  ];
}
