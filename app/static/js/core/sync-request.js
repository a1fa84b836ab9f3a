/** Which request comes next: an erase before all, a vault that is wanted, then changes to push, then what there is to pull. */
import { BATCH_LIMIT, pickChanges } from "./outbox.js";

/**
 * @typedef {import("./ledger.js").Row} Row @typedef {import("./outbox.js").Sent} Sent @typedef {import("./sync-machine.js").Machine} Machine
 * @typedef {import("./sync-machine.js").SyncRun} SyncRun @typedef {import("./sync-machine.js").SyncRequest} SyncRequest
 */

const PAGE_LIMIT = 500;
const PROTOCOL = 1;
const SCHEMA = 1;

/**
 * The next request, or null when there is nothing to do for now.
 * @param {Machine} machine @param {{rows: Row[], erase_pending: boolean}} outbox rows: the first waiting rows in key order
 * @returns {SyncRequest | null}
 */
export function nextRequest({ meta, run }, { rows, erase_pending }) {
  if (run.stop) return null;
  if (erase_pending) return { kind: "erase", method: "DELETE", path: "/api/v1/vault", sent: {} };
  if (meta.vault === "wanted") return { kind: "link", method: "POST", path: "/api/v1/vault", body: {}, sent: {} };
  if (meta.vault !== "linked") return null;
  if (run.probe) return syncRequest("probe", meta.cursor, [], {});
  const picked = run.quota ? [] : choose(run, rows);
  if (picked.length > 0) {
    const { changes, sent } = pickChanges(picked);
    return syncRequest("push", meta.cursor, changes, sent);
  }
  if (run.pulled) return null;
  const query = meta.cursor === null ? "" : `cursor=${encodeURIComponent(meta.cursor)}&`;
  return { kind: "pull", method: "GET", path: `/api/v1/changes?${query}limit=${PAGE_LIMIT}`, etag: meta.etag, sent: {} };
}

/** @param {"push" | "probe"} kind @param {string | null} cursor @param {object[]} changes @param {Sent} sent @returns {SyncRequest} */
const syncRequest = (kind, cursor, changes, sent) => ({
  kind,
  method: "POST",
  path: "/api/v1/sync",
  sent,
  body: { protocol: PROTOCOL, schema: SCHEMA, cursor, limit: PAGE_LIMIT, changes },
});

/** While a bad record is looked for, half of the suspects; else what comes first. @param {SyncRun} run @param {Row[]} rows */
function choose(run, rows) {
  const free = rows.filter((row) => !run.skip.includes(row.key));
  const suspected = free.filter((row) => run.suspects.includes(row.key));
  if (suspected.length > 0) return suspected.slice(0, Math.ceil(suspected.length / 2));
  return free.slice(0, BATCH_LIMIT);
}
