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
/** Stages that wait for the source, or for their turn. @type {Set<() => void>} */
const waiting = new Set();
let turn = false;

/**
 * Give all stages their source; stages already in the page draw themselves now.
 * @param {FigureSource} next
 */
export function setFigureSource(next) {
  source = next;
  skeletons.clear();
  takeTurns();
}

/** Each stage is drawn in a task of its own, so that several on a page never hold up a tap. */
function takeTurns() {
  const [start] = waiting;
  turn = Boolean(source && start);
  if (!turn) return;
  waiting.delete(start);
  start();
  setTimeout(takeTurns);
}

/** The source, or null before main has set it. */
export const figureSource = () => source;

/** Run `start` when there is a source and its turn has come. @param {() => void} start */
export function whenSourced(start) {
  waiting.add(start);
  if (source && !turn) takeTurns();
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
