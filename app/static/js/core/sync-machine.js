/** The sync protocol's decisions: what a reply means, as data, so that whole lives can be simulated. */
import { changesIn, isOurs, readResults } from "./sync-reply.js";

/**
 * @typedef {import("./ledger.js").Row} Row @typedef {import("./outbox.js").Sent} Sent
 * Kept in the database, written in the same transaction as the rows it speaks of. `vault`: the person has not asked, wants one, has
 * one, the server does not know this phone, or the vault was erased from another phone.
 * @typedef {{vault: "none" | "wanted" | "linked" | "unknown" | "erased", cursor: string | null, etag: string | null, verified: string | null,
 *   last_ok_ms: number | null, last_reconcile_ms: number | null, reconciles: number}} SyncMeta
 * Forgotten when the app closes. `suspects` hold a record that makes the server fail; `probe` is the one under suspicion.
 * @typedef {{attempt: number, pulled: boolean, quota: boolean, stop: string | null, trouble: string | null, restamped: string[], skip: string[],
 *   suspects: string[], probe: {key: string, reason: string} | null, fails: {batch: string, count: number}}} SyncRun
 * @typedef {{meta: SyncMeta, run: SyncRun}} Machine
 * @typedef {{kind: "erase" | "link" | "pull" | "push" | "probe", method: string, path: string, body?: any, etag?: string | null, sent: Sent}} SyncRequest
 * A reply as api.js hands it over; status 0 is "no network", body null is "not our JSON".
 * @typedef {{status: number, body: any, retry_after_ms: number, etag: string | null}} SyncReply
 * @typedef {{type: string, [name: string]: any}} Command what to do to the rows, in one transaction with `meta`
 * @typedef {{machine: Machine, commands: Command[], next: "again" | "wait" | "slow" | "stop", retry_after_ms: number, gone: boolean,
 *   check: string | null}} Outcome `gone`: there was nobody to answer
 */

const RECONCILE_EVERY_MS = 3_600_000;
const FAILS_BEFORE_HALVING = 3;

/** @returns {SyncMeta} */
export const firstMeta = () => ({
  vault: "none",
  cursor: null,
  etag: null,
  verified: null,
  last_ok_ms: null,
  last_reconcile_ms: null,
  reconciles: 0,
});
/** @returns {SyncRun} */
const firstRun = () => ({
  attempt: 0,
  pulled: false,
  quota: false,
  stop: null,
  trouble: null,
  restamped: [],
  skip: [],
  suspects: [],
  probe: null,
  fails: { batch: "", count: 0 },
});

/** A machine at app start. @param {SyncMeta | undefined} meta @returns {Machine} */
export const createMachine = (meta) => ({ meta: { ...firstMeta(), ...meta }, run: firstRun() });

/** A new round of the same app: what was skipped gets another chance. @param {Machine} machine @param {SyncMeta | undefined} meta as the database has it now @returns {Machine} */
export const beginRound = ({ run }, meta) => ({
  meta: { ...firstMeta(), ...meta },
  run: { ...run, pulled: false, restamped: [], skip: [], trouble: null },
});

/** @param {Machine} machine @param {Partial<Outcome>} [rest] @returns {Outcome} */
const outcome = (machine, rest) => ({ machine, commands: [], next: "again", retry_after_ms: 0, gone: false, check: null, ...rest });
/** @param {Machine} machine @param {Partial<SyncRun>} run @returns {Machine} */
const withRun = (machine, run) => ({ ...machine, run: { ...machine.run, ...run } });
/** @param {Machine} machine @param {Partial<SyncMeta>} meta @returns {Machine} */
const withMeta = (machine, meta) => ({ ...machine, meta: { ...machine.meta, ...meta } });

/** No answer that counts: wait and grow. @param {Machine} machine @param {string} trouble @param {number} retry_after_ms @returns {Outcome} */
const waiting = (machine, trouble, retry_after_ms) =>
  outcome(withRun(machine, { attempt: machine.run.attempt + 1, trouble }), { next: "wait", retry_after_ms });

/**
 * What a reply changes.
 * @param {Machine} machine @param {SyncRequest} request @param {SyncReply} reply
 * @param {number} wall_ms uncorrected wall clock half-way between request and reply
 * @returns {Outcome}
 */
