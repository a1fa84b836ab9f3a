/** The outbox: which fields go out next, and what each answer of the server means for them. */
import { DELETED } from "./merge.js";

/**
 * @typedef {import("./ledger.js").Row} Row @typedef {import("./types.d.ts").Fields} Fields @typedef {import("./types.d.ts").Stamp} Stamp
 * @typedef {{collection: string, id: string, fields: Fields}} Change
 * @typedef {{[key: string]: {[name: string]: Stamp}}} Sent stamps sent, by record key and field
 */

export const BATCH_LIMIT = 200;
/** Margin under the server's 1 MiB for the envelope around the changes. */
export const BATCH_BYTES = 900_000;

/** Only the dirty fields of a row, as they go on the wire. @param {Row} row @returns {Change} */
export function changeOf(row) {
  const names = row.dirty.includes(DELETED) ? [DELETED, ...row.dirty.filter((name) => name !== DELETED)] : row.dirty;
  return {
    collection: row.collection,
    id: row.id,
    fields: Object.fromEntries(names.map((name) => [name, row.fields[name]])),
  };
}

/**
 * The next changes: at most `limit` records and about 900 KB, always at least one if there is any.
 * @param {Row[]} rows waiting rows in a fixed order @param {number} [limit]
 * @returns {{changes: Change[], sent: Sent}}
 */
export function pickChanges(rows, limit = BATCH_LIMIT) {
  /** @type {Change[]} */
  const changes = [];
  /** @type {Sent} */
  const sent = {};
  let bytes = 0;
  for (const row of rows.slice(0, limit)) {
    const change = changeOf(row);
    bytes += JSON.stringify(change).length;
    if (changes.length > 0 && bytes > BATCH_BYTES) break;
    changes.push(change);
    sent[row.key] = Object.fromEntries(Object.entries(change.fields).map(([name, field]) => [name, field.stamp]));
  }
  return { changes, sent };
}

/**
 * What a per-record result asks for (sync.md, table 1.4). Unknown words of a newer server count as refusals: nothing is thrown away.
 * @param {string} result @returns {"acknowledge" | "restamp" | "quota" | "park"}
 */
export function meaningOf(result) {
  if (result === "ok") return "acknowledge";
  if (result === "clock_skew") return "restamp";
  return result === "quota_account" ? "quota" : "park";
}
