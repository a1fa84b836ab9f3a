/** The one audio context: unlocked in a tap, bells scheduled ahead on its clock, brought back after interruptions. */
import { ring } from "./audio-bells.js";

/** @typedef {{id: string, sound: import("../core/session-types.d.ts").Sound, mono_ms: number}} Bell */
/** @typedef {"off" | "running" | "blocked"} AudioState */

/** A bell later than this is dropped: a late bell says something false. */
const LATE_MS = 50;
/** Bells further away than this are made a moment later, so that a change of phase is on the screen first. */
const SOON_MS = 1500;
const LATER_MS = 60;
/** How long a context may take to come back before a tap is asked for. */
const PATIENCE_MS = 500;
const MAX_LATENCY_S = 0.5;

export class SessionAudio {
  /** @type {AudioContext | null} */
  #ctx = null;
  /** @type {GainNode | null} */
  #out = null;
  /** @type {Bell[]} */
  #wanted = [];
  /** @type {Map<string, {mono_ms: number, silence: () => void}>} */
  #scheduled = new Map();
  #volume = 0.7;
  #timer = 0;
  #filling = 0;
  /** @type {AudioState} */
  state = "off";

  /**
   * @param {object} parts
   * @param {() => number} parts.mono the app's monotonic clock, ms
   * @param {Window & typeof globalThis} [parts.view]
   */
  constructor({ mono, view = window }) {
    this.mono = mono;
    this.view = view;
    /** Told when the state changes. @type {(state: AudioState) => void} */
    this.onState = () => undefined;
    view.document.addEventListener("visibilitychange", () => this.revive());
  }

  /** Call inside a tap: makes or wakes the context; a stuck one is replaced. @param {number} volume 0 to 100 */
  unlock(volume) {
    this.setVolume(volume);
    if (!this.view.AudioContext) return;
    if (this.state === "blocked" || this.#ctx?.state === "closed") this.#drop();
    if (!this.#ctx) this.#make();
    this.#ctx?.resume().catch(() => undefined);
    this.#watch();
  }

  /** @param {number} volume 0 to 100 */
  setVolume(volume) {
    // Loudness is heard as a power of the gain.
    this.#volume = (volume / 100) ** 2;
    if (this.#out) this.#out.gain.value = this.#volume;
  }

  /** The bells that are to ring from now on; what was scheduled and is not among them is silenced. @param {Bell[]} bells */
  schedule(bells) {
    this.#wanted = bells;
    const keep = new Map(bells.map((bell) => [bell.id, bell]));
    for (const [id, { mono_ms, silence }] of this.#scheduled) {
      const still = keep.get(id);
      if (mono_ms <= this.mono() || (still && Math.abs(still.mono_ms - mono_ms) < 1)) continue;
      silence();
      this.#scheduled.delete(id);
    }
    this.#fill(SOON_MS);
    this.view.clearTimeout(this.#filling);
    this.#filling = this.view.setTimeout(() => this.#fill(), LATER_MS);
  }

  /** One bell now, to try the volume. @param {number} volume 0 to 100 @returns {Promise<boolean>} whether it rang */
  async test(volume) {
    this.unlock(volume);
    if (!this.#ctx) return false;
    await Promise.race([this.#ctx.resume(), this.#wait(PATIENCE_MS)]);
    if (this.#ctx.state !== "running") return false;
    this.schedule([{ id: `test${this.mono()}`, sound: "start", mono_ms: this.mono() + 30 }]);
    return true;
  }

  /** Wakes a context that the system put to sleep, when the page is seen again. */
  revive() {
    if (!this.#ctx || this.view.document.visibilityState !== "visible") return;
    this.#ctx.resume().catch(() => undefined);
    this.#watch();
  }

  /** Gives the sound back to other apps once the last bell has rung out. */
  async release() {
    this.#wanted = [];
    const ctx = this.#ctx;
    await this.#wait(4000);
    if (ctx === this.#ctx && this.#wanted.length === 0) this.#drop();
  }

  #make() {
    const session = /** @type {any} */ (this.view.navigator).audioSession;
    // Short bells over the person's own music, where the system can be told.
    if (session) session.type = "transient";
    const ctx = new this.view.AudioContext();
    this.#ctx = ctx;
    this.#out = ctx.createGain();
    this.#out.gain.value = this.#volume;
    this.#out.connect(ctx.destination);
    ctx.addEventListener("statechange", () => ctx === this.#ctx && this.#changed());
  }

  #drop() {
    this.#silenceAll();
    this.#ctx?.close().catch(() => undefined);
    this.#ctx = null;
    this.#tell("off");
  }

  #changed() {
    // The context's clock stands still while it does not run, so everything is scheduled anew when it runs again.
    this.#silenceAll();
    if (this.#ctx?.state === "running") {
      this.#tell("running");
      this.#fill();
    } else this.#watch();
  }

  /** Not running, or running with a frozen clock, after a moment of patience: only a tap helps. */
  #watch() {
    const ctx = this.#ctx;
    const begin_s = ctx?.currentTime ?? 0;
    this.view.clearTimeout(this.#timer);
    this.#timer = this.view.setTimeout(() => {
      if (!ctx || ctx !== this.#ctx || this.view.document.visibilityState !== "visible") return;
      const alive = ctx.state === "running" && ctx.currentTime > begin_s;
      this.#tell(alive ? "running" : "blocked");
    }, PATIENCE_MS);
  }

  /** Puts on the audio clock what is not there yet. @param {number} [within_ms] */
  #fill(within_ms = Number.POSITIVE_INFINITY) {
    const ctx = this.#ctx;
    if (!ctx || !this.#out || ctx.state !== "running") return;
    const now_ms = this.mono();
    const latency_s = Math.min(ctx.outputLatency || 0, MAX_LATENCY_S);
    for (const { id, sound, mono_ms } of this.#wanted) {
      if (this.#scheduled.has(id) || mono_ms < now_ms - LATE_MS || mono_ms > now_ms + within_ms) continue;
      const at_s = Math.max(ctx.currentTime, ctx.currentTime + (mono_ms - now_ms) / 1000 - latency_s);
      this.#scheduled.set(id, { mono_ms, silence: ring(ctx, this.#out, sound, at_s) });
    }
  }

  #silenceAll() {
    for (const { silence } of this.#scheduled.values()) silence();
    this.#scheduled.clear();
  }

  /** @param {AudioState} state */
  #tell(state) {
    if (state === this.state) return;
    this.state = state;
    this.onState(state);
  }

  /** @param {number} ms @returns {Promise<void>} */
  #wait(ms) {
    return new Promise((resolve) => this.view.setTimeout(resolve, ms));
  }
}
