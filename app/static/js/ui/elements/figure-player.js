/** Plays motion on one clock: knows the pose at any moment, can pause, and says when nothing moves any more. */

import { arrived, atRest, poseAt } from "../../figure/motion.js";
import { readPose, route } from "../../figure/poses.js";
import { FigureCamera } from "./figure-camera.js";

/**
 * @typedef {import("../../figure/motion.js").Motion} Motion
 * @typedef {import("../../figure/poses.js").Pose} Pose
 * @typedef {import("../../figure/skeleton.js").Skeleton} Skeleton
 */

/** How long breathing takes to settle into the still pose. */
const SETTLE_MS = 1500;
/** The longest a zoom takes: it is over before the movement it is for. */
const ZOOM_MS = 1000;

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
    this.camera = new FigureCamera(this.frameOf(pose_id));
    this.start(this.motion.path, 0, 0);
  }

  /** The pose at a moment. @param {number} now_ms @returns {Pose} */
  pose(now_ms) {
    return poseAt(this.motion, this.paused_ms ?? now_ms, this.skeleton);
  }

  /** Whether the next frame can differ. @param {number} now_ms */
  moves(now_ms) {
    return this.paused_ms === null && (this.breathing || !arrived(this.motion, now_ms) || this.camera.moves(now_ms));
  }

  /** Whether only breath moves, so that few frames are enough. @param {number} now_ms */
  onlyBreathes(now_ms) {
    return this.breathing && arrived(this.motion, now_ms) && !this.camera.moves(now_ms);
  }

  /** The cut of the drawing at a moment. @param {number} now_ms */
  view(now_ms) {
    return this.camera.at(this.paused_ms ?? now_ms);
  }

  /** The cut for a pose. @param {string} pose_id @param {string} [zoom] instead of the pose's own */
  frameOf(pose_id, zoom) {
    const { frames } = this.skeleton;
    return frames[zoom ?? this.poses.poses[pose_id]?.zoom ?? "full"] ?? frames.full;
  }

  /** Go to a pose from wherever the figure is. @param {string} pose_id @param {number} duration_ms @param {number} now_ms @param {string} [zoom] a frame instead of the pose's own */
  go(pose_id, duration_ms, now_ms, zoom) {
    const from = this.pose(now_ms);
    const goal = readPose(this.poses, pose_id, this.skeleton);
    const read = (/** @type {string} */ id) => readPose(this.poses, id, this.skeleton);
    const path = [from, ...route(this.poses, from.f, goal.f, pose_id).map(read)];
    this.pose_id = pose_id;
    this.start(duration_ms > 0 ? path : [goal, goal], duration_ms, now_ms);
    this.camera.go(this.frameOf(pose_id, zoom), Math.min(ZOOM_MS, duration_ms), this.motion.start_ms);
  }

  /** Begin or end breathing; it begins where the pose is in the breath, so nothing jumps. @param {boolean} on @param {number} now_ms */
  breathe(on, now_ms) {
    if (on === this.breathing) return;
    this.breathing = on;
    const time_ms = this.paused_ms ?? now_ms;
    const { motion } = this;
    const travelling = !arrived(motion, time_ms);
    if (on || travelling) this.motion = { ...motion, breathing: this.breath(Math.max(time_ms, motion.start_ms + motion.duration_ms)) };
    else this.start([poseAt(motion, time_ms, this.skeleton), motion.path[motion.path.length - 1]], SETTLE_MS, now_ms);
  }

  /** The breath that begins at a time, or none. @param {number} from_ms */
  breath(from_ms) {
    if (!this.breathing) return null;
    const { breath } = this.poses;
    const read = (/** @type {string} */ id) => readPose(this.poses, id, this.skeleton);
    const phase_ms = this.pose_id === breath.inhale ? breath.in_ms : 0;
    return { ...breath, inhale: read(breath.inhale), exhale: read(breath.exhale), from_ms, phase_ms };
  }

  /** @param {Pose[]} path @param {number} duration_ms @param {number} now_ms */
  start(path, duration_ms, now_ms) {
    const { breath } = this.poses;
    const start_ms = this.paused_ms ?? now_ms;
    const holding = this.pose_id === breath.inhale || this.pose_id === breath.exhale;
    this.motion = { path, start_ms, duration_ms, holding, breathing: this.breath(start_ms + duration_ms) };
  }

  /** Stop time. @param {number} now_ms */
  pause(now_ms) {
    this.paused_ms ??= now_ms;
  }

  /** Let time go on from where it stopped. @param {number} now_ms */
  resume(now_ms) {
    if (this.paused_ms === null) return;
    const away_ms = now_ms - this.paused_ms;
    const { start_ms, breathing } = this.motion;
    const later = breathing && { ...breathing, from_ms: breathing.from_ms + away_ms };
    this.motion = { ...this.motion, start_ms: start_ms + away_ms, breathing: later };
    this.camera.start_ms += away_ms;
    this.paused_ms = null;
  }

  /** The pose of a still picture: the goal without breath. @returns {Pose} */
  still() {
    return readPose(this.poses, this.pose_id, this.skeleton);
  }
}
