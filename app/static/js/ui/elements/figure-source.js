/** Where every figure stage gets its content, clock and motion preference; set once by main.js. */

import { makeSkeleton } from "../../figure/skeleton.js";

/**
 * @typedef {import("../../figure/skeleton.js").Skeleton} Skeleton
 * @typedef {{content: {skeleton: any, poses: any}, clock: {mono(): number}, reducedMotion: () => boolean}} FigureSource
 */

/** @type {FigureSource|null} */
let source = null;
/** @type {Map<string, Skeleton>} */
const skeletons = new Map();
/** @type {Set<() => void>} */
const waiting = new Set();

/**
 * Give all stages their source; stages already in the page draw themselves now.
 * @param {FigureSource} next
 */
export function setFigureSource(next) {
  source = next;
  skeletons.clear();
  for (const start of waiting) start();
  waiting.clear();
}

/** The source, or null before main has set it. */
export const figureSource = () => source;

/** Run `start` when there is a source. @param {() => void} start */
export function whenSourced(start) {
  if (source) start();
  else waiting.add(start);
}

/** Forget a start that is no longer wanted. @param {() => void} start */
export const forget = (start) => waiting.delete(start);

/** The skeleton of a build, made once. @param {string} build @returns {Skeleton} */
export function skeletonOf(build) {
  const known = skeletons.get(build);
  if (known) return known;
  if (!source) throw new Error("setFigureSource has not been called");
  const made = makeSkeleton(source.content.skeleton, build);
  skeletons.set(build, made);
  return made;
}
