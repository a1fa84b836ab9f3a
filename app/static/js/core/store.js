/** A store in one page: events go in, the next state and effects come out, listeners hear about it. */

/**
 * Events that arrive while another is handled wait their turn, so order is kept.
 * @template S
 * @template {{type: string}} E
 * @param {object} parts
 * @param {S} parts.state first state
 * @param {(state: S, event: E, now: import("./types.d.ts").Now) => [S, import("./types.d.ts").Effect[]]} parts.update pure
 * @param {(effect: import("./types.d.ts").Effect, dispatch: (event: E) => void) => void} parts.perform
 * @param {() => import("./types.d.ts").Now} parts.now
 * @returns {import("./types.d.ts").Store<S, E>}
 */
export function createStore({ state, update, perform, now }) {
  let current = state;
  let busy = false;
  /** @type {E[]} */
  const queue = [];
  /** @type {Set<(state: S) => void>} */
  const listeners = new Set();

  /** @param {E} event */
  function handle(event) {
    const [next, effects] = update(current, event, now());
    const changed = next !== current;
    current = next;
    for (const effect of effects) perform(effect, dispatch);
    if (changed) for (const listener of [...listeners]) listener(current);
  }

  /** @param {E} event */
  function dispatch(event) {
    queue.push(event);
    if (busy) return;
    busy = true;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) handle(next);
    } finally {
      busy = false;
    }
  }

  return {
    get: () => current,
    dispatch,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
