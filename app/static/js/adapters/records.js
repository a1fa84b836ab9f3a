/** The records of this phone: every write is stamped and put into the outbox in one strict transaction, and none is lost when the disk fails. */
import { importRow, keyOf, recordOf, writeRow } from "../core/ledger.js";
import { createMemoryStore } from "../core/memory-store.js";
import { storageErrorOf } from "./db.js";

/**
 * @typedef {import("../core/ledger.js").Row} Row @typedef {import("../core/types.d.ts").SyncRecord} SyncRecord
 * @typedef {import("../core/types.d.ts").Json} Json
 * @typedef {import("../core/memory-store.js").Tx} Tx @typedef {import("../core/memory-store.js").RowStore} RowStore
 * @typedef {ReturnType<typeof createRecords>} Records
 */

/** @param {Tx} tx @param {(row: Row) => void} note @returns {Tx} */
const noting = (tx, note) => ({
  ...tx,
  put(row) {
    note(row);
    return tx.put(row);
  },
});

/**
 * @param {object} parts
 * @param {RowStore} parts.database
 * @param {typeof import("./local.js").local} parts.local
 * @param {{wall(): number}} parts.clock
 * @param {{deviceId(): string}} parts.ids
 * @param {(error: string | null) => void} parts.onTrouble a code of storageErrorOf, `unsaved_full`, or null when all is well again
 */
export function createRecords({ database, local, clock, ids, onTrouble }) {
  /** Last known rows and clock: what to go on with when the database fails. @type {Map<string, Row>} */
  const cache = new Map();
  /** @type {any} */
  let knownClock = null;
  /** Rows that only memory and localStorage hold. @type {Map<string, Row>} */
  const unsaved = new Map(local.unsaved().map((row) => [row.key, row]));
  /** @type {RowStore | null} */
  let memory = null;
  /** @type {Set<(rows: Row[]) => void>} */
  const listeners = new Set();

  /** A first use gives the phone its device id. @param {Tx} tx */
  async function clockOf(tx) {
    knownClock = (await tx.meta("clock")) ?? knownClock ?? { device: ids.deviceId(), last: null, seen: null, offset_ms: 0 };
    return knownClock;
  }

  /** Rows left over from a time without a disk come home. @param {Tx} tx */
  async function drain(tx) {
    for (const row of unsaved.values()) {
      const { row: merged } = importRow(await tx.get(row.key), row);
      await tx.put(merged);
      cache.set(merged.key, merged);
    }
  }

  /** @template T @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} */
  async function changeOnDisk(run) {
    /** @type {Row[]} */
    let put = [];
    const result = await database.change(async (tx) => {
      put = [];
      await drain(tx);
      await tx.setMeta("clock", await clockOf(tx));
      const value = await run(noting(tx, (row) => put.push(row)));
      knownClock = await tx.meta("clock");
      return value;
    });
    remember(put);
    if (memory || unsaved.size > 0) {
      memory = null;
      unsaved.clear();
      local.setUnsaved([]);
      onTrouble(null);
    }
    return result;
  }

  /** @template T @param {(tx: Tx) => Promise<T>} run @param {string} error @returns {Promise<T>} */
  async function changeInMemory(run, error) {
    memory ??= createMemoryStore([...cache.values(), ...unsaved.values()], knownClock ? [["clock", knownClock]] : []);
    /** @type {Row[]} */
    let put = [];
    const result = await memory.change(async (tx) => {
      put = [];
      await tx.setMeta("clock", await clockOf(tx));
      const value = await run(noting(tx, (row) => put.push(row)));
      knownClock = await tx.meta("clock");
      return value;
    });
    remember(put);
    for (const row of put) unsaved.set(row.key, row);
    onTrouble(local.setUnsaved([...unsaved.values()]) ? error : "unsaved_full");
    return result;
  }

  /** @param {Row[]} rows */
  function remember(rows) {
    for (const row of rows) cache.set(row.key, row);
    if (rows.length > 0) for (const listener of listeners) listener(rows);
  }

  /** All or nothing, on disk if at all possible. @template T @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} */
  async function change(run) {
    try {
      return await changeOnDisk(run);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      return changeInMemory(run, storageErrorOf(error));
    }
  }

  /** @template T @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} */
  async function read(run) {
    if (memory) return memory.read(run);
    try {
      return await database.read(run);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      onTrouble(storageErrorOf(error));
      memory = createMemoryStore([...cache.values(), ...unsaved.values()], knownClock ? [["clock", knownClock]] : []);
      return memory.read(run);
    }
  }

  /** @param {{collection: string, id: string, values: {[name: string]: Json}}} values @returns {Promise<SyncRecord>} the record as stored */
  function write(values) {
    return change(async (tx) => {
      const result = writeRow(await tx.get(keyOf(values.collection, values.id)), values, await tx.meta("clock"), clock.wall());
      if (result.changed) {
        await tx.put(result.row);
        await tx.setMeta("clock", result.clock);
      }
      return recordOf(result.row);
    });
  }

  return {
    change,
    read,
    /** Everything, once at start. @returns {Promise<{records: SyncRecord[], sync: any, counts: {waiting: number, parked: number}}>} */
    async load() {
      if (unsaved.size > 0) await change(async () => undefined);
      const found = await read(async (tx) => ({
        rows: await tx.rows(),
        sync: await tx.meta("sync"),
        clock: await tx.meta("clock"),
        counts: await tx.counts(),
      }));
      knownClock = found.clock ?? knownClock;
      for (const row of found.rows) cache.set(row.key, row);
      return { records: found.rows.map(recordOf), sync: found.sync, counts: found.counts };
    },
    /** Write values; on a deleted record all of them anew. Resolves once they are safe. @param {string} collection @param {string} id @param {{[name: string]: Json}} values */
    put: (collection, id, values) => write({ collection, id, values }),
    /** @param {string} collection @param {string} id */
    remove: (collection, id) => write({ collection, id, values: { _deleted: true } }),
    /** Bring a removed record back with these values. @param {string} collection @param {string} id @param {{[name: string]: Json}} values */
    restore: (collection, id, values) => write({ collection, id, values: { ...values, _deleted: false } }),
    /** @param {string[]} keys @returns {Promise<SyncRecord[]>} those that exist */
    async pick(keys) {
      const rows = await read((tx) => Promise.all(keys.map((key) => tx.get(key))));
      return rows.flatMap((row) => (row ? [recordOf(row)] : []));
    },
    /** Forget everything, on disk, in memory and in the note. */
    async erase() {
      unsaved.clear();
      cache.clear();
      knownClock = null;
      memory = null;
      local.clear();
      await change((tx) => tx.clear());
    },
    /** Called with the rows of every change of this tab. @param {(rows: Row[]) => void} listener @returns {() => void} */
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
