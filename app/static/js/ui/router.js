/** Shows the screen an address asks for: switch, title, focus, and the screen's own enter and leave. */

/** @typedef {import("../core/types.d.ts").Screen} Screen */

/** Address of each screen. */
export const PATHS = {
  "/": "today",
  "/stretch": "stretch",
  "/history": "history",
  "/learn": "learn",
  "/settings": "settings",
};

/**
 * @param {object} parts
 * @param {Document} parts.doc
 * @param {{[name: string]: () => Promise<Screen>}} parts.screens loads and mounts a screen, once
 * @param {(name: string) => string} parts.title the browser tab's title of a screen
 * @param {() => void} parts.refused called when a screen does not let go
 * @param {(path: string) => boolean} parts.divert may take over a navigation (to load an update first)
 * @param {(error: unknown) => void} parts.failed a screen could not be loaded
 * @returns {{navigate(path: string): void, start(): Promise<void>}}
 */
export function createRouter({ doc, screens, title, refused, divert, failed }) {
  const view = /** @type {Window} */ (doc.defaultView);
  let shown = "";
  let path = view.location.pathname + view.location.search;
  /** @type {Screen | undefined} */
  let screen;

  /** @param {string} name @param {URL} url */
  async function show(name, url) {
    screen?.leave();
    screen = undefined;
    shown = name;
    try {
      const next = await screens[name]();
      // While it loaded the person may have gone elsewhere.
      if (shown !== name || screen) return;
      screen = next;
      screen.enter(url);
    } catch (error) {
      failed(error);
    }
  }

  /** @param {URL} url @param {boolean} moveFocus */
  function turn(url, moveFocus) {
    const name = nameOf(url);
    path = url.pathname + url.search;
    doc.documentElement.dataset.screen = name;
    doc.title = title(name);
    markCurrent(doc, url.pathname);
    if (moveFocus) focusHeading(doc, name);
    return show(name, url);
  }

  function mayLeave() {
    const free = screen?.canLeave?.() ?? true;
    if (!free) refused();
    return free;
  }

  /** @param {string} target path with search, e.g. "/stretch?go" */
  function navigate(target) {
    const url = new URL(target, view.location.href);
    if (!mayLeave() || divert(target)) return;
    view.history.pushState(null, "", url);
    void turn(url, true);
  }

  function back() {
    const url = new URL(view.location.href);
    if (url.pathname + url.search === path) return;
    if (mayLeave()) void turn(url, true);
    else view.history.pushState(null, "", path);
  }

  return {
    navigate,
    start() {
      view.addEventListener("popstate", back);
      doc.addEventListener("click", (event) => {
        const target = linkTarget(event);
        if (target === null) return;
        event.preventDefault();
        navigate(target);
      });
      return turn(new URL(view.location.href), false);
    },
  };
}

/** @param {URL} url */
function nameOf(url) {
  return /** @type {{[path: string]: string}} */ (PATHS)[url.pathname] ?? "today";
}

/** @param {MouseEvent} event @returns {string | null} the path of a plain click on a link to one of our screens */
function linkTarget(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.download || link.hash) return null;
  const ours = link.origin === link.ownerDocument.location.origin && link.pathname in PATHS;
  return ours ? link.pathname + link.search : null;
}

/** @param {Document} doc @param {string} pathname */
function markCurrent(doc, pathname) {
  for (const link of doc.querySelectorAll(".tabs a")) {
    if (link.getAttribute("href") === pathname) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** @param {Document} doc @param {string} name */
function focusHeading(doc, name) {
  doc.defaultView?.scrollTo(0, 0);
  const heading = doc.querySelector(`#screen-${name} h1`);
  if (!(heading instanceof HTMLElement)) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
