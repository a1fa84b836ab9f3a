/** Keeps the screen on while it is wanted, asks again after every return, and knows when the phone refuses. */

/** @typedef {"off" | "on" | "refused" | "missing"} WakeState */

export class WakeLock {
  #wanted = false;
  /** @type {WakeLockSentinel | null} */
  #sentinel = null;
  /** @type {WakeState} */
  state = "off";

  /** @param {Window & typeof globalThis} [view] */
  constructor(view = window) {
    this.view = view;
    /** Told when the state changes. @type {(state: WakeState) => void} */
    this.onState = () => undefined;
    view.document.addEventListener("visibilitychange", () => void this.#ask());
  }

  /** @param {boolean} wanted */
  set(wanted) {
    this.#wanted = wanted;
    if (wanted) void this.#ask();
    else void this.#letGo();
  }

  async #ask() {
    if (!this.#wanted || this.#sentinel || this.view.document.visibilityState !== "visible") return;
    if (!this.view.navigator.wakeLock) return this.#tell("missing");
    try {
      const sentinel = await this.view.navigator.wakeLock.request("screen");
      // The wish may have changed while the phone thought about it.
      if (!this.#wanted || this.#sentinel) return void sentinel.release();
      this.#sentinel = sentinel;
      sentinel.addEventListener("release", () => this.#lost(sentinel));
      this.#tell("on");
    } catch {
      this.#tell("refused");
    }
  }

  /** @param {WakeLockSentinel} sentinel */
  #lost(sentinel) {
    if (sentinel !== this.#sentinel) return;
    this.#sentinel = null;
    if (this.#wanted) void this.#ask();
  }

  async #letGo() {
    const sentinel = this.#sentinel;
    this.#sentinel = null;
    this.#tell("off");
    await sentinel?.release().catch(() => undefined);
  }

  /** @param {WakeState} state */
  #tell(state) {
    if (state === this.state) return;
    this.state = state;
    this.onState(state);
  }
}
