/** What reaches a running session from outside its buttons: keys, and the page being hidden, frozen or shown. */

/** @typedef {import("../../core/session-types.d.ts").SessionState} SessionState */

/** @param {string} key @param {SessionState} session @returns {string | null} the event a key stands for */
function eventOf(key, { status }) {
  const live = status === "running" || status === "resuming";
  if (key === " ") return live ? "pause" : "resume";
  if (key === "ArrowLeft") return "back";
  if (key === "ArrowRight") return "skip";
  // The first Escape stops the clock, the second one ends.
  if (key === "Escape") return live ? "pause" : "end";
  return null;
}

/** Keys that belong to the control that has the focus. @param {KeyboardEvent} event */
function isTaken({ target, key, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey || !(target instanceof Element)) return true;
  if (target.closest("dialog, input, select")) return true;
  return key === " " && target.closest("button, a") !== null;
}

/**
 * @param {Document} doc
 * @param {object} session
 * @param {() => SessionState} session.get
 * @param {(type: string) => void} session.send a key was pressed
 * @param {(type: "hidden" | "visible") => void} session.see
 * @returns {() => void} stops listening
 */
export function listen(doc, { get, send, see }) {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const view = /** @type {Window} */ (doc.defaultView);
  const look = () => see(doc.visibilityState === "hidden" ? "hidden" : "visible");
  doc.addEventListener("visibilitychange", look, options);
  doc.addEventListener("resume", look, options);
  doc.addEventListener("freeze", () => see("hidden"), options);
  view.addEventListener("pageshow", look, options);
  view.addEventListener("pagehide", () => see("hidden"), options);
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const { status } = get();
    const type = status === "running" || status === "resuming" || status === "paused" ? eventOf(event.key, get()) : null;
    if (type === null || isTaken(event)) return;
    event.preventDefault();
    send(type);
  };
  doc.addEventListener("keydown", onKey, options);
  return () => stop.abort();
}
