/** Reading a reply of the server: is it ours, and what does each result in it ask for. */
import { DEVICE_PATTERN, isStamp } from "./hlc.js";
import { meaningOf } from "./outbox.js";

/** @typedef {import("./types.d.ts").SyncRecord} SyncRecord @typedef {import("./sync-machine.js").SyncRun} SyncRun */

const NAME = /^[a-z][a-z0-9_]{0,31}$/;
const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;
const FIELD = /^_?[a-z][a-z0-9_]{0,39}$/;

/** @param {unknown} value @returns {value is {[name: string]: any}} */
export const isBag = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Whether something can be merged: named parts, every field with a stamp. @param {unknown} record @returns {record is SyncRecord} */
export function isRecord(record) {
  if (!isBag(record) || typeof record.collection !== "string" || !NAME.test(record.collection)) return false;
  if (typeof record.id !== "string" || !ID.test(record.id) || !isBag(record.fields)) return false;
  return Object.entries(record.fields).every(
    ([name, field]) => FIELD.test(name) && isBag(field) && Object.hasOwn(field, "value") && isStamp(field.stamp),
  );
}

/**
 * The reply to a sync or pull when it is really ours, else null: a captive portal also answers 200.
 * @param {any} body @returns {any}
 */
export function changesIn(body) {
  if (!isBag(body) || !Number.isFinite(body.now) || typeof body.cursor !== "string" || !Array.isArray(body.changes)) return null;
  if (typeof body.digest !== "string" || !DEVICE_PATTERN.test(body.digest) || typeof body.more !== "boolean") return null;
  return {
    ...body,
    results: Array.isArray(body.results) ? body.results : [],
    changes: body.changes.filter(isRecord),
    resync: body.resync === true,
  };
}

/**
 * Per-record results as commands, and what the run has to remember. Whatever got no result stays dirty.
 * @param {{sent: import("./outbox.js").Sent}} request @param {any} body @param {SyncRun} run
 * @returns {{commands: {type: string, [name: string]: any}[], late: boolean, run: Partial<SyncRun>}} late: some stamps ran ahead of the server's clock
 */
export function readResults(request, body, run) {
  /** @type {{type: string, [name: string]: any}[]} */
  const commands = [];
  const restamped = [...run.restamped];
  const skip = [...run.skip];
  let quota = run.quota;
  const answered = new Set();
  for (const { collection, id, result, detail } of body.results.filter(isBag)) {
    const key = `${collection}/${id}`;
    if (!Object.hasOwn(request.sent, key)) continue;
    answered.add(key);
    const meaning = meaningOf(String(result));
    if (meaning === "acknowledge") commands.push({ type: "acknowledge", key, sent: request.sent[key] });
    if (meaning === "park") commands.push({ type: "park", key, parked: { reason: String(result), detail: String(detail ?? "") } });
    if (meaning === "quota") quota = true;
    if (meaning === "restamp") (restamped.includes(key) ? skip : restamped).push(key);
  }
  // A server that says nothing about a record must not be asked about it for ever.
  for (const key of Object.keys(request.sent)) if (!answered.has(key)) skip.push(key);
  return { commands, late: restamped.length > run.restamped.length, run: { restamped, skip, quota } };
}
