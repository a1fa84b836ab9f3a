/** Plain objects that keep the contract of a browser's window, storage, locks, screen and audio. */

const FRAME_MS = 16;
const THROTTLED_MS = 1000;

/** A window with its own clock: timers, frames and visibility. */
export class FakePage extends EventTarget {
  mono_ms = 0;
  hidden = false;
  navigator = {};
  #jobs = new Map();
  #next = 1;

  constructor() {
    super();
    this.document = new EventTarget();
    Object.defineProperty(this.document, "visibilityState", { get: () => (this.hidden ? "hidden" : "visible") });
  }

  setTimeout(job, ms) {
    return this.#add({ job, at_ms: this.mono_ms + ms, frame: false });
  }
  clearTimeout(id) {
    this.#jobs.delete(id);
  }
  requestAnimationFrame(job) {
    return this.#add({ job, at_ms: this.mono_ms + FRAME_MS, frame: true });
  }
  cancelAnimationFrame(id) {
    this.#jobs.delete(id);
  }
  #add(entry) {
    this.#jobs.set(this.#next, entry);
    return this.#next++;
  }

  /** Hidden pages get no frames, and their timers only once a second. */
  #due(end_ms) {
    const ready = [...this.#jobs]
      .filter(([, { frame }]) => !(frame && this.hidden))
      .map(([id, { at_ms }]) => [id, this.hidden ? Math.ceil(at_ms / THROTTLED_MS) * THROTTLED_MS : at_ms])
      .filter(([, at_ms]) => at_ms <= end_ms);
    return ready.sort((a, b) => a[1] - b[1])[0];
  }

  pass(ms) {
    const end_ms = this.mono_ms + ms;
    for (let next = this.#due(end_ms); next; next = this.#due(end_ms)) {
      const [id, at_ms] = next;
      this.mono_ms = Math.max(this.mono_ms, at_ms);
      const { job } = this.#jobs.get(id);
      this.#jobs.delete(id);
      job();
    }
    this.mono_ms = end_ms;
  }

  hide() {
    this.hidden = true;
    this.document.dispatchEvent(new Event("visibilitychange"));
  }
  show() {
    this.hidden = false;
    this.document.dispatchEvent(new Event("visibilitychange"));
  }
}

export class FakeStorage {
  broken = false;
  #items = new Map();
  #check() {
    if (this.broken) throw new DOMException("no room", "QuotaExceededError");
  }
  getItem(key) {
    this.#check();
    return this.#items.get(key) ?? null;
  }
  setItem(key, value) {
    this.#check();
    this.#items.set(key, value);
  }
  removeItem(key) {
    this.#check();
    this.#items.delete(key);
  }
}

/** navigator.locks, as far as `ifAvailable` and `query` go. */
export class FakeLocks {
  refuses = false;
  #held = new Set();
  async request(name, _options, hold) {
    if (this.refuses) throw new DOMException("not here", "SecurityError");
    if (this.#held.has(name)) return hold(null);
    this.#held.add(name);
    try {
      return await hold({ name });
    } finally {
      this.#held.delete(name);
    }
  }
  async query() {
    if (this.refuses) throw new DOMException("not here", "SecurityError");
    return { held: [...this.#held].map((name) => ({ name })) };
  }
}

/** navigator.wakeLock. */
export class FakeScreen {
  refuses = false;
  #sentinels = new Set();
  get held() {
    return this.#sentinels.size;
  }
  async request() {
    if (this.refuses) throw new DOMException("battery", "NotAllowedError");
    const sentinel = new EventTarget();
    sentinel.release = async () => {
      if (this.#sentinels.delete(sentinel)) sentinel.dispatchEvent(new Event("release"));
    };
    this.#sentinels.add(sentinel);
    return sentinel;
  }
  /** What the system does when the page is hidden. */
  releaseAll() {
    for (const sentinel of [...this.#sentinels]) sentinel.release();
  }
}

class FakeNode {
  gain = { value: 0, setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined };
  frequency = { value: 0 };
  silenced = false;
  connect(next) {
    return next;
  }
  disconnect() {
    this.silenced = true;
  }
  start(at_s) {
    this.start_s = at_s;
  }
  stop() {}
}

/** AudioContext with a clock that the test turns. */
export class FakeAudioContext extends EventTarget {
  static last = null;
  state = "running";
  currentTime = 0;
  destination = new FakeNode();
  tones = [];
  constructor() {
    super();
    FakeAudioContext.last = this;
  }
  createGain() {
    return new FakeNode();
  }
  createOscillator() {
    this.tones.push(new FakeNode());
    return this.tones.at(-1);
  }
  async resume() {}
  async close() {
    this.state = "closed";
  }
  turn(state) {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}
