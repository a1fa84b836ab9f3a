/** IndexedDB behind the RowStore contract: opens with a deadline, and survives a connection that the browser took away. */
import { openDB } from "../vendor/idb-8/index.js";
import { DB_NAME, DB_VERSION, META, migrate, RECORDS } from "./db-schema.js";

/** @typedef {import("../core/memory-store.js").RowStore} RowStore @typedef {import("../core/memory-store.js").Tx} Tx */

const OPEN_DEADLINE_MS = 3_000;
/** What browsers say when only the connection is gone, not the data (WebKit in the background, a cleared site, an upgrade elsewhere). */
const CONNECTION_ERRORS = new Set(["InvalidStateError", "UnknownError", "AbortError", "TransactionInactiveError", "TimeoutError"]);

/** @param {unknown} error */
const nameOf = (error) => (error instanceof Error || error instanceof DOMException ? error.name : "");

/**
 * Why storage failed, in one of our own words.
 * @param {unknown} error @returns {"storage_full" | "storage_newer" | "storage_gone"}
 */
export function storageErrorOf(error) {
  const name = nameOf(error);
  if (name === "QuotaExceededError") return "storage_full";
  return name === "VersionError" ? "storage_newer" : "storage_gone";
}

/** @template T @param {Promise<T>} work @returns {Promise<T>} rejects with TimeoutError when an open hangs (older Safari) */
function withDeadline(work) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DOMException("open took too long", "TimeoutError")), OPEN_DEADLINE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** @param {import("../vendor/idb-8/index.js").IDBPTransaction<any, any, "readwrite">} transaction @returns {Tx} */
function wrap(transaction) {
  const records = transaction.objectStore(RECORDS);
  const meta = transaction.objectStore(META);
  return {
    get: async (key) => (await records.get(key)) ?? null,
    put: async (row) => void (await records.put(row)),
    rows: () => records.getAll(),
    waiting: (limit) => records.index("waiting").getAll(1, limit),
    counts: async () => ({
      waiting: await records.index("waiting").count(),
      parked: await records.index("parked").count(),
    }),
    meta: (name) => meta.get(name),
    setMeta: async (name, value) => void (await meta.put(value, name)),
    clear: async () => {
      await records.clear();
      await meta.clear();
    },
  };
}

/**
 * @param {{onBlocked: () => void}} callbacks called while another tab holds an older version open
 * @returns {RowStore}
 */
export function createDatabase({ onBlocked }) {
  /** @type {Promise<import("../vendor/idb-8/index.js").IDBPDatabase<any>> | null} */
  let handle = null;

  function open() {
    if (typeof indexedDB === "undefined" || indexedDB === null) throw new DOMException("no IndexedDB", "NotFoundError");
    const opening = openDB(DB_NAME, DB_VERSION, {
      upgrade: (db, from) => migrate(db, from),
      blocked: onBlocked,
      // A newer version wants in: step aside, the next use opens again or reports the newer version.
      blocking: () => drop(),
      terminated: () => drop(),
    });
    // An open that wins after its deadline must not keep a forgotten connection.
    const mine = withDeadline(opening);
    mine.catch(() => opening.then((db) => db.close()).catch(() => undefined));
    return mine;
  }

  function drop() {
    const old = handle;
    handle = null;
    old?.then((db) => db.close()).catch(() => undefined);
  }

  /** @template T @param {"readonly" | "readwrite"} mode @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} */
  async function once(mode, run) {
    handle ??= open();
    const db = await handle;
    // Strict: resolved means flushed to the disk, so "saved" is true even if the battery dies now.
    const transaction = db.transaction([RECORDS, META], mode, { durability: "strict" });
    transaction.done.catch(() => undefined);
    try {
      const result = await run(wrap(/** @type {any} */ (transaction)));
      await transaction.done;
      return result;
    } catch (error) {
      abort(transaction);
      throw transaction.error ?? error;
    }
  }

  /** Once more on a fresh connection; safe because every write is a put by key. @template T @param {"readonly" | "readwrite"} mode @param {(tx: Tx) => Promise<T>} run */
  async function withDb(mode, run) {
    try {
      return await once(mode, run);
    } catch (error) {
      if (storageErrorOf(error) === "storage_full") throw error;
      drop();
      if (!CONNECTION_ERRORS.has(nameOf(error))) throw error;
      return once(mode, run);
    }
  }

  return { change: (run) => withDb("readwrite", run), read: (run) => withDb("readonly", run) };
}

/** @param {{abort(): void}} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It had ended already.
  }
}
