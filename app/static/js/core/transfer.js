/** Export and import of everything with its stamps: what a file must look like, and what an import would change. */
import { SKEW_LIMIT_MS } from "./hlc.js";
import { importRow, nextStamp } from "./ledger.js";
import { isBag, isRecord } from "./sync-reply.js";

/**
 * @typedef {import("./types.d.ts").SyncRecord} SyncRecord @typedef {import("./ledger.js").Row} Row @typedef {import("./ledger.js").ClockState} ClockState
 * @typedef {"too_big" | "not_json" | "not_ilio" | "too_new" | "nothing_in_it"} TransferError
 * `skipped` counts records the file holds that cannot be read.
 * @typedef {{records: SyncRecord[], skipped: number, exported_ms: number | null}} Parsed
 * @typedef {{sessions_new: number, sessions_changed: number, marks: number, settings: number, other: number, same: number, skipped: number}} Summary
 */

export const FORMAT = "ilio-export";
export const VERSION = 1;
/** Ten years of daily use are about 4 MB. */
export const LARGEST_BYTES = 20_000_000;
const MOST_RECORDS = 50_000;
const LARGEST_RECORD_CHARS = 16_384;

/**
 * The document to keep or share. @param {SyncRecord[]} records @param {number} exported_ms
 * @returns {{format: string, version: number, exported_ms: number, records: SyncRecord[]}}
 */
export function exportDocument(records, exported_ms) {
  const sorted = records.map(({ collection, id, fields }) => ({ collection, id, fields }));
  sorted.sort((a, b) => (`${a.collection}/${a.id}` < `${b.collection}/${b.id}` ? -1 : 1));
  return { format: FORMAT, version: VERSION, exported_ms, records: sorted };
}

/**
 * Read any text as an export.
 * @param {string} text @returns {{parsed: Parsed} | {error: TransferError}}
 */
export function parseDocument(text) {
  if (text.length > LARGEST_BYTES) return { error: "too_big" };
  let document;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { error: "not_json" };
  }
  if (!isBag(document) || document.format !== FORMAT || !Array.isArray(document.records)) return { error: "not_ilio" };
  if (!Number.isInteger(document.version) || document.version < 1) return { error: "not_ilio" };
  if (document.version > VERSION) return { error: "too_new" };
  if (document.records.length > MOST_RECORDS) return { error: "too_big" };
  const records = document.records.filter(isReadable);
  if (records.length === 0) return { error: "nothing_in_it" };
  const exported_ms = Number.isFinite(document.exported_ms) ? document.exported_ms : null;
  return { parsed: { records, skipped: document.records.length - records.length, exported_ms } };
}

/** @param {unknown} record @returns {record is SyncRecord} */
const isReadable = (record) => isRecord(record) && JSON.stringify(record).length <= LARGEST_RECORD_CHARS;

/**
 * Stamps from the future would beat every later edit; they are made anew.
 * @param {SyncRecord} record @param {ClockState} clock @param {number} wall_ms @returns {{record: SyncRecord, clock: ClockState}}
 */
function present(record, clock, wall_ms) {
  const limit = wall_ms + clock.offset_ms + SKEW_LIMIT_MS;
  const ahead = Object.values(record.fields).some(({ stamp }) => stamp[0] > limit);
  if (!ahead) return { record, clock };
  const next = nextStamp(clock, wall_ms);
  const fields = Object.entries(record.fields).map(([name, field]) => [
    name,
    field.stamp[0] > limit ? { ...field, stamp: next.stamp } : field,
  ]);
  return { record: { ...record, fields: Object.fromEntries(fields) }, clock: next.clock };
}

/**
 * Merge records of a file into rows by the same rules as sync.
 * @param {(key: string) => Row | null} find the row as it is now
 * @param {SyncRecord[]} records @param {ClockState} clock @param {number} wall_ms
 * @returns {{rows: Row[], clock: ClockState, summary: Summary}} rows that changed; `skipped` is left 0
 */
export function mergeImport(find, records, clock, wall_ms) {
  /** @type {Map<string, Row>} */
  const changed = new Map();
  const before = new Map();
  let current = clock;
  for (const raw of records) {
    const { record, clock: next } = present(raw, current, wall_ms);
    current = next;
    const key = `${record.collection}/${record.id}`;
    const row = changed.get(key) ?? find(key);
    if (!before.has(key)) before.set(key, find(key));
    const result = importRow(row, record);
    if (result.changed) changed.set(key, result.row);
  }
  return { rows: [...changed.values()], clock: current, summary: summarise(before, changed) };
}

/** @param {Map<string, Row | null>} before @param {Map<string, Row>} changed @returns {Summary} */
function summarise(before, changed) {
  const summary = { sessions_new: 0, sessions_changed: 0, marks: 0, settings: 0, other: 0, same: 0, skipped: 0 };
  for (const [key, old] of before) {
    const row = changed.get(key);
    if (!row) summary.same += 1;
    else if (row.collection === "session") summary[old ? "sessions_changed" : "sessions_new"] += 1;
    else if (row.collection === "mark") summary.marks += 1;
    else if (row.collection === "setting") summary.settings += 1;
    else summary.other += 1;
  }
  return summary;
}
