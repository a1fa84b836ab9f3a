/** The synchronous note of a running session in localStorage, for the case that the tab is killed. */

/** @typedef {import("../core/session-types.d.ts").Crumb} Crumb */

const KEY = "ilio.session";

export class Breadcrumb {
  /** @type {Crumb | null} */
  #last = null;

  /** @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} [storage] */
  constructor(storage) {
    this.storage = storage;
  }

  /** @param {Crumb} crumb @returns {boolean} whether it is kept */
  save(crumb) {
    this.#last = crumb;
    return this.#write((storage) => storage.setItem(KEY, JSON.stringify(crumb)));
  }

  /** Freshens how far the segment has come. @param {{index: number, elapsed_ms: number, wall_ms: number}} beat */
  beat({ index, elapsed_ms, wall_ms }) {
    if (this.#last?.index === index) this.save({ ...this.#last, elapsed_ms, saved_wall_ms: wall_ms });
  }

  /** @returns {unknown} what was left behind, unchecked; null when there is nothing */
  read() {
    try {
      return JSON.parse(this.#store().getItem(KEY) ?? "null");
    } catch {
      return null;
    }
  }

  clear() {
    this.#last = null;
    this.#write((storage) => storage.removeItem(KEY));
  }

  /** Asked for late, because a browser that forbids storage throws on the mere mention. */
  #store() {
    return this.storage ?? localStorage;
  }

  /** @param {(storage: Pick<Storage, "setItem" | "removeItem">) => void} change */
  #write(change) {
    try {
      change(this.#store());
      return true;
    } catch {
      return false;
    }
  }
}
