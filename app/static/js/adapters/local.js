/** localStorage: settings of this device, and the two notes that must outlive the database (unsaved rows, an erase not yet sent). */

import { isStamp } from "../core/hlc.js";

/** @typedef {import("../core/ledger.js").Row} Row */

const DEVICE = "ilio.device";
const UNSAVED = "ilio.unsaved";
const ERASE = "ilio.erase";
const SESSION = "ilio.session";

/** @param {string} key @returns {any} null when missing, unreadable or forbidden */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} key @param {unknown} value null removes @returns {boolean} whether it is kept */
function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** @param {unknown} value @returns {value is {[name: string]: any}} */
const isBag = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
/** @param {unknown} value @returns {{[name: string]: any}} */
const bag = (value) => (isBag(value) ? { ...value } : {});

/** A row that cannot be merged would keep all others from coming home. @param {any} row @returns {row is Row} */
const isRow = (row) =>
  isBag(row) &&
  typeof row.key === "string" &&
  Array.isArray(row.dirty) &&
  isBag(row.fields) &&
  Object.values(row.fields).every((field) => isBag(field) && isStamp(field.stamp));

export const local = {
  /** Settings of this device, not yet checked. @returns {{[name: string]: unknown}} */
  deviceSettings: () => bag(read(DEVICE)),
  /** @param {string} name @param {unknown} value */
  setDeviceSetting: (name, value) => write(DEVICE, { ...bag(read(DEVICE)), [name]: value }),
  /** Rows that the database would not take, by key. @returns {Row[]} */
  unsaved: () => Object.values(bag(read(UNSAVED))).filter(isRow),
  /** @param {Row[]} rows all that are unsaved; none clears the note @returns {boolean} */
  setUnsaved: (rows) => write(UNSAVED, rows.length ? Object.fromEntries(rows.map((row) => [row.key, row])) : null),
  /** Whether the server still has to be told to erase. */
  erasePending: () => read(ERASE) === "pending",
  /** @param {boolean} pending */
  setErasePending: (pending) => write(ERASE, pending ? "pending" : null),
  /** Whether a session was left in the middle; what it was is for the stretch screen to read. */
  sessionLeft: () => read(SESSION) !== null,
  /** Forget this person. An erase still to be sent stays noted. */
  clear() {
    write(DEVICE, null);
    write(UNSAVED, null);
    write(SESSION, null);
  },
};
