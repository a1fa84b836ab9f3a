/** The cut of the drawing that is shown, eased from one frame to the next on the player's clock. */

import { ease } from "../../figure/poses.js";

/** One view; frames are [x, y, width, height] in drawing units. */
export class FigureCamera {
  /** @param {number[]} frame */
  constructor(frame) {
    this.from = frame;
    this.to = frame;
    this.start_ms = 0;
    this.duration_ms = 0;
  }

  /** Whether the next frame can differ. @param {number} now_ms */
  moves(now_ms) {
    return this.from !== this.to && now_ms < this.start_ms + this.duration_ms;
  }

  /** Ease to a frame from whatever is shown now; 0 ms cuts. @param {number[]} frame @param {number} duration_ms @param {number} now_ms */
  go(frame, duration_ms, now_ms) {
    if (frame === this.to && duration_ms > 0) return;
    this.from = duration_ms > 0 ? this.at(now_ms) : frame;
    this.to = frame;
    this.start_ms = now_ms;
    this.duration_ms = duration_ms;
  }

  /** The frame at a moment. @param {number} now_ms @returns {number[]} */
  at(now_ms) {
    if (!this.moves(now_ms)) return this.to;
    const u = ease((now_ms - this.start_ms) / this.duration_ms);
    return this.from.map((v, i) => v + (this.to[i] - v) * u);
  }
}

/** Turns the drawing about the middle of the full frame. @param {number[]} full @returns {string} a transform */
export const mirror = ([x, , w]) => `translate(${2 * x + w} 0) scale(-1 1)`;

/** The viewBox of a cut; of a mirrored drawing it shows the same part of the person. @param {number[]} frame @param {number[]} full @param {boolean} mirrored */
export function viewBox([x, y, w, h], full, mirrored) {
  const left = mirrored ? 2 * full[0] + full[2] - x - w : x;
  return [left, y, w, h].map((v) => v.toFixed(1)).join(" ");
}
