/**
 * The last resort (ILIO_KILL_SW=1): a worker that removes the app's caches and itself, then loads the open pages from the network.
 * Records in IndexedDB are not touched.
 */
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(vanish()));

async function vanish() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("app-")).map((name) => caches.delete(name)));
  await self.registration.unregister();
  const pages = await self.clients.matchAll({ type: "window" });
  await Promise.all(pages.map((page) => page.navigate(page.url)));
}
