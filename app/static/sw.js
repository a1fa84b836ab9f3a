/**
 * The service worker: keeps one whole build on the phone and answers from it, so that every screen opens without a network.
 * The server writes `self.ILIO = {build, headers, files: {address: integrity}, routes: {path: {screen, title}}}` in front of this text,
 * so any changed file makes this a new worker. A new worker waits: pages decide when it is safe to change (adapters/worker-client.js).
 */
"use strict";

const scope = /** @type {ServiceWorkerGlobalScope & {ILIO: IlioFacts}} */ (/** @type {unknown} */ (self));
const { build, headers: headersId, files, routes } = scope.ILIO;
const PREFIX = "app-";
const CACHE = PREFIX + build;
const MARK = "x-ilio-mark";

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("fetch", (event) => answer(event));
scope.addEventListener("message", (event) => listen(event));

/**
 * All files or none: a half-made cache is deleted and the old build lives on. A server that goes back to the build that is
 * running installs it a second time: then the cache is in use, its files are good, and a failure must leave them alone.
 */
async function install() {
  const inUse = await caches.has(CACHE);
  try {
    const cache = await caches.open(CACHE);
    const known = [...(inUse ? [cache] : []), ...(await olderCaches())];
    await Promise.all(Object.keys(files).map((path) => keep(cache, path, known)));
  } catch (error) {
    if (!inUse) await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await scope.registration.navigationPreload?.disable();
  await scope.clients.claim();
}

async function olderCaches() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  return Promise.all(names.map((name) => caches.open(name)));
}

/**
 * Puts one file into the cache: an equal copy that is on the phone, else from the network, checked against its hash.
 * @param {Cache} cache @param {string} path @param {Cache[]} known where equal copies may be
 */
async function keep(cache, path, known = []) {
  for (const source of known) {
    const copy = await source.match(path);
    if (copy?.headers.get(MARK) === mark(path)) return cache.put(path, copy);
  }
  return cache.put(path, await fetchChecked(path));
}

/** @param {string} path */
async function fetchChecked(path) {
  /** @type {RequestInit} */
  const options = { cache: "reload", integrity: files[path], redirect: "error", credentials: "same-origin" };
  const response = await fetch(new Request(path, options));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const headers = new Headers(response.headers);
  // The body is stored unpacked; its packed length and coding would be wrong.
  headers.delete("content-encoding");
  headers.delete("content-length");
  headers.set(MARK, mark(path));
  return new Response(await response.blob(), { headers });
}

/** Kept pages keep their headers, so equal means: same bytes under the same headers. @param {string} path */
function mark(path) {
  return `${files[path]} ${headersId}`;
}

/** @param {FetchEvent} event */
function answer(event) {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== scope.location.origin || pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    if (Object.hasOwn(routes, pathname)) event.respondWith(page(event, pathname));
  } else if (!search && Object.hasOwn(files, pathname)) {
    event.respondWith(file(event, pathname));
  }
}

/**
 * The one document; for another path than `/` its screen and title are written into the text, so the first paint is right.
 * @param {FetchEvent} event @param {string} path
 */
async function page(event, path) {
  const kept = await own("/");
  if (!kept) return mend(event, "/", () => fetch(event.request));
  if (path === "/") return kept;
  const { screen, title } = routes[path];
  const text = (await kept.text())
    .replace(`data-screen="${routes["/"].screen}"`, `data-screen="${screen}"`)
    .replace(/<title>[^<]*/, () => `<title>${title}`);
  return new Response(text, { headers: kept.headers });
}

/** @param {FetchEvent} event @param {string} path */
async function file(event, path) {
  return (await own(path)) ?? mend(event, path, () => fetch(event.request));
}

/** @param {string} path */
async function own(path) {
  const cache = await caches.open(CACHE);
  return cache.match(path);
}

/**
 * A hole in the cache: answer from the network and fill the hole.
 * @param {FetchEvent} event @param {string} path @param {() => Promise<Response>} fallback
 */
function mend(event, path, fallback) {
  event.waitUntil(repair(path).catch(() => undefined));
  return fallback();
}

/** @param {string} path */
async function repair(path) {
  await keep(await caches.open(CACHE), path);
}

/** @param {ExtendableMessageEvent} event */
function listen(event) {
  const port = event.ports[0];
  if (event.data === "SKIP_WAITING") event.waitUntil(scope.skipWaiting());
  if (event.data === "BUILD?") port?.postMessage({ build });
  if (event.data === "VERIFY") event.waitUntil(verify().then((result) => port?.postMessage(result)));
}

/** Fetches what is missing; `missing` lists what is still not there. */
async function verify() {
  /** @type {string[]} */
  const missing = [];
  for (const path of Object.keys(files)) {
    const kept = await own(path);
    if (kept?.headers.get(MARK) !== mark(path)) await repair(path).catch(() => missing.push(path));
  }
  return { ok: missing.length === 0, build, missing };
}
