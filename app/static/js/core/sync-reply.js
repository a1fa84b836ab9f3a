/** Reading a reply of the server: is it ours, and what does each result in it ask for. */
import { DEVICE_PATTERN, isStamp } from "./hlc.js";
import { meaningOf } from "./outbox.js";

/** @typedef {import("./types.d.ts").SyncRecord} SyncRecord @typedef {import("./sync-machine.js").SyncRun} SyncRun */

const NAME = /^[a-z][a-z0-9_]{0,31}$/;
const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;
const FIELD = /^_?[a-z][a-z0-9_]{0,39}$/;
/** The server takes values of 16 levels; above them are the field, the fields and the record. */
const RECORD_DEPTH = 19;
/** The server's words for refusals that change what this phone does from then on. @type {{[status: number]: string}} */
const REFUSALS = { 401: "not_linked", 403: "cross_origin", 410: "account_erased", 426: "protocol_too_old" };

/** @param {unknown} value @returns {value is {[name: string]: any}} */
export const isBag = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** @param {unknown} value @param {number} levels @returns {boolean} whether it nests no deeper */
function fits(value, levels) {
  if (levels === 0) return false;
  return value === null || typeof value !== "object" || Object.values(value).every((item) => fits(item, levels - 1));
}

/** Whether a refusal comes from our server and not from something in between. @param {{status: number, body: any}} reply */
export const isOurs = ({ status, body }) => isBag(body) && isBag(body.error) && body.error.code === REFUSALS[status];

/** Whether something can be merged: named parts, every field with a stamp. @param {unknown} record @returns {record is SyncRecord} */
export function isRecord(record) {
  if (!isBag(record) || typeof record.collection !== "string" || !NAME.test(record.collection)) return false;
  if (typeof record.id !== "string" || !ID.test(record.id) || !isBag(record.fields)) return false;
  if (!fits(record, RECORD_DEPTH)) return false;
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
export function readResults({ sent }, body, run) {
  const found = body.results.filter(isBag).map((/** @type {any} */ result) => ({ ...result, key: `${result.collection}/${result.id}` }));
  const results = found.filter((/** @type {any} */ { key }) => Object.hasOwn(sent, key));
  const keysOf = (/** @type {string} */ meaning) =>
    results.filter((/** @type {any} */ { result }) => meaningOf(String(result)) === meaning).map((/** @type {any} */ { key }) => key);
  const late = keysOf("restamp");
  const restamp = late.filter((/** @type {string} */ key) => !run.restamped.includes(key));
  // A record refused after a new stamp, or not answered at all, must not be asked about for ever.
  const answered = new Set(results.map((/** @type {any} */ { key }) => key));
  const idle = [
    ...late.filter((/** @type {string} */ key) => run.restamped.includes(key)),
    ...Object.keys(sent).filter((key) => !answered.has(key)),
  ];
  return {
    commands: results.flatMap((/** @type {any} */ result) => commandOf(result, sent)),
    late: restamp.length > 0,
    run: { restamped: [...run.restamped, ...restamp], skip: [...run.skip, ...idle], quota: run.quota || keysOf("quota").length > 0 },
  };
}

/** @param {any} result @param {import("./outbox.js").Sent} sent */
function commandOf({ key, result, detail }, sent) {
  const meaning = meaningOf(String(result));
  if (meaning === "acknowledge") return [{ type: "acknowledge", key, sent: sent[key] }];
  if (meaning === "park") return [{ type: "park", key, parked: { reason: String(result), detail: String(detail ?? "") } }];
  return [];
}
