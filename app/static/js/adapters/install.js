/** Installing the app: keeps the browser's offer until the person wants it, and knows whether it is installed already. */

/**
 * @param {Window} view
 * @returns {{
 *   state(): "installed" | "offer" | "ios" | "none",
 *   offer(): Promise<"accepted" | "dismissed" | "none">,
 *   subscribe(listener: () => void): () => void,
 * }} `ios` means: only the share sheet can do it, so show how
 */
export function createInstall(view) {
  /** @type {any} */
  let kept = null;
  let installed = isStandalone(view);
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const tell = () => {
    for (const listener of listeners) listener();
  };

  view.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    kept = event;
    tell();
  });
  view.addEventListener("appinstalled", () => {
    kept = null;
    installed = true;
    tell();
  });

  return {
    state() {
      if (installed) return "installed";
      if (kept) return "offer";
      return isIos(view.navigator) ? "ios" : "none";
    },
    async offer() {
      if (!kept) return "none";
      const prompt = kept;
      kept = null;
      const { outcome } = await prompt.prompt();
      tell();
      return outcome;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Installed iOS apps do not match `display-mode: standalone`, hence three questions. @param {Window} view */
function isStandalone(view) {
  const { standalone } = /** @type {any} */ (view.navigator);
  return standalone === true || view.matchMedia("(display-mode: standalone), (display-mode: fullscreen)").matches;
}

/** @param {Navigator} navigator */
function isIos({ userAgent, maxTouchPoints }) {
  return /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}
