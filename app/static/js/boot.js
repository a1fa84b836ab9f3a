/** Lets the words be painted before any other script is fetched or run, then brings the app in, all modules at once. */

const LONGEST_WAIT_MS = 1_000;
const AT_ONCE = 3;
const { modules = "", content = "" } = document.getElementById("boot")?.dataset ?? {};
let begun = false;

function begin() {
  if (begun) return;
  begun = true;
  import("./main.js");
  setTimeout(() => {
    preload({ rel: "preload", href: content, as: "fetch", crossOrigin: "anonymous" });
    preloadModules(modules.split(" "));
  });
}

/** A few at a time: asking for all of them is a long task on a slow phone. @param {string[]} urls */
function preloadModules(urls) {
  for (const href of urls.slice(0, AT_ONCE)) preload({ rel: "modulepreload", href });
  if (urls.length > AT_ONCE) setTimeout(() => preloadModules(urls.slice(AT_ONCE)));
}

/** @param {Partial<HTMLLinkElement>} about */
function preload(about) {
  document.head.append(Object.assign(document.createElement("link"), about));
}

// A frame's callback comes before its paint, a timer asked for in it after.
requestAnimationFrame(() => setTimeout(begin));
// Frames do not come in a hidden tab.
setTimeout(begin, LONGEST_WAIT_MS);
