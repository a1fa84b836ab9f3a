/** Plays the session on the figure: one keyframe at a time, frozen while the session is. */
import "../elements/figure-stage.js";
import { keyframeAt } from "../../core/session-view.js";

/** @typedef {import("../../core/session-types.d.ts").SessionState} SessionState */

export class SessionFigure {
  /** @type {import("../../core/session-types.d.ts").Keyframe | null} */
  #frame = null;
  #frozen = false;

  /** @param {HTMLElement} slot @param {import("../../core/types.d.ts").App} app */
  constructor(slot, app) {
    this.app = app;
    /** @type {any} */
    this.stage = slot.ownerDocument.createElement("figure-stage");
    this.stage.setAttribute("label", app.words.t("stretch.figure"));
    this.slot = slot;
  }

  /** Shows what belongs to an instant. @param {SessionState} session @param {number} at_ms session time */
  show(session, at_ms) {
    if (!this.stage.isConnected) this.#place(session);
    const frozen = session.status !== "running";
    const frame = keyframeAt(session, at_ms);
    if (frame !== this.#frame) this.#play(frame, frozen);
    if (frozen !== this.#frozen) this.#freeze(frozen);
  }

  /** @param {SessionState} session */
  #place({ plan }) {
    const first = plan.segments[0].keyframes[0];
    this.stage.setAttribute("pose", first.pose);
    this.stage.setAttribute("theme", this.app.store.get().settings.theme);
    this.stage.side = first.side;
    this.slot.append(this.stage);
  }

  /** @param {import("../../core/session-types.d.ts").Keyframe} frame @param {boolean} frozen */
  #play(frame, frozen) {
    this.#frame = frame;
    if (this.#frozen) this.#freeze(false);
    const { pose, ghost, cue, feel, breathe } = frame;
    this.stage.side = frame.side;
    this.stage.breathe(false);
    this.stage.show(pose, { duration_ms: frozen ? 0 : frame.duration_ms, ghost, cue, feel });
    if (breathe) this.stage.breathe(true);
  }

  /** @param {boolean} frozen */
  #freeze(frozen) {
    this.#frozen = frozen;
    if (frozen) this.stage.pause();
    else this.stage.resume();
  }

  /** Takes the figure away, so that nothing moves unseen. */
  clear() {
    this.stage.remove();
    this.#frame = null;
  }
}
