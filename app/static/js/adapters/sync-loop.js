/** Drives the sync machine: one tab at a time, at the right moments, with patience. */
import { backoffMs, LONGEST_WAIT_MS } from "../core/backoff.js";
import { applyCommands, readDigest, readOutbox } from "../core/sync-apply.js";
import { beginRound, createMachine, handleReply, judgeDigest } from "../core/sync-machine.js";
import { nextRequest } from "../core/sync-request.js";
import { syncStatus } from "../core/sync-status.js";

/** @typedef {import("../core/sync-machine.js").Outcome} Outcome @typedef {import("../core/sync-machine.js").SyncRequest} SyncRequest */

const AFTER_WRITE_MS = 2_000;
const LOCKED_MS = 10_000;
/** More than any honest exchange needs; a server that always says "more" must not keep the phone awake. */
const ROUND_REQUESTS = 500;

/**
 * @param {object} parts
 * @param {import("./records.js").Records} parts.records
 * @param {typeof import("./local.js").local} parts.local
 * @param {{wall(): number}} parts.clock
 * @param {{deviceId(): string, fraction(): number}} parts.ids
 * @param {(request: SyncRequest) => Promise<import("../core/sync-machine.js").SyncReply>} parts.send
 * @param {(work: () => Promise<void>) => Promise<boolean>} parts.exclusive runs work, or says false when another tab is at it
 * @param {(event: import("../core/types.d.ts").AppEvent) => void} parts.dispatch
 * @param {() => boolean} parts.online
 * @param {() => boolean} parts.seen whether the app is in view
 * @param {string} parts.build an update gives refused records another chance
 */
export function createSyncLoop({ records, local, clock, ids, send, exclusive, dispatch, online, seen, build }) {
  let machine = createMachine(undefined);
  let running = false;
  let again = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {boolean} busy */
  async function tell(busy) {
    const { meta, ...counts } = await records.read(async (tx) => ({ ...(await tx.counts()), meta: await tx.meta("sync") }));
    // Another tab may have synced meanwhile.
    const current = { ...machine, meta: { ...machine.meta, ...meta } };
    dispatch({ type: "sync_status", ...syncStatus(current, { ...counts, online: online(), busy }) });
  }

  /** Rows and memory change together or not at all. @param {Outcome} outcome */
  async function apply({ machine: next, commands }) {
    const context = { meta: next.meta, wall_ms: clock.wall(), newDevice: ids.deviceId };
    const touched = await records.change((tx) => applyCommands(tx, commands, context));
    machine = next;
    if (commands.some(({ type }) => type === "erase_done")) local.setErasePending(false);
    if (touched.length > 0) dispatch({ type: "records_changed", records: touched });
  }

  /** @param {SyncRequest} request @returns {Promise<Outcome>} */
  async function exchange(request) {
    const before_ms = clock.wall();
    const reply = await send(request);
    const outcome = handleReply(machine, request, reply, Math.round((before_ms + clock.wall()) / 2));
    await apply(outcome);
    if (outcome.check === null) return outcome;
    const found = await records.read(readDigest);
    await apply(judgeDigest(machine, { ...found, server: outcome.check }, clock.wall()));
    return outcome;
  }

  /** One request, if there is one to make. @param {boolean} first @returns {Promise<boolean>} whether to go on */
  async function step(first) {
    const rows = await records.read(readOutbox);
    const request = nextRequest(machine, { rows, erase_pending: local.erasePending() });
    if (!request) return false;
    if (first) await tell(true);
    const outcome = await exchange(request);
    if (outcome.next === "wait") plan(wait(outcome));
    if (outcome.next === "slow") plan(LONGEST_WAIT_MS);
    return outcome.next === "again";
  }

  async function round() {
    machine = beginRound(machine, await records.read((tx) => tx.meta("sync")));
    for (let count = 0; count < ROUND_REQUESTS; count += 1) if (!(await step(count === 0))) break;
    await tell(false);
  }

  /** @param {Outcome} outcome */
  const wait = ({ machine: { run }, retry_after_ms, gone }) =>
    backoffMs(run.attempt, ids.fraction(), retry_after_ms, gone && online() && seen());

  /** @param {number} delay_ms */
  function plan(delay_ms) {
    clearTimeout(timer);
    timer = setTimeout(now, delay_ms);
  }

  /** Sync at once; a wish during a round starts the next one after it. @returns {Promise<void>} */
  async function now() {
    again = true;
    if (running) return;
    running = true;
    clearTimeout(timer);
    try {
      while (again) {
        again = false;
        if (!(await exclusive(round))) plan(LOCKED_MS);
      }
    } finally {
      running = false;
    }
  }

  /** @param {Partial<import("../core/sync-machine.js").SyncMeta>} patch @param {import("../core/sync-machine.js").Command[]} [commands] */
  async function remember(patch, commands = []) {
    const meta = await records.read((tx) => tx.meta("sync"));
    const known = createMachine({ ...meta, ...patch });
    await apply({ machine: known, commands, next: "again", retry_after_ms: 0, gone: false, check: null });
  }

  /** The person's choice counts, even if the app was closed before it could be acted on. */
  async function obeyChoice() {
    const choice = local.deviceSettings().vault_choice;
    const vault = (await records.read((tx) => tx.meta("sync")))?.vault ?? "none";
    if (choice === "linked" && vault === "none") await remember({ vault: "wanted" });
    if (choice === "declined" && vault !== "none") await remember({ vault: "none", cursor: null, etag: null, verified: null });
  }

  return {
    now,
    tell: () => tell(false),
    /** After a write: soon, but let several writes travel together. */
    soon: () => plan(AFTER_WRITE_MS),
    /** The network is back or the app in view: forget how often it failed. */
    fresh() {
      machine = { ...machine, run: { ...machine.run, attempt: 0 } };
      return now();
    },
    async link() {
      await remember({ vault: "wanted" });
      await now();
    },
    /** Keep the data here and stop talking to the server; a copy that is there is erased, now or at the next connection. */
    async decline() {
      const meta = await records.read((tx) => tx.meta("sync"));
      if (meta?.vault === "linked") local.setErasePending(true);
      await remember({ vault: "none", cursor: null, etag: null, verified: null });
      await now();
    },
    /** At app start. */
    async start() {
      const known = await records.read((tx) => tx.meta("build"));
      // What the server refused is tried again by a newer app, what made it fall over at every start.
      const chance = known === build ? { type: "unpark", reason: "server_error" } : { type: "unpark" };
      if (known !== undefined) await remember({}, [chance]);
      if (known !== build) await records.change((tx) => tx.setMeta("build", build));
      await obeyChoice();
      await now();
    },
  };
}
