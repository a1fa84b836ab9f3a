/** Shows the screen an address asks for: switch, title, focus, and the screen's own enter and leave. */

/** @typedef {import("../core/types.d.ts").Screen} Screen */
/**
 * @typedef {object} RouterParts
 * @property {Document} doc
 * @property {{[name: string]: () => Promise<Screen>}} screens loads and mounts a screen, once
 * @property {(name: string) => string} title the browser tab's title of a screen
 * @property {() => void} refused called when a screen does not let go
 * @property {(path: string) => boolean} divert may take over a navigation (to load an update first)
 * @property {(error: unknown) => void} failed a screen could not be loaded
 */

/** Screen of each address. @type {{[path: string]: string}} */
export const PATHS = {
  "/": "today",
  "/stretch": "stretch",
  "/history": "history",
  "/learn": "learn",
  "/settings": "settings",
};

export class Router {
  /** @type {Screen | undefined} */
  #screen;
  #path = "";
  #shown = "";

  /** @param {RouterParts} parts */
  constructor(parts) {
    this.parts = parts;
    this.view = /** @type {Window & typeof globalThis} */ (parts.doc.defaultView);
  }

  /** Shows the screen of the present address and listens to links and to the back button. */
  start() {
    this.view.addEventListener("popstate", () => this.#back());
    this.parts.doc.addEventListener("click", (event) => {
      const target = linkTarget(event);
      if (target === null) return;
      event.preventDefault();
      this.navigate(target);
    });
    return this.#turn(new URL(this.view.location.href), false);
  }

  /** @param {string} target path with search, e.g. "/stretch?go" */
  navigate(target) {
    if (!this.#mayLeave() || this.parts.divert(target)) return;
    const url = new URL(target, this.view.location.href);
    this.view.history.pushState(null, "", url);
    void this.#turn(url, true);
  }

  #back() {
    const url = new URL(this.view.location.href);
    if (url.pathname + url.search === this.#path) return;
    if (this.#mayLeave()) void this.#turn(url, true);
    else this.view.history.pushState(null, "", this.#path);
  }

  #mayLeave() {
    const free = this.#screen?.canLeave?.() ?? true;
    if (!free) this.parts.refused();
    return free;
  }

  /** @param {URL} url @param {boolean} moveFocus */
  #turn(url, moveFocus) {
    const { doc, title } = this.parts;
    const name = PATHS[url.pathname] ?? "today";
    this.#path = url.pathname + url.search;
    // A wish to begin at once is granted once; a reload must not begin another stretch.
    if (url.searchParams.has("go")) {
      this.#path = url.pathname;
      this.view.history.replaceState(null, "", url.pathname);
    }
    doc.documentElement.dataset.screen = name;
    doc.title = title(name);
    markCurrent(doc, url.pathname);
    if (moveFocus) focusHeading(doc, name);
    return this.#show(name, url);
  }

  /** @param {string} name @param {URL} url */
  async #show(name, url) {
    this.#screen?.leave();
    this.#screen = undefined;
    this.#shown = name;
    try {
      const screen = await this.parts.screens[name]();
      // While it loaded the person may have gone elsewhere.
      if (this.#shown !== name || this.#screen) return;
      this.#screen = screen;
      screen.enter(url);
    } catch (error) {
      this.parts.failed(error);
    }
  }
}

/** @param {MouseEvent} event @returns {string | null} the path of a plain click on a link to one of our screens */
function linkTarget(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.download || link.hash) return null;
  const ours = link.origin === link.ownerDocument.location.origin && Object.hasOwn(PATHS, link.pathname);
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
