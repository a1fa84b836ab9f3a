/** `<figure-stage>`: the moving person; shows a pose, eases to the next, breathes, points with one cue at a time. */

import { backPath, cuePath, feelPlace, ghostPath } from "../../figure/cues.js";
import { draw, place } from "../../figure/draw.js";
import { solve } from "../../figure/kinematics.js";
import { readPose } from "../../figure/poses.js";
import { stageLayers } from "../../figure/scene.js";
import { mirror, viewBox } from "./figure-camera.js";
import { FigurePlayer } from "./figure-player.js";
import { figureSource, forget, setFigureSource, skeletonOf, whenSourced } from "./figure-source.js";
import { buildLayers, setAttributes, svgElement, writeParts } from "./figure-svg.js";

export { setFigureSource };

/**
 * @typedef {"pelvis_tilt"|"hips_forward"|"chest_up"|"step"} Cue
 * @typedef {{duration_ms?: number, ghost?: string|null, cue?: Cue|null, feel?: boolean, zoom?: "pelvis"|"full"}} ShowOptions
 */

const FADE_MS = 150;
/** Breath is slow: 15 frames a second are enough. */
const BREATH_FRAME_MS = 66;
/** When drawing takes longer than this, 30 frames a second look steadier than a stumbling 60. */
const SLOW_MS = 9;
const SLOW_FRAME_MS = 30;
let serial = 0;

/** The element; attributes pose, theme, side, mirror, still, crop, build, label. */
export class FigureStage extends HTMLElement {
  static observedAttributes = ["pose", "theme", "side", "mirror", "crop", "label"];

  constructor() {
    super();
    /** @type {FigurePlayer|null} */
    this.player = null;
    /** @type {import("./figure-svg.js").PartMap} */
    this.parts = new Map();
    /** @type {ShowOptions} */
    this.options = {};
    /** @type {{[pose_id: string]: string}} */
    this.ghosts = {};
    this.frame = 0;
    this.drawn_ms = 0;
    this.cost_ms = 0;
    this.visible = true;
    this.breathes = false;
    this.begin = () => this.build();
  }

  connectedCallback() {
    whenSourced(this.begin);
  }

