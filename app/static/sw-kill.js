/**
 * The last resort (ILIO_KILL_SW=1): a worker that removes the app's caches and itself, then loads the open pages from the network.
 * Records in IndexedDB are not touched.
 */
"use strict";

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

scope.addEventListener("install", () => scope.skipWaiting());
scope.addEventListener("activate", (event) => event.waitUntil(vanish()));

async function vanish() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("app-")).map((name) => caches.delete(name)));
  await scope.registration.unregister();
  const pages = await scope.clients.matchAll({ type: "window" });
  await Promise.all(pages.map((page) => page.navigate(page.url)));
}
