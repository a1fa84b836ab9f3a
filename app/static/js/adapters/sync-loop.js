/** Drives the sync machine: one tab at a time, at the right moments, with patience. */
import { backoffMs, LONGEST_WAIT_MS } from "../core/backoff.js";
import { applyCommands, readDigest, readOutbox } from "../core/sync-apply.js";
import { beginRound, createMachine, handleReply, judgeDigest } from "../core/sync-machine.js";
import { nextRequest } from "../core/sync-request.js";
import { syncStatus } from "../core/sync-status.js";
import { eraOf } from "./records.js";

/**
 * @typedef {import("../core/sync-machine.js").Outcome} Outcome @typedef {import("../core/sync-machine.js").SyncRequest} SyncRequest
 * @typedef {import("../core/sync-machine.js").SyncMeta} SyncMeta @typedef {import("../core/sync-machine.js").Command} Command
 * `exclusive` runs work, or says false when another tab is at it; `seen`: the app is in view; a new `build` gives refused records
 * another chance.
 * @typedef {{records: import("./records.js").Records, local: typeof import("./local.js").local, clock: {wall(): number},
 *   ids: {deviceId(): string, fraction(): number}, send: (request: SyncRequest) => Promise<import("../core/sync-machine.js").SyncReply>,
 *   exclusive: (work: () => Promise<void>) => Promise<boolean>, dispatch: (event: import("../core/types.d.ts").AppEvent) => void,
 *   online: () => boolean, seen: () => boolean, build: string}} SyncPorts
 */

const AFTER_WRITE_MS = 2_000;
const LOCKED_MS = 10_000;
/** More than any honest exchange needs; a server that always says "more" must not keep the phone awake. */
const ROUND_REQUESTS = 500;
const UNLINKED = { vault: /** @type {const} */ ("none"), cursor: null, etag: null, verified: null };
/** States in which the server may hold a copy. */
const MAY_HOLD = ["linked", "wanted", "unknown"];