  disconnectedCallback() {
    forget(this.begin);
    this.watch?.disconnect();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** @param {string} name @param {string|null} before @param {string|null} after */
  attributeChangedCallback(name, before, after) {
    if (!this.player || before === after) return;
    if (name === "pose" && after && after !== this.player.pose_id) this.show(after, { duration_ms: 0 });
    else if (name === "side" || name === "mirror") this.cutTo(() => this.dress());
    else this.dress();
  }

  /** The kneeling, stretched side. @returns {"left"|"right"} */
  get side() {
    return this.getAttribute("side") === "left" ? "left" : "right";
  }

  set side(value) {
    if (value !== this.side) this.setAttribute("side", value);
  }

  /** Whether pictures replace movement: asked for, or preferred by the person. */
  get isStill() {
    return this.hasAttribute("still") || Boolean(figureSource()?.reducedMotion());
  }

  get now_ms() {
    return figureSource()?.clock.mono() ?? 0;
  }

  /** Make the drawing once there is content. */
  build() {
    const source = figureSource();
    if (!source) return;
    const pose = this.getAttribute("pose") ?? "half_kneel_neutral";
    if (!this.player) {
      const skeleton = skeletonOf(this.getAttribute("build") ?? "adult");
      this.player = new FigurePlayer(source.content.poses, skeleton, pose);
      this.svg = svgElement("svg", { class: "fig", focusable: "false" });
      this.svg.append(...buildLayers(stageLayers(skeleton, `fig${++serial}`), this.parts));
      this.replaceChildren(this.svg);
    }
    this.dress();
    if (this.breathes) this.breathe(true);
    this.watch = new IntersectionObserver(([entry]) => this.seen(entry.isIntersecting));
    this.watch.observe(this);
    this.paint();
    // Asked for before there was anything to move.
    if (this.breathes) this.breathe(true);
  }

  /** @param {boolean} visible */
  seen(visible) {
    this.visible = visible;
    if (!visible) return;
    this.paint();
    this.wake();
  }

  /** Label, theme, crop, side and mirror onto the SVG. */
  dress() {
    const { svg, player } = this;
    if (!svg || !player) return;
    const { frames } = player.skeleton;
    writeParts(this.parts, { flip: this.mirrored ? mirror(frames.full) : "translate(0 0)" }, "transform");
    const label = this.getAttribute("label");
    const { cue, feel } = this.options;
    const lesson = !feel && (cue === "pelvis_tilt" || player.camera.to === frames.pelvis);
    setAttributes(svg, {
      "data-side": this.side,
      "data-theme": this.getAttribute("theme") ?? "sand",
      "data-show": [lesson && "lesson", cue && "cue", feel && "feel"].filter(Boolean).join(" "),
      role: label && "img",
      "aria-label": label,
      "aria-hidden": label ? null : "true",
    });
  }

  /**
   * Go to a pose; before the stage has its content the pose is kept for the first picture.
   * @param {string} pose_id @param {ShowOptions} [options]
   * @throws {RangeError} for an unknown pose
   */
  show(pose_id, { duration_ms = 2500, ghost = null, cue = null, feel = false, zoom } = {}) {
    this.options = { ghost, cue, feel, zoom };
    if (!this.player) {
      this.setAttribute("pose", pose_id);
      return;
    }
    const { player, isStill } = this;
    const go = () => {
      player.go(pose_id, isStill ? 0 : duration_ms, this.now_ms, zoom);
      this.setAttribute("pose", pose_id);
      this.dress();
      this.paint();
    };
    // Pictures of one size fade into each other; a closer one is cut to.
    if (!isStill) go();
    else if (player.frameOf(pose_id, zoom) === player.camera.to) this.fade(go);
    else this.cutTo(go);
    this.wake();
  }

  /** Breathe in the pose (4 s in, 6 s out). @param {boolean} on */
  breathe(on) {
    this.breathes = on;
    if (!this.player || this.isStill) return;
    this.player.breathe(on, this.now_ms);
    this.wake();
  }

  /** Freeze the movement. */
  pause() {
    this.player?.pause(this.now_ms);
  }

  /** Go on from where it froze. */
  resume() {
    this.player?.resume(this.now_ms);
    this.wake();
  }

  /** Change the person at once and let the new picture come up: nobody passes through anybody. @param {() => void} change */
  cutTo(change) {
    change();
    this.paint();
    this.cut = this.svg?.querySelector(".fig-person")?.animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE_MS });
  }

  /** Change the picture under a short cross-fade of the person; the ground, which is translucent, must not be there twice. @param {() => void} change */
  fade(change) {
    const old = this.cut?.playState === "running" ? null : this.svg?.cloneNode(true);
    change();
    if (!(old instanceof SVGElement)) return;
    old.querySelector(".fig-ground")?.remove();
    old.setAttribute("aria-hidden", "true");
    old.setAttribute("class", "fig fig-old");
    this.append(old);
    const fading = old.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADE_MS, fill: "forwards" });
    fading.finished.finally(() => old.remove());
  }

  /** Start the loop if something moves and can be seen. */
  wake() {
    const runs = this.visible && this.isConnected && this.player?.moves(this.now_ms);
    if (runs && !this.frame) this.frame = requestAnimationFrame(() => this.tick());
  }

  /** One turn of the loop: fewer frames for breath alone, and on a device that is slow to draw. */
  tick() {
    this.frame = 0;
    const now_ms = this.now_ms;
    const pause_ms = this.player?.onlyBreathes(now_ms) ? BREATH_FRAME_MS : this.cost_ms > SLOW_MS ? SLOW_FRAME_MS : 0;
    if (now_ms - this.drawn_ms >= pause_ms) {
      this.paint(now_ms);
      this.cost_ms += (this.now_ms - now_ms - this.cost_ms) / 8;
    }
    this.wake();
  }

  /** Draw one moment. @param {number} [now_ms] */
  paint(now_ms = this.now_ms) {
    const { player, parts, options } = this;
    if (!player || !this.isConnected) return;
    const { skeleton } = player;
    this.drawn_ms = now_ms;
    const { frames } = skeleton;
    const frame = frames[this.getAttribute("crop") ?? ""] ?? player.view(now_ms);
    if (this.svg) setAttributes(this.svg, { viewBox: viewBox(frame, frames.full, this.mirrored) });
    const joints = solve(this.isStill ? player.still() : player.pose(now_ms), skeleton);
    writeParts(parts, { ...draw(joints, skeleton), ghost: this.ghost(), back: backPath(joints, skeleton) }, "d");
    // A cue that ends keeps its last path, so that it can fade.
    if (options.cue) writeParts(parts, { cue: cuePath(options.cue, joints, skeleton) }, "d");
    writeParts(parts, { ...place(joints), feel: feelPlace(joints) }, "transform");
  }

  /** Whether the person faces left. */
  get mirrored() {
    return (this.getAttribute("mirror") ?? String(this.side === "left")) !== "false";
  }

  /** The ghost's path; it stands still, so it is made once. */
  ghost() {
    const id = this.options.ghost ?? "";
    if (!this.player || !id) return "";
    const { skeleton, poses } = this.player;
    this.ghosts[id] ??= ghostPath(solve(readPose(poses, id, skeleton), skeleton), skeleton);
    return this.ghosts[id];
  }
}

customElements.define("figure-stage", FigureStage);
