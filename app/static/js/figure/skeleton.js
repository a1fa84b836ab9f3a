/** Reads content/skeleton.json into the numbers the rig works with, for an adult or a teenage build. */

/**
 * @typedef {import("./vec.js").Pt} Pt
 * @typedef {{frame: "pelvis"|"kThigh"|"fThigh", at: Pt, angle: number, swivel: number}} HandPlace
 * @typedef {{outer: number, inner: number, hinge: 1|-1}} Hinge  half-widths at a middle joint and which way it folds
 * @typedef {{
 *   thigh: number, shank: number, upperArm: number, forearm: number, headScale: number,
 *   spine: Pt[], share: number[], shoulder: Pt, neck: Pt, head: Pt,
 *   plant: {knee: Pt, ankle: Pt, shank_deg: number, heel: number}, toe: Pt,
 *   handPlaces: string[], hands: {[place: string]: {near: HandPlace, far: HandPlace}},
 *   leg: number[][], arm: number[][], knee: Hinge, elbow: Hinge,
 *   skins: {[name: string]: any[][]}, shapes: {[name: string]: number[][]}, frames: {[crop: string]: number[]}
 * }} Skeleton
 */

/**
 * Make the skeleton of one build. Lengths in statures (H), angles in degrees.
 * @param {any} data the parsed content/skeleton.json
 * @param {string} [build] "adult" or "teen"; legs and head differ, joint angles do not
 * @returns {Skeleton}
 */
export function makeSkeleton(data, build = "adult") {
  const scale = data.builds[build] ?? data.builds.adult;
  const { segments: seg, plant } = data;
  return {
    ...data,
    thigh: seg.thigh * scale.legs,
    shank: seg.shank * scale.legs,
    upperArm: seg.upperArm,
    forearm: seg.forearm,
    headScale: scale.head / data.builds.adult.head,
    spine: data.spine.joints,
    share: data.spine.share,
    shoulder: data.spine.shoulder,
    neck: data.spine.neck,
    head: data.spine.head,
    plant,
    toe: [seg.foot - seg.heel, -seg.ankle],
    handPlaces: Object.keys(data.hands),
  };
}
