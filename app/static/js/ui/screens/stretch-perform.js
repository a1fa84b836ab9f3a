/** Does what the session machine asks for: the only switch on its effect types. */

/** @typedef {import("../../core/types.d.ts").App} App */
/** @typedef {import("../../core/types.d.ts").Effect} Effect */

/**
 * @param {App} app @param {any} ports of adapters/session-ports.js
 * @returns {(effect: Effect) => void}
 */
export function performer(app, ports) {
  /** @type {{[type: string]: (effect: Effect) => void}} */
  const perform = {
    wake_lock: ({ on }) => ports.wakeLock.set(on),
    sounds: ({ cues }) => ports.audio.schedule(cues),
    breadcrumb_save: ({ crumb }) => ports.breadcrumb.save(crumb),
    breadcrumb_beat: (beat) => ports.breadcrumb.beat(beat),
    breadcrumb_clear: () => ports.breadcrumb.clear(),
    // words: step.*, cue.*
    announce: ({ key }) => app.announce(app.words.t(key)),
    retract: ({ id }) => app.store.dispatch({ type: "session_deleted", id }),
    finish: ({ draft, id }) => keep(app, ports.breadcrumb, { draft, id }),
  };
  return (effect) => perform[effect.type](effect);
}

/**
 * Hands a finished session to the store; its breadcrumb goes only when the store shows it. Safe to do twice, and a session
 * that went on after its End becomes the same record with other holds.
 * @param {App} app @param {{read(): unknown, clear(): void}} breadcrumb
 * @param {{draft: import("../../core/types.d.ts").SessionDraft | null, id: string}} finished
 */
export function keep({ store }, breadcrumb, { draft, id }) {
  const holds = JSON.stringify(draft?.holds);
  // With the disk and the reserve both full, the breadcrumb is the only copy that outlives the app.
  const stored = () =>
    store.get().storage.error !== "unsaved_full" &&
    store.get().sessions.some((session) => session.id === id && JSON.stringify(session.holds) === holds);
  if (!draft || stored()) return breadcrumb.clear();
  const kept = JSON.stringify(breadcrumb.read());
  const stop = store.subscribe(() => {
    if (!stored()) return;
    stop();
    // It may have gone on meanwhile; then the breadcrumb is of what is not over yet.
    if (JSON.stringify(breadcrumb.read()) === kept) breadcrumb.clear();
  });
  store.dispatch({ type: "session_finished", draft, id });
}
