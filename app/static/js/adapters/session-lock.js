/** One session at a time on this device: a lock that the browser frees when the tab dies. */

/** Other parts of the app ask for it by this name. */
export const SESSION_LOCK = "session";

export class SessionLock {
  /** @type {(() => void) | null} */
  #free = null;

  /** @param {LockManager | undefined} [locks] missing on insecure addresses, where nothing can be promised */
  constructor(locks = navigator.locks) {
    this.locks = locks;
  }

  /** @returns {Promise<boolean>} false while another tab runs a session */
  acquire() {
    if (this.#free || !this.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      const hold = (/** @type {Lock | null} */ lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise((/** @type {(value: void) => void} */ free) => (this.#free = free));
      };
      // A browser that refuses to lock must not refuse the stretch.
      this.locks?.request(SESSION_LOCK, { ifAvailable: true }, hold).catch(() => resolve(true));
    });
  }

  /** Whether another tab runs a session. */
  async isTaken() {
    if (this.#free || !this.locks) return false;
    const { held = [] } = await this.locks.query().catch(() => ({ held: [] }));
    return held.some(({ name }) => name === SESSION_LOCK);
  }

  release() {
    this.#free?.();
    this.#free = null;
  }
}
