/** Plays motion on one clock: knows the pose at any moment, can pause, and says when nothing moves any more. */

import { arrived, atRest, poseAt } from "../../figure/motion.js";
import { blend, readPose, route } from "../../figure/poses.js";

/**
 * @typedef {import("../../figure/motion.js").Motion} Motion
 * @typedef {import("../../figure/poses.js").Pose} Pose
 * @typedef {import("../../figure/skeleton.js").Skeleton} Skeleton
 */

/** How long breathing takes to come in over a pose. */
const SETTLE_MS = 1500;

/** One figure's motion; times are the `mono_ms` of the caller's clock. */
export class FigurePlayer {
  /** @param {any} poses content/poses.json @param {Skeleton} skeleton @param {string} pose_id */
  constructor(poses, skeleton, pose_id) {
    this.poses = poses;
    this.skeleton = skeleton;
    this.pose_id = pose_id;
    this.breathing = false;
    /** @type {number|null} */
    this.paused_ms = null;
    /** @type {Motion} */
    this.motion = atRest(readPose(poses, pose_id, skeleton));
  }

  /** The pose at a moment. @param {number} now_ms @returns {Pose} */
  pose(now_ms) {
    return poseAt(this.motion, this.paused_ms ?? now_ms, this.skeleton);
  }

  /** Whether the next frame can differ. @param {number} now_ms */
  moves(now_ms) {
    return this.paused_ms === null && (this.breathing || !arrived(this.motion, now_ms));
  }

  /** Whether only breath moves, so that few frames are enough. @param {number} now_ms */
  onlyBreathes(now_ms) {
    return this.breathing && arrived(this.motion, now_ms);
  }

  /** Go to a pose from wherever the figure is. @param {string} pose_id @param {number} duration_ms @param {number} now_ms */
  go(pose_id, duration_ms, now_ms) {
    const from = this.pose(now_ms);
    const goal = readPose(this.poses, pose_id, this.skeleton);
    const read = (/** @type {string} */ id) => readPose(this.poses, id, this.skeleton);
    const path = [from, ...route(this.poses, from.f, goal.f, pose_id).map(read)];
    this.pose_id = pose_id;
    this.start(duration_ms > 0 ? path : [goal, goal], duration_ms, now_ms);
  }

  /** Begin or end breathing. @param {boolean} on @param {number} now_ms */
  breathe(on, now_ms) {
    if (on === this.breathing) return;
    const rest = !arrived(this.motion, now_ms) && this.paused_ms === null;
    const left = rest ? this.motion.start_ms + this.motion.duration_ms - now_ms : 0;
    const goal = readPose(this.poses, this.pose_id, this.skeleton);
    const stops = rest ? this.motion.path.slice(1, -1) : [];
    this.breathing = on;
    this.start([this.pose(now_ms), ...(left > SETTLE_MS ? stops : []), goal], Math.max(left, SETTLE_MS), now_ms);
  }

  /** @param {Pose[]} path @param {number} duration_ms @param {number} now_ms */
  start(path, duration_ms, now_ms) {
    const { breath } = this.poses;
    const read = (/** @type {string} */ id) => readPose(this.poses, id, this.skeleton);
    const holding = this.pose_id === breath.inhale || this.pose_id === breath.exhale;
    const breathing = this.breathing ? { ...breath, inhale: read(breath.inhale), exhale: read(breath.exhale) } : null;
    const start_ms = this.paused_ms ?? now_ms;
    this.motion = { path, start_ms, duration_ms, holding, breathing };
  }

  /** Stop time. @param {number} now_ms */
  pause(now_ms) {
    this.paused_ms ??= now_ms;
  }

  /** Let time go on from where it stopped. @param {number} now_ms */
  resume(now_ms) {
    if (this.paused_ms === null) return;
    this.motion = { ...this.motion, start_ms: this.motion.start_ms + now_ms - this.paused_ms };
    this.paused_ms = null;
  }

  /** The drawn pose for a still: the goal without breath. @returns {Pose} */
  still() {
    const goal = readPose(this.poses, this.pose_id, this.skeleton);
    return blend(goal, goal, 1, this.skeleton);
  }
}
