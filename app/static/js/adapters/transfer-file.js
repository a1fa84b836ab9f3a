/** Files in and out: everything as one document to share or save, and a document read, weighed and merged. */
import { dayOf } from "../core/days.js";
import { laterStamp } from "../core/hlc.js";
import { latestStamp, recordOf } from "../core/ledger.js";
import { exportDocument, LARGEST_BYTES, mergeImport, parseDocument } from "../core/transfer.js";

/**
 * @typedef {import("./records.js").Records} Records @typedef {import("../core/types.d.ts").SyncRecord} SyncRecord
 * @typedef {import("../core/transfer.js").Summary} Summary
 */

/** The file that was read and not yet applied. @type {SyncRecord[]} */
let waiting = [];

/**
 * A file with everything: shared where the phone can share files, else downloaded.
 * @param {Records} records @param {import("../core/types.d.ts").Clock} clock
 * @returns {Promise<{name: string, records: number, bytes: number, how: "shared" | "saved" | "cancelled"}>}
 */
export async function exportFile(records, clock) {
  const rows = await records.read((tx) => tx.rows());
  const { wall_ms, offset_min } = clock.now();
  const text = JSON.stringify(exportDocument(rows.map(recordOf), wall_ms));
  const name = `ilio-${dayOf(wall_ms, offset_min, 0)}.json`;
  const file = new File([text], name, { type: "application/json" });
  const how = (await share(file)) ?? save(file);
  return { name, records: rows.length, bytes: file.size, how };
}

/** @param {File} file @returns {Promise<"shared" | "cancelled" | null>} null when this phone cannot share files */
async function share(file) {
  // A desktop's share sheet is worse than a download; phones have a coarse pointer.
  if (!navigator.canShare?.({ files: [file] }) || !matchMedia("(pointer: coarse)").matches) return null;
  try {
    await navigator.share({ files: [file] });
    return "shared";
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "cancelled" : null;
  }
}

/** @param {File} file @returns {"saved"} */
function save(file) {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: url, download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return "saved";
}

/**
 * What a file would change; nothing is changed yet.
 * @param {Records} records @param {{wall(): number}} clock @param {File} file
 * @returns {Promise<{summary: Summary} | {error: import("../core/transfer.js").TransferError | "unreadable"}>}
 */
export async function readFile(records, clock, file) {
  waiting = [];
  if (file.size > LARGEST_BYTES) return { error: "too_big" };
  const text = await file.text().catch(() => null);
  if (text === null) return { error: "unreadable" };
  const result = parseDocument(text);
  if ("error" in result) return result;
  waiting = result.parsed.records;
  const { summary } = await records.read((tx) => weigh(tx, waiting, clock.wall()));
  return { summary: { ...summary, skipped: result.parsed.skipped } };
}

/** @param {import("../core/memory-store.js").Tx} tx @param {SyncRecord[]} imported @param {number} wall_ms */
async function weigh(tx, imported, wall_ms) {
  const rows = new Map((await tx.rows()).map((row) => [row.key, row]));
  const clock = (await tx.meta("clock")) ?? { device: "0000000000000000", last: null, seen: null, offset_ms: 0 };
  return mergeImport((key) => rows.get(key) ?? null, imported, clock, wall_ms);
}

/**
 * Merge the file that was read last.
 * @param {Records} records @param {{wall(): number}} clock @returns {Promise<SyncRecord[]>} records as they now are; rejects when
 *   the disk does not take them, and the file can be tried again
 */
export async function applyImport(records, clock) {
  const imported = waiting;
  const changed = await records.changeOrFail(async (tx) => {
    const result = await weigh(tx, imported, clock.wall());
    for (const row of result.rows) await tx.put(row);
    await tx.setMeta("clock", { ...result.clock, last: laterOf(result.clock.last, result.rows) });
    return result.rows.map(recordOf);
  });
  waiting = [];
  return changed;
}

/** Imported stamps move the clock on, as received ones do. @param {import("../core/types.d.ts").Stamp | null} last @param {import("../core/ledger.js").Row[]} rows */
function laterOf(last, rows) {
  return rows.reduce((latest, row) => laterStamp(latest, latestStamp(row.fields)), last);
}
