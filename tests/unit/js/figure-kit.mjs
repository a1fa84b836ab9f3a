/** Loads the figure's content and walks its routine frame by frame, for the figure tests. */

import { readFileSync } from "node:fs";
import { solve } from "../../../app/static/js/figure/kinematics.js";
import { poseAt } from "../../../app/static/js/figure/motion.js";
import { readPose, route } from "../../../app/static/js/figure/poses.js";
import { makeSkeleton } from "../../../app/static/js/figure/skeleton.js";

const root = new URL("../../../app/static/", import.meta.url);
export const staticUrl = (path) => new URL(path, root);
const json = (path) => JSON.parse(readFileSync(staticUrl(path), "utf8"));

export const skeletonData = json("content/skeleton.json");
export const poses = json("content/poses.json");
export const skeleton = makeSkeleton(skeletonData);
export const pose = (id, build = skeleton) => readPose(poses, id, build);
export const joints = (id, build = skeleton) => solve(pose(id, build), build);

/** Every walkthrough transition as 60 frames a second of solved joints. */
export function walkthrough(build = skeleton, duration_ms = 2500) {
  const ids = poses.walkthrough;
  return ids.slice(1).map((to, i) => {
    const from = pose(ids[i], build);
    const goal = pose(to, build);
    const path = [from, ...route(poses, from.f, goal.f, to).map((id) => pose(id, build))];
    const motion = { path, start_ms: 0, duration_ms, holding: false, breathing: null };
    const times = Array.from({ length: Math.ceil((duration_ms * 60) / 1000) + 1 }, (_, k) => (k * 1000) / 60);
    const frames = times.map((now_ms) => solve(poseAt(motion, now_ms, build), build));
    return { name: `${ids[i]} to ${to}`, from, goal, frames };
  });
}

export const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
