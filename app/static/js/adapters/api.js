/** The way to the server: one fetch per request, same origin, never from a cache, with a deadline. */
import { retryAfterMs } from "../core/backoff.js";

/** @typedef {import("../core/sync-machine.js").SyncRequest} SyncRequest @typedef {import("../core/sync-machine.js").SyncReply} SyncReply */

const DEADLINE_MS = 20_000;
/** @type {SyncReply} */
const NO_NETWORK = { status: 0, body: null, retry_after_ms: 0, etag: null };

/** JSON when it says so and is so; a captive portal's page is neither. @param {Response} response @returns {Promise<any>} null otherwise */
async function jsonOf(response) {
  if (response.status === 204 || response.status === 304) return null;
  if (!(response.headers.get("content-type") ?? "").includes("json")) return null;
  return response.json().catch(() => null);
}

/**
 * Send one request. Never rejects: no network, a deadline and a redirect are all status 0.
 * @param {SyncRequest} request @returns {Promise<SyncReply>}
 */
export async function sendRequest({ method, path, body, etag }) {
  /** @type {{[name: string]: string}} */
  const headers = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (etag) headers["if-none-match"] = etag;
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return {
      status: response.status,
      body: await jsonOf(response),
      retry_after_ms: retryAfterMs(response.headers.get("retry-after")),
      etag: response.headers.get("etag"),
    };
  } catch {
    return NO_NETWORK;
  }
}
