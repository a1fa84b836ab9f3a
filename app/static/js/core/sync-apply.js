/** Carries out the sync machine's commands on a store of rows, inside one transaction. */
import { digestOf } from "./digest.js";
import { laterStamp, observe } from "./hlc.js";
import { acknowledgeRow, dirtyRow, keyOf, latestStamp, parkRow, receiveRow, restampRow, unparkRow } from "./ledger.js";

/**
 * @typedef {import("./memory-store.js").Tx} Tx @typedef {import("./ledger.js").Row} Row @typedef {import("./ledger.js").ClockState} ClockState
 * @typedef {import("./sync-machine.js").Command} Command @typedef {import("./types.d.ts").Stamp} Stamp
 * `touched` collects rows whose visible fields changed.
 * @typedef {{tx: Tx, clock: ClockState, wall_ms: number, touched: Row[], newDevice: () => string}} Work
 */

const OUTBOX_PAGE = 200;

/** @param {Work} work @param {Stamp | null} stamp */
function noteSeen(work, stamp) {
  if (!stamp) return;
  work.clock = { ...work.clock, last: observe(work.clock.last, stamp), seen: observe(work.clock.seen, stamp) };
}

/** @type {{[type: string]: (work: Work, command: Command) => Promise<void> | void}} */
const ACTIONS = {
  clock(work, { offset_ms }) {
    work.clock = { ...work.clock, offset_ms };
  },
  async acknowledge(work, { key, sent }) {
    const row = await work.tx.get(key);
    for (const stamp of Object.values(sent)) noteSeen(work, /** @type {Stamp} */ (stamp));
    if (row) await work.tx.put(acknowledgeRow(row, sent));
  },
  async park(work, { key, parked }) {
    const row = await work.tx.get(key);
    if (row) await work.tx.put(parkRow(row, parked));
  },
  async receive(work, { record }) {
    const row = receiveRow(await work.tx.get(keyOf(record.collection, record.id)), record);
    noteSeen(work, latestStamp(record.fields));
    await work.tx.put(row);
    work.touched.push(row);
  },
  async dirty_all(work) {
    for (const row of await work.tx.rows()) await work.tx.put(dirtyRow(row));
  },
  restamp: restampLate,
  /** Another chance: for all after an app update, for one reason otherwise. */
  async unpark(work, { reason }) {
    const parked = (await work.tx.rows()).filter((row) => row.parked && (reason ?? row.parked.reason) === row.parked.reason);
    for (const row of parked) await work.tx.put(unparkRow(row));
  },
  new_device(work) {
    work.clock = { ...work.clock, device: work.newDevice() };
  },
};

/**
 * Stamps made by a clock that ran ahead are taken back, all of them at once and in their old order, so that later edits elsewhere can win.
 * @param {Work} work
 */
async function restampLate(work) {
  const limit = work.wall_ms + work.clock.offset_ms;
  const rows = (await work.tx.rows()).filter((row) => row.dirty.length > 0);
  let last = work.clock.seen;
  for (const row of rows) {
    for (const name of row.dirty) {
      const { stamp } = row.fields[name];
      if (stamp[0] <= limit) last = laterStamp(last, stamp);
    }
  }
  work.clock = { ...work.clock, last };
  const late = rows.filter((row) => row.dirty.some((name) => row.fields[name].stamp[0] > limit));
  for (const row of late.sort((a, b) => firstLate(a) - firstLate(b))) {
    const result = restampRow(row, work.clock, work.wall_ms);
    work.clock = result.clock;
    await work.tx.put(result.row);
  }
}

/** @param {Row} row */
const firstLate = (row) => Math.min(...row.dirty.map((name) => row.fields[name].stamp[0]));

/**
 * Apply commands and keep the machine's memory, all or nothing.
 * @param {Tx} tx @param {Command[]} commands
 * @param {{meta: import("./sync-machine.js").SyncMeta, wall_ms: number, newDevice: () => string}} context
 * @returns {Promise<Row[]>} rows whose visible fields may have changed
 */
export async function applyCommands(tx, commands, { meta, wall_ms, newDevice }) {
  const work = { tx, clock: await tx.meta("clock"), wall_ms, touched: [], newDevice };
  for (const command of commands) await ACTIONS[command.type]?.(work, command);
  await tx.setMeta("clock", work.clock);
  await tx.setMeta("sync", meta);
  return work.touched;
}

/** What the machine asks the store before each request. @param {Tx} tx */
export const readOutbox = (tx) => tx.waiting(OUTBOX_PAGE);

/** What the digest is judged by, read in one transaction. @param {Tx} tx @returns {Promise<{local: string, waiting: number, parked: number}>} */
export async function readDigest(tx) {
  const counts = await tx.counts();
  return { ...counts, local: counts.waiting + counts.parked > 0 ? "" : digestOf(await tx.rows()) };
}
