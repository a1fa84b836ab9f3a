/** The records of this phone: every write is stamped and put into the outbox in one strict transaction, and none is lost when the disk fails. */
import { importRow, keyOf, recordOf, writeRow } from "../core/ledger.js";
import { createMemoryStore } from "../core/memory-store.js";
import { storageErrorOf } from "./db.js";

/**
 * @typedef {import("../core/ledger.js").Row} Row @typedef {import("../core/types.d.ts").SyncRecord} SyncRecord
 * @typedef {import("../core/types.d.ts").Json} Json
 * @typedef {import("../core/memory-store.js").Tx} Tx @typedef {import("../core/memory-store.js").RowStore} RowStore
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
 * `onTrouble` gets a code of storageErrorOf, `unsaved_full`, or null when all is well again; then `onReturn` gets all that the disk holds.
 * @typedef {{database: RowStore, local: Pick<typeof import("./local.js").local, "unsaved" | "setUnsaved" | "clear">, clock: {wall(): number},
 *   ids: {deviceId(): string}, onTrouble: (error: string | null) => void, onReturn?: (records: SyncRecord[]) => void}} RecordPorts
 */

/**
 * Which life of the data this is: an erase and a change of mind about the server begin a new one, in whatever tab. What was asked in
 * an older one may not be written any more.
 * @param {Tx} tx @returns {Promise<number>}
 */
export const eraOf = async (tx) => (await tx.meta("era")) ?? 0;

export class Records {
  /** Last known rows and clock: what to go on with when the database fails. @type {Map<string, Row>} */
  #cache = new Map();
  /** @type {import("../core/ledger.js").ClockState | null} */
  #clock = null;
  /** Rows that only memory and localStorage hold. @type {Map<string, Row>} */
  #unsaved;
  /** @type {RowStore | null} */
  #memory = null;
  /** @type {Set<(rows: Row[]) => void>} */
  #listeners = new Set();
  /** Counts erases, so that an answer to what was asked before one can be told. */
  era = 0;

  /** @param {RecordPorts} ports */
  constructor(ports) {
    this.ports = ports;
    this.#unsaved = new Map(ports.local.unsaved().map((row) => [row.key, row]));
  }

  /** Everything, once at start. @returns {Promise<{records: SyncRecord[], sync: any, counts: {waiting: number, parked: number}}>} */
  async load() {
    if (this.#unsaved.size > 0) await this.change(async () => undefined);
    const found = await this.read(async (tx) => ({
      rows: await tx.rows(),
      sync: await tx.meta("sync"),
      clock: await tx.meta("clock"),
      counts: await tx.counts(),
    }));
    this.#clock = found.clock ?? this.#clock;
    for (const row of found.rows) this.#cache.set(row.key, row);
    return { records: found.rows.map(recordOf), sync: found.sync, counts: found.counts };
  }

  /** Write values; on a deleted record all of them anew. Resolves once they are safe. @param {string} collection @param {string} id @param {{[name: string]: Json}} values */
  put(collection, id, values) {
    return this.#write({ collection, id, values });
  }

  /** @param {string} collection @param {string} id */
  remove(collection, id) {
    return this.#write({ collection, id, values: { _deleted: true } });
  }

  /** Bring a removed record back with these values. @param {string} collection @param {string} id @param {{[name: string]: Json}} values */
  restore(collection, id, values) {
    return this.#write({ collection, id, values: { ...values, _deleted: false } });
  }

  /** @param {string[]} keys @returns {Promise<SyncRecord[]>} those that exist */
  async pick(keys) {
    const rows = await this.read((tx) => Promise.all(keys.map((key) => tx.get(key))));
    return rows.flatMap((row) => (row ? [recordOf(row)] : []));
  }

  /** Forget everything, on disk, in memory and in the note. */
  async erase() {
    this.forget();
    this.ports.local.clear();
    await this.change(async (tx) => {
      const era = await eraOf(tx);
      await tx.clear();
      await tx.setMeta("era", era + 1);
    });
  }

  /** What this tab still holds of data that was erased, here or in another tab, must not be written again. */
  forget() {
    this.era += 1;
    this.#unsaved.clear();
    this.#cache.clear();
    this.#clock = null;
    this.#memory = null;
  }

  /** Called with the rows of every change of this tab. @param {(rows: Row[]) => void} listener @returns {() => void} */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** All or nothing, on disk if at all possible. @template T @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} */
  async change(run) {
    try {
      return await this.#changeOnDisk(run);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      return this.#changeInMemory(run, storageErrorOf(error));
    }
  }