export function handleReply(machine, request, reply, wall_ms) {
  const found = judge(machine, request, reply, wall_ms);
  // Nobody there, or a proxy with nobody behind it; a 503 is a server that asks for time.
  return { ...found, gone: found.next === "wait" && [0, 502, 504].includes(reply.status) };
}

/** @param {Machine} machine @param {SyncRequest} request @param {SyncReply} reply @param {number} wall_ms @returns {Outcome} */
function judge(machine, request, reply, wall_ms) {
  if (request.kind === "erase") return afterErase(machine, reply);
  if (request.kind === "link") return afterLink(machine, reply);
  if (reply.status === 304) return afterUnchanged(machine, wall_ms);
  if (reply.status === 200) {
    const body = changesIn(reply.body);
    return body ? afterSync(machine, request, { ...reply, body }, wall_ms) : waiting(machine, "network", reply.retry_after_ms);
  }
  return afterRefusal(machine, request, reply);
}

/** Only our server's word ends an erase: a portal or a proxy also answers 200, 401 or 410. @param {Machine} machine @param {SyncReply} reply */
function afterErase(machine, reply) {
  const gone = (reply.status === 401 || reply.status === 410) && isOurs(reply);
  if (reply.status === 204 || gone) return outcome(withRun(machine, { attempt: 0 }), { commands: [{ type: "erase_done" }] });
  return [200, 401, 410].includes(reply.status) ? foreign(machine, reply) : waiting(machine, "network", reply.retry_after_ms);
}

/** A vault was made: everything on this phone is news to it. @param {Machine} machine @param {SyncReply} reply */
function afterLink(machine, reply) {
  const { status, body, retry_after_ms } = reply;
  if ((status === 200 || status === 201) && typeof body?.vault === "string") {
    const linked = withMeta(machine, { vault: "linked", cursor: null, etag: null, verified: null });
    return outcome(withRun(linked, { attempt: 0, pulled: false }), { commands: [{ type: "new_device" }, { type: "dirty_all" }] });
  }
  if (status === 403 && isOurs(reply)) return stopped(machine, "forbidden");
  return waiting(machine, "network", retry_after_ms);
}

/** A broken proxy or an old server: nothing is deleted, nothing is hurried. @param {Machine} machine @param {SyncReply} reply */
const foreign = (machine, { retry_after_ms }) =>
  outcome(withRun(machine, { attempt: machine.run.attempt + 1, trouble: "broken" }), { next: "slow", retry_after_ms });

/** @param {Machine} machine @param {number} wall_ms */
const afterUnchanged = (machine, wall_ms) =>
  outcome(withRun(withMeta(machine, { last_ok_ms: wall_ms }), { attempt: 0, pulled: true, trouble: null }));

/** @param {Machine} machine @param {string} stop @returns {Outcome} */
const stopped = (machine, stop) => outcome(withRun(machine, { stop, trouble: stop }), { next: "stop" });

/** @param {Machine} machine @param {SyncRequest} request @param {SyncReply} reply @param {number} wall_ms */
function afterSync(machine, request, { body, etag }, wall_ms) {
  const results = readResults(request, body, machine.run);
  const commands = [{ type: "clock", offset_ms: body.now - wall_ms }, ...results.commands];
  if (machine.run.probe && request.kind === "probe") {
    commands.push({ type: "park", key: machine.run.probe.key, parked: { reason: "server_error", detail: machine.run.probe.reason } });
  }
  commands.push(...body.changes.map((/** @type {any} */ record) => ({ type: "receive", record })));
  // After receiving, so that a new stamp is later than all that the server holds.
  if (results.late) commands.push({ type: "restamp" });
  if (body.resync) commands.push({ type: "dirty_all" });
  const meta = {
    cursor: body.resync ? null : body.cursor,
    etag: body.more || body.resync ? null : etag,
    last_ok_ms: wall_ms,
    verified: body.resync ? null : machine.meta.verified,
  };
  const handled = withRun(withMeta(machine, meta), {
    ...results.run,
    attempt: 0,
    trouble: null,
    probe: null,
    fails: { batch: "", count: 0 },
    pulled: !body.more && !body.resync,
    suspects: leftSuspects(machine.run, request),
  });
  const quiet = body.changes.length === 0 && request.kind === "pull" && body.digest === machine.meta.verified;
  return outcome(handled, { commands, check: body.more || body.resync || quiet ? null : body.digest });
}

