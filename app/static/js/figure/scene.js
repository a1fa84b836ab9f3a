/** The figure's layers from back to front, as a plain tree that the stage turns into SVG elements and the icon tool into text. */

import { shape } from "./draw.js";

/**
 * @typedef {import("./skeleton.js").Skeleton} Skeleton
 * @typedef {{tag: "g"|"path"|"ellipse"|"circle"|"defs"|"radialGradient"|"stop", paint?: string, part?: string, attrs?: {[name: string]: string}, inside?: Layer[]}} Layer
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

/** @param {Skeleton} s @param {string} skin @param {string} shade @returns {Layer[]} */
const hand = ({ shapes }, skin, shade) => [
  fixed(shape(shapes.hand), skin), fixed(shape(shapes.fingers), shade), fixed(shape(shapes.groove), shade),
];

/** A sock: foot, cuff on the shin, sole in shade. @param {Skeleton} s @param {string} leg "k" or "f" @returns {Layer[]} */
const sock = (s, leg) => [
  rigid(`${leg}Foot`, [fixed(shape(s.shapes.foot), `foot-${leg}`), fixed(shape(s.shapes.sole), "tone")]),
  rigid(`${leg}Cuff`, [fixed(shape(s.shapes.cuff), `foot-${leg}`), fixed(shape(s.shapes.band), "tone")]),
];

/** Hair, face and ear; a theme shows one of the hair styles. @param {Skeleton} s @returns {Layer[]} */
function headLayers(s) {
  const d = (/** @type {string} */ name) => shape(s.shapes[name], s.head);
  const ear = [fixed(d("ear"), "skin"), fixed(d("earInner"), "skin-shade")];
  return [
    group("bun", [fixed(d("bun"), "hair-shade")]),
    fixed(d("face"), "skin"), fixed(d("eye"), "hair-shade"), fixed(d("brow"), "hair-shade"),
    ...["bun", "crop", "curls"].map((style) => group(style, [fixed(d(`hair-${style}`), "hair")])),
    ...ear,
    group("bob", [fixed(d("hair-bob"), "hair")]),
  ];
}

/**
 * The layers of the person.
 * @param {Skeleton} s
 * @returns {Layer[]}
 */
export function person(s) {
  return [
    soft("farArm", "arm-far"), rigid("farHand", hand(s, "arm-far", "skin-shade")), rigid("farSleeve", [fixed(shape(s.shapes.sleeve, s.shoulder), "top-far")]),
    soft("fLeg", "leg-far"), soft("fLegShade", "tone-soft"), ...sock(s, "f"), soft("fShorts", "low-far"),
    rigid("neck", [fixed(shape(s.shapes.neck, s.neck), "skin"), fixed(shape(s.shapes.neckShade, s.neck), "neck-shade")]),
    soft("trunk", "top"), soft("trunkShade", "top-shade"),
    rigid("chest", [fixed(shape(s.shapes.collar, s.spine[4]), "top-shade")]),
    rigid("head", headLayers(s)),
    soft("kLeg", "leg"), soft("kLegShade", "leg-shade"), ...sock(s, "k"),
    soft("kShorts", "low"), soft("kShortsShade", "low-shade"), rigid("belt", [fixed(shape(s.shapes.belt), "belt")]),
    soft("nearArm", "skin"), soft("nearArmShade", "skin-shade"), rigid("nearHand", hand(s, "skin", "skin-shade")), rigid("nearSleeve", [fixed(shape(s.shapes.sleeve, s.shoulder), "top-near")]),
  ];
}

/** A soft round gradient. @param {string} id @param {string} paint @param {number} strength 0…1 in the middle @returns {Layer} */
function glow(id, paint, strength) {
  const stop = (/** @type {string} */ offset, /** @type {string} */ opacity) =>
    /** @type {Layer} */ ({ tag: "stop", paint, attrs: { offset, "stop-opacity": opacity } });
  return { tag: "radialGradient", attrs: { id }, inside: [stop("0", String(strength)), stop("0.5", String(strength * 0.8)), stop("1", "0")] };
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
    { tag: "circle", paint: "wall", attrs: { cx: "20", cy: "-392", r: "392" } },
    fixed(shape(s.shapes.mat), "mat"), fixed(shape(s.shapes.matEdge), "mat-edge"),
    shadow("shadowBody", 300, 11), shadow("shadowKnee", 62, 8), shadow("shadowToe", 50, 7), shadow("shadowFoot", 96, 8),
  ];
}

/** The bowl of the hips, the low back and their ghost: each line twice, on a light edge that shows on cloth and on paper. @param {Skeleton} s @returns {Layer[]} */
function lesson(s) {
  const lines = (/** @type {string} */ part) => [soft(part, "case"), soft(part, part)];
  const mouth = { tag: /** @type {const} */ ("ellipse"), paint: "bowl-mouth", attrs: { cx: "-2", cy: "-68", rx: "76", ry: "14" } };
  const bowl = rigid("bowl", [fixed(shape(s.shapes.bowl), "bowl"), mouth]);
  return [group("lesson", [...lines("ghost"), bowl, ...lines("back")])];
}

/**
 * Everything on a stage: ground, person, ghost, patch and arrow.
 * @param {Skeleton} s @param {string} id prefix for gradient ids, unique in the document
 * @returns {Layer[]}
 */
export function stageLayers(s, id) {
  return [
    { tag: "defs", inside: [glow(`${id}s`, "shadow", 0.55), glow(`${id}f`, "warm", 0.95)] },
    {
      tag: "g", part: "flip", inside: [
        group("ground", ground(s, id)), group("person", person(s)), ...lesson(s),
        { tag: "ellipse", part: "feel", paint: "feel", attrs: glowing(`${id}f`, 25, 44) },
        group("pointer", [soft("cue", "case"), soft("cue", "cue")]),
      ],
    },
  ];
}