  /**
   * For what is too big for the reserve and can be asked for again.
   * @template T @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} rejects, with nothing changed, when the disk does not take it
   */
  async changeOrFail(run) {
    try {
      return await this.#changeOnDisk(run);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      throw new Error(`not stored: ${storageErrorOf(error)}`, { cause: error });
    }
  }

  /** @template T @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} */
  async read(run) {
    if (this.#memory) return this.#memory.read(run);
    try {
      return await this.ports.database.read(run);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.ports.onTrouble(storageErrorOf(error));
      return this.#openMemory().read(run);
    }
  }

  #openMemory() {
    const rows = [...this.#cache.values(), ...this.#unsaved.values()];
    this.#memory ??= createMemoryStore(rows, this.#clock ? [["clock", this.#clock]] : []);
    return this.#memory;
  }

  /** A first use gives the phone its device id. @param {Tx} tx */
  async #clockOf(tx) {
    return (await tx.meta("clock")) ?? this.#clock ?? { device: this.ports.ids.deviceId(), last: null, seen: null, offset_ms: 0 };
  }

  /** Rows left over from a time without a disk come home. @param {Tx} tx */
  async #drain(tx) {
    const rows = [...this.#unsaved.values()];
    for (const row of rows) {
      const { row: merged } = importRow(await tx.get(row.key), row);
      await tx.put(merged);
      this.#cache.set(merged.key, merged);
    }
    return rows;
  }

  /** Only what is safe leaves the note: another tab may have put more into it. @param {Row[]} drained */
  #release(drained) {
    for (const row of drained) if (this.#unsaved.get(row.key) === row) this.#unsaved.delete(row.key);
    const safe = new Map(drained.map((row) => [row.key, row]));
    const isOpen = (/** @type {Row} */ row) => importRow(safe.get(row.key) ?? null, row).changed;
    this.ports.local.setUnsaved(this.ports.local.unsaved().filter(isOpen));
  }

  /** Adds this tab's rows to the note that all tabs share. @returns {boolean} whether they are kept */
  #note() {
    const rows = new Map(this.ports.local.unsaved().map((row) => [row.key, row]));
    for (const row of this.#unsaved.values()) rows.set(row.key, importRow(rows.get(row.key) ?? null, row).row);
    return this.ports.local.setUnsaved([...rows.values()]);
  }

  /** Everything as the disk has it, after a time when it could not be asked. */
  async #comeBack() {
    this.#memory = null;
    this.ports.onTrouble(null);
    const rows = await this.read((tx) => tx.rows());
    for (const row of rows) this.#cache.set(row.key, row);
    this.ports.onReturn?.(rows.map(recordOf));
  }

  /** Runs a change with a clock in place and notes what it put. @template T @param {Tx} tx @param {(tx: Tx) => Promise<T>} run @param {Row[]} put */
  async #run(tx, run, put) {
    put.length = 0;
    await tx.setMeta("clock", await this.#clockOf(tx));
    const value = await run(noting(tx, (row) => put.push(row)));
    this.#clock = (await tx.meta("clock")) ?? null;
    return value;
  }

  /** @template T @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} */
  async #changeOnDisk(run) {
    /** @type {Row[]} */
    const put = [];
    /** @type {Row[]} */
    let drained = [];
    const result = await this.ports.database.change(async (tx) => {
      drained = await this.#drain(tx);
      return this.#run(tx, run, put);
    });
    this.#remember(put);
    if (drained.length > 0) this.#release(drained);
    if ((this.#memory || drained.length > 0) && this.#unsaved.size === 0) await this.#comeBack();
    return result;
  }

  /** @template T @param {(tx: Tx) => Promise<T>} run @param {string} error @returns {Promise<T>} */
  async #changeInMemory(run, error) {
    /** @type {Row[]} */
    const put = [];
    const result = await this.#openMemory().change((tx) => this.#run(tx, run, put));
    this.#remember(put);
    for (const row of put) this.#unsaved.set(row.key, row);
    this.ports.onTrouble(this.#note() ? error : "unsaved_full");
    return result;
  }

  /** @param {Row[]} rows */
  #remember(rows) {
    for (const row of rows) this.#cache.set(row.key, row);
    if (rows.length > 0) for (const listener of this.#listeners) listener(rows);
  }

  /** @param {{collection: string, id: string, values: {[name: string]: Json}}} values @returns {Promise<SyncRecord>} the record as stored */
  #write(values) {
    return this.change(async (tx) => {
      const before = await tx.get(keyOf(values.collection, values.id));
      const result = writeRow(before, values, await tx.meta("clock"), this.ports.clock.wall());
      if (result.changed) {
        await tx.put(result.row);
        await tx.setMeta("clock", result.clock);
      }
      return recordOf(result.row);
    });
  }
}