/** The half that went through is innocent. @param {SyncRun} run @param {SyncRequest} request */
function leftSuspects(run, request) {
  const innocent = new Set([...Object.keys(request.sent), run.probe?.key]);
  return run.suspects.filter((key) => !innocent.has(key));
}

/** @param {Machine} machine @param {SyncRequest} request @param {SyncReply} reply @returns {Outcome} */
function afterRefusal(machine, request, reply) {
  const { status, retry_after_ms } = reply;
  if ([401, 403, 410, 426].includes(status) && !isOurs(reply)) return foreign(machine, reply);
  if (status === 401) return outcome(withMeta(machine, { vault: "unknown" }), { next: "stop" });
  if (status === 410) return outcome(withMeta(machine, { vault: "erased" }), { next: "stop" });
  if (status === 403) return stopped(machine, "forbidden");
  if (status === 426) return stopped(machine, "too_old");
  if (status === 429) return waiting(machine, "busy", retry_after_ms);
  if (status === 400 || status === 413 || status === 422) return afterBadRequest(machine, request, status);
  if (status === 500) return afterServerError(machine, request, retry_after_ms);
  const nobody = status === 0 || status === 502 || status === 503 || status === 504;
  if (nobody) return waiting(machine, "network", retry_after_ms);
  return foreign(machine, reply);
}

/** @param {Machine} machine @param {SyncRequest} request @param {number} status */
function afterBadRequest(machine, request, status) {
  const keys = Object.keys(request.sent);
  if (keys.length > 1) return outcome(withRun(machine, { suspects: keys }));
  if (keys.length === 1) {
    const parked = { reason: status === 413 ? "too_large" : "invalid", detail: String(status) };
    const cleared = withRun(machine, { suspects: machine.run.suspects.filter((key) => key !== keys[0]) });
    return outcome(cleared, { commands: [{ type: "park", key: keys[0], parked }] });
  }
  if (machine.meta.cursor !== null) return outcome(withMeta(machine, { cursor: null, etag: null }));
  return outcome(withRun(machine, { trouble: "broken", attempt: machine.run.attempt + 1, probe: null }), { next: "slow" });
}

/** The same batch three times is halved; a record alone is parked only if the server is well without it. @param {Machine} machine @param {SyncRequest} request @param {number} retry_after_ms */
function afterServerError(machine, request, retry_after_ms) {
  const keys = Object.keys(request.sent);
  if (keys.length === 0) return waiting(withRun(machine, { probe: null, suspects: [] }), "network", retry_after_ms);
  const looking = machine.run.suspects.length > 0;
  const batch = keys.join(" ");
  const count = machine.run.fails.batch === batch ? machine.run.fails.count + 1 : 1;
  if (!looking && count < FAILS_BEFORE_HALVING) {
    return waiting(withRun(machine, { fails: { batch, count } }), "network", retry_after_ms);
  }
  if (keys.length > 1) return outcome(withRun(machine, { suspects: keys }));
  return outcome(withRun(machine, { probe: { key: keys[0], reason: "500" } }));
}

/**
 * Whether phone and server hold the same, asked when nothing is on its way. A difference starts a full exchange, once an hour.
 * @param {Machine} machine @param {{local: string, server: string, waiting: number, parked: number}} found @param {number} wall_ms
 * @returns {Outcome}
 */
export function judgeDigest(machine, { local, server, waiting: left, parked }, wall_ms) {
  if (left > 0 || parked > 0) return outcome(machine);
  if (local === server) return outcome(withMeta(machine, { verified: server }));
  const { last_reconcile_ms, reconciles } = machine.meta;
  if (last_reconcile_ms !== null && Math.abs(wall_ms - last_reconcile_ms) < RECONCILE_EVERY_MS) {
    return outcome(withRun(machine, { trouble: "diverged" }));
  }
  const anew = withMeta(machine, { cursor: null, etag: null, verified: null, last_reconcile_ms: wall_ms, reconciles: reconciles + 1 });
  return outcome(withRun(anew, { pulled: false }), { commands: [{ type: "dirty_all" }] });
}
