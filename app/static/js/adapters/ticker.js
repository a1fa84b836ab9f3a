/** Looks at the clock: on every frame while the page is seen, and by a timer when something is due, whichever comes first. */

/** Even with nothing due, somebody looks this often, so that a standstill is noticed. */
const AT_LEAST_MS = 1000;

/** @typedef {{due_ms: number, frames: boolean} | null} Wait the next due instant, and whether frames are wanted until then; null to stop */

export class Ticker {
  #frame = 0;
  #timer = 0;
  #timer_due_ms = Number.POSITIVE_INFINITY;
  #running = false;

  /**
   * @param {object} parts
   * @param {() => number} parts.mono monotonic milliseconds
   * @param {Window & typeof globalThis} [parts.view]
   */
  constructor({ mono, view = window }) {
    this.mono = mono;
    this.view = view;
    /** Does the work of one look; may be called at any time. @type {() => Wait} */
    this.look = () => null;
  }

  /** Looks now and goes on until there is nothing to wait for. */
  wake() {
    this.#running = true;
    this.#pass();
  }

  stop() {
    this.#running = false;
    this.view.cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#disarm();
  }

  #pass = () => {
    this.view.cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#running) return;
    const wait = this.look();
    // The look itself may have stopped or woken the ticker.
    if (!this.#running || this.#frame) return;
    if (!wait) return this.stop();
    this.#arm(wait.frames ? Math.min(wait.due_ms, this.mono() + AT_LEAST_MS) : wait.due_ms);
    // Frames stop by themselves while the page is hidden.
    if (wait.frames) this.#frame = this.view.requestAnimationFrame(this.#pass);
  };

  /** @param {number} due_ms */
  #arm(due_ms) {
    const pending = this.#timer_due_ms > this.mono() && this.#timer_due_ms <= due_ms;
    if (pending) return;
    this.#disarm();
    this.#timer_due_ms = due_ms;
    const fire = () => {
      this.#timer_due_ms = Number.POSITIVE_INFINITY;
      this.#pass();
    };
    this.#timer = this.view.setTimeout(fire, Math.max(0, due_ms - this.mono()));
  }

  #disarm() {
    this.view.clearTimeout(this.#timer);
    this.#timer_due_ms = Number.POSITIVE_INFINITY;
  }
}
