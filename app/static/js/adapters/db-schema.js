/** The database's name, stores and numbered migrations; a migration only ever adds. */

export const DB_NAME = "ilio";
export const DB_VERSION = 1;
/** Rows of core/ledger.js by key; `waiting` indexes the outbox, `parked` what needs a look. */
export const RECORDS = "records";
/** Single values by name: clock, sync. */
export const META = "meta";

/** @type {{[version: number]: (db: import("../vendor/idb-8/index.js").IDBPDatabase) => void}} */
const MIGRATIONS = {
  1(db) {
    const records = db.createObjectStore(RECORDS, { keyPath: "key" });
    records.createIndex("waiting", "waiting");
    records.createIndex("parked", "parked.reason");
    db.createObjectStore(META);
  },
};

/** Bring a database of any older version up to date. @param {import("../vendor/idb-8/index.js").IDBPDatabase} db @param {number} from 0 for a new one */
export function migrate(db, from) {
  for (let version = from + 1; version <= DB_VERSION; version += 1) MIGRATIONS[version](db);
}