export class SyncLoop {
  /** @param {SyncPorts} ports */
  constructor(ports) {
    this.ports = ports;
    this.machine = createMachine(undefined);
    this.running = false;
    this.again = false;
    /** The life of the data that the machine knows. */
    this.era = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** At app start. */
  async start() {
    const { records, build } = this.ports;
    const known = await records.read((tx) => tx.meta("build"));
    // What the server refused is tried again by a newer app, what made it fall over at every start.
    const chance = known === build ? { type: "unpark", reason: "server_error" } : { type: "unpark" };
    if (known !== undefined) await this.remember({}, [chance]);
    if (known !== build) await records.change((tx) => tx.setMeta("build", build));
    await this.obeyChoice();
    await this.now();
  }

  /** Sync at once; a wish during a round starts the next one after it. @returns {Promise<void>} */
  async now() {
    this.again = true;
    if (this.running) return;
    this.running = true;
    clearTimeout(this.timer);
    try {
      while (this.again) {
        this.again = false;
        if (!(await this.ports.exclusive(() => this.round()))) this.plan(LOCKED_MS);
      }
    } finally {
      this.running = false;
    }
  }

  /** After a write: soon, but let several writes travel together. */
  soon() {
    this.plan(AFTER_WRITE_MS);
  }

  /** The network is back or the app in view: forget how often it failed, and that the vault was full. */
  fresh() {
    this.machine = { ...this.machine, run: { ...this.machine.run, attempt: 0, quota: false } };
    return this.now();
  }

  async link() {
    await this.begin({ vault: "wanted" });
    await this.now();
  }

  /** Keep data here, have the server's copy erased, and stop talking to it. */
  async decline() {
    await this.unlink();
    await this.now();
  }

  /** The erase is noted first: closing the app in between must not leave a copy behind. */
  async unlink() {
    const { records, local } = this.ports;
    const vault = (await records.read((tx) => tx.meta("sync")))?.vault ?? "none";
    if (MAY_HOLD.includes(vault) || MAY_HOLD.includes(this.machine.meta.vault)) local.setErasePending(true);
    await this.begin(UNLINKED);
  }

  declined() {
    return this.ports.local.deviceSettings().vault_choice === "declined";
  }

  /** The state in words' reach. @param {boolean} [busy] */
  async tell(busy = false) {
    const { records, dispatch, online } = this.ports;
    const { meta, ...counts } = await records.read(async (tx) => ({ ...(await tx.counts()), meta: await tx.meta("sync") }));
    // Another tab may have synced meanwhile.
    const current = { ...this.machine, meta: { ...this.machine.meta, ...meta } };
    dispatch({ type: "sync_status", ...syncStatus(current, { ...counts, online: online(), busy }) });
  }

  async round() {
    const found = await this.ports.records.read(async (tx) => ({ meta: await tx.meta("sync"), era: await eraOf(tx) }));
    this.era = found.era;
    this.machine = beginRound(this.machine, found.meta);
    for (let count = 0; count < ROUND_REQUESTS; count += 1) if (!(await this.step(count === 0))) break;
    await this.tell();
  }

  /** One request, if there is one to make. @param {boolean} first @returns {Promise<boolean>} whether to go on */
  async step(first) {
    const { records, local } = this.ports;
    if (this.declined() && this.machine.meta.vault !== "none") {
      await this.unlink();
      return this.startAnew();
    }
    const { rows, era } = await records.read(async (tx) => ({ rows: await readOutbox(tx), era: await eraOf(tx) }));
    if (era !== this.era) return this.startAnew();
    const request = nextRequest(this.machine, { rows, erase_pending: local.erasePending() });
    if (!request) return false;
    if (first) await this.tell(true);
    const outcome = await this.exchange(request);
    if (!outcome) return this.startAnew();
    if (outcome.next === "wait") this.plan(this.wait(outcome));
    if (outcome.next === "slow") this.plan(LONGEST_WAIT_MS);
    return outcome.next === "again";
  }

  /** @param {SyncRequest} request @returns {Promise<Outcome | null>} null when the data began a new life while the answer was on its way */
  async exchange(request) {
    const { records, clock, send } = this.ports;
    const { era } = records;
    const before_ms = clock.wall();
    const reply = await send(request);
    if (records.era !== era) return null;
    const outcome = handleReply(this.machine, request, reply, Math.round((before_ms + clock.wall()) / 2));
    if (!(await this.apply(outcome))) return null;
    if (outcome.check === null) return outcome;
    const found = await records.read(readDigest);
    const judged = judgeDigest(this.machine, { ...found, server: outcome.check }, clock.wall());
    return (await this.apply(judged)) ? outcome : null;
  }

  /** Nothing that was known before an erase or a change of mind may come back. @returns {false} */
  startAnew() {
    this.machine = createMachine(undefined);
    this.again = true;
    return false;
  }

  /** Rows and memory change together or not at all. @param {Pick<Outcome, "machine" | "commands">} outcome @returns {Promise<boolean>} false when they belong to an older life of the data */
  async apply({ machine, commands }) {
    const { records, local } = this.ports;
    const touched = await records.change(async (tx) => {
      if ((await eraOf(tx)) !== this.era) return null;
      // A wish that could not be stored with the log still counts.
      return this.declined() && machine.meta.vault !== "none" ? null : applyCommands(tx, commands, this.context(machine));
    });
    if (touched === null) return false;
    this.machine = machine;
    if (commands.some(({ type }) => type === "erase_done")) local.setErasePending(false);
    this.show(touched);
    return true;
  }

  /** @param {import("../core/sync-machine.js").Machine} machine */
  context({ meta }) {
    const { clock, ids } = this.ports;
    return { meta, wall_ms: clock.wall(), newDevice: ids.deviceId };
  }

  /** @param {import("../core/ledger.js").Row[]} rows */
  show(rows) {
    if (rows.length > 0) this.ports.dispatch({ type: "records_changed", records: rows });
  }

  /** @param {Partial<SyncMeta>} patch */
  begin(patch) {
    return this.remember(patch, [], 1);
  }

  /** @param {Partial<SyncMeta>} patch @param {Command[]} [commands] @param {number} [lives] 1 when answers to what was asked before no longer count */
  async remember(patch, commands = [], lives = 0) {
    this.show(
      await this.ports.records.change(async (tx) => {
        this.machine = createMachine({ ...(await tx.meta("sync")), ...patch });
        await tx.setMeta("era", (await eraOf(tx)) + lives);
        return applyCommands(tx, commands, this.context(this.machine));
      }),
    );
  }

  /** The person's choice counts, even if the app was closed before it could be acted on. */
  async obeyChoice() {
    const { local, records } = this.ports;
    const choice = local.deviceSettings().vault_choice;
    const vault = (await records.read((tx) => tx.meta("sync")))?.vault ?? "none";
    if (choice === "linked" && vault === "none") await this.begin({ vault: "wanted" });
    if (choice === "declined" && vault !== "none") await this.unlink();
  }

  /** @param {Outcome} outcome @returns {number} milliseconds */
  wait({ machine: { run }, retry_after_ms, gone }) {
    const { ids, online, seen } = this.ports;
    return backoffMs(run.attempt, ids.fraction(), retry_after_ms, gone && online() && seen());
  }

  /** @param {number} delay_ms */
  plan(delay_ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), delay_ms);
  }
}
