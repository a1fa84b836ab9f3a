/** A store of rows in memory with the contract of the database's: the second home when there is no disk, and the first in tests. */

/**
 * @typedef {import("./ledger.js").Row} Row
 * What one transaction may do. All reads see the transaction's own writes.
 * @typedef {object} Tx
 * @property {(key: string) => Promise<Row | null>} get
 * @property {(row: Row) => Promise<void>} put
 * @property {() => Promise<Row[]>} rows every row
 * @property {(limit: number) => Promise<Row[]>} waiting rows of the outbox in key order
 * @property {() => Promise<{waiting: number, parked: number}>} counts
 * @property {(name: string) => Promise<any>} meta undefined when never set
 * @property {(name: string, value: any) => Promise<void>} setMeta
 * @property {() => Promise<void>} clear rows and meta
 * @typedef {object} RowStore
 * @property {<T>(run: (tx: Tx) => Promise<T>) => Promise<T>} change all or nothing; resolves once it is safe
 * @property {<T>(run: (tx: Tx) => Promise<T>) => Promise<T>} read
 */

/** @param {Map<string, Row>} rows */
const sortedRows = (rows) => [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));

/** @param {Map<string, Row>} rows @param {Map<string, any>} meta @returns {Tx} */
function transaction(rows, meta) {
  return {
    get: async (key) => rows.get(key) ?? null,
    put: async (row) => void rows.set(row.key, row),
    rows: async () => sortedRows(rows),
    waiting: async (limit) =>
      sortedRows(rows)
        .filter((row) => row.waiting)
        .slice(0, limit),
    counts: async () => {
      const all = [...rows.values()];
      return { waiting: all.filter((row) => row.waiting).length, parked: all.filter((row) => row.parked).length };
    },
    meta: async (name) => meta.get(name),
    setMeta: async (name, value) => void meta.set(name, value),
    clear: async () => {
      rows.clear();
      meta.clear();
    },
  };
}

/**
 * @param {Iterable<Row>} [seed] rows it starts with @param {Iterable<[string, any]>} [seedMeta]
 * @returns {RowStore}
 */
export function createMemoryStore(seed = [], seedMeta = []) {
  let rows = new Map([...seed].map((row) => [row.key, row]));
  let meta = new Map(seedMeta);
  /** One transaction after the other. @type {Promise<unknown>} */
  let tail = Promise.resolve();

  /** @template T @param {(tx: Tx) => Promise<T>} run @param {boolean} keep @returns {Promise<T>} */
  function enqueue(run, keep) {
    const result = tail.then(async () => {
      const draft = { rows: new Map(rows), meta: new Map(meta) };
      const value = await run(transaction(draft.rows, draft.meta));
      if (keep) ({ rows, meta } = draft);
      return value;
    });
    tail = result.catch(() => undefined);
    return result;
  }
  return { change: (run) => enqueue(run, true), read: (run) => enqueue(run, false) };
}
