/** A small world for sync: a server that keeps the wire contract, phones that run the real core, and a network that loses things. */
import { digestOf } from "../../../app/static/js/core/digest.js";
import { compareStamps } from "../../../app/static/js/core/hlc.js";
import { writeRow } from "../../../app/static/js/core/ledger.js";
import { createMemoryStore } from "../../../app/static/js/core/memory-store.js";
import { mergeFields } from "../../../app/static/js/core/merge.js";
import { applyCommands, readDigest, readOutbox } from "../../../app/static/js/core/sync-apply.js";
import { beginRound, createMachine, handleReply, judgeDigest } from "../../../app/static/js/core/sync-machine.js";
import { nextRequest } from "../../../app/static/js/core/sync-request.js";

const SKEW_MS = 600_000;
const COLLECTIONS = ["session", "mark", "plan", "setting", "future"];

/** A repeatable source of chance (mulberry32). @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(fraction() * limit);
  return {
    fraction,
    below,
    pick: (list) => list[below(list.length)],
    hex: (length) => Array.from({ length }, () => below(16).toString(16)).join(""),
  };
}

/** A server with one vault. `rejects(change)` may name another result than ok; `breaks(changes)` may name an HTTP status. */
export function createServer({ now, page = 500 }) {
  let epoch = "e1";
  let head = 0;
  let records = new Map();
  const server = { linked: true, rejects: () => null, breaks: () => null, requests: 0 };

  const resultOf = (change) => {
    if (Object.values(change.fields).some(({ stamp }) => stamp[0] > now() + SKEW_MS)) return "clock_skew";
    return server.rejects(change) ?? "ok";
  };
  const accept = (change) => {
    const key = `${change.collection}/${change.id}`;
    const old = records.get(key)?.fields ?? {};
    const fields = mergeFields(old, change.fields);
    const moved = Object.keys(fields).some((name) => !old[name] || compareStamps(fields[name].stamp, old[name].stamp) !== 0);
    if (!moved && JSON.stringify(fields) === JSON.stringify(old)) return;
    head += 1;
    records.set(key, { collection: change.collection, id: change.id, fields, seq: head });
  };
  const replyTo = (cursor, results) => {
    const [cursorEpoch, seq] = cursor === null ? [epoch, 0] : [cursor.split(".")[0], Number(cursor.split(".")[1])];
    const resync = cursorEpoch !== epoch || seq > head;
    const rest = [...records.values()].filter((record) => record.seq > seq).sort((a, b) => a.seq - b.seq);
    const changes = resync ? [] : rest.slice(0, page);
    const last = changes.at(-1)?.seq ?? (resync ? 0 : seq);
    const body = { now: now(), protocol: { min: 1, max: 1 }, epoch, results, changes, cursor: `${epoch}.${last}` };
    return {
      status: 200,
      retry_after_ms: 0,
      etag: `"${epoch}.${head}"`,
      body: { ...body, more: !resync && rest.length > page, head, digest: digestOf(records.values()), resync },
    };
  };
  const answer = (status, code = "test") => ({ status, body: { error: { code, message: "" } }, retry_after_ms: 0, etag: null });

  /** Changes merged, then what is asked for. */
  const exchange = (request, changes) => {
    const results = changes.map((change) => ({ collection: change.collection, id: change.id, result: resultOf(change), detail: "" }));
    for (const [index, change] of changes.entries()) if (results[index].result === "ok") accept(change);
    return replyTo(cursorOf(request), results);
  };
  const cursorOf = (request) =>
    request.method === "GET" ? new URL(request.path, "http://x").searchParams.get("cursor") : request.body.cursor;

  /** One request, exactly as often as it arrives. */
  server.receive = (request) => {
    server.requests += 1;
    if (request.kind === "link") {
      server.linked = true;
      return { ...answer(201), body: { vault: "v", device: "d" } };
    }
    if (!server.linked) return answer(401, "not_linked");
    if (request.kind === "erase") {
      Object.assign(server, { linked: false });
      records = new Map();
      return { ...answer(204), body: null };
    }
    const changes = request.body?.changes ?? [];
    const broken = server.breaks(changes);
    if (broken) return answer(broken);
    const reply = exchange(request, changes);
    const unchanged = request.method === "GET" && cursorOf(request) && request.etag === reply.etag;
    return unchanged ? { ...answer(304), body: null, etag: reply.etag } : structuredClone(reply);
  };
  server.backup = () => structuredClone({ head, records });
  server.restore = (copy, announce) => {
    ({ head, records } = structuredClone(copy));
    if (announce) epoch = `e${Number(epoch.slice(1)) + 1}`;
  };
  server.records = () => [...records.values()].map(({ collection, id, fields }) => ({ collection, id, fields }));
  server.digest = () => digestOf(records.values());
  return server;
}

/** A phone: the real rules over a store in memory, with a clock that may be wrong. */
export function createPhone({ device, wall, newDevice, checksDigest = true }) {
  let store = createMemoryStore();
  let machine = createMachine(undefined);
  const phone = { machine: () => machine, device };

  phone.open = async (vault = "linked") => {
    store = createMemoryStore();
    machine = createMachine({ vault });
    await store.change(async (tx) => {
      await tx.setMeta("clock", { device: newDevice(), last: null, seen: null, offset_ms: 0 });
      await tx.setMeta("sync", machine.meta);
    });
  };
  phone.write = (collection, id, values) =>
    store.change(async (tx) => {
      const result = writeRow(await tx.get(`${collection}/${id}`), { collection, id, values }, await tx.meta("clock"), wall());
      await tx.put(result.row);
      await tx.setMeta("clock", result.clock);
    });
  phone.request = async (fresh) => {
    if (fresh) machine = beginRound(machine, await store.read((tx) => tx.meta("sync")));
    return nextRequest(machine, { rows: await store.read(readOutbox), erase_pending: false });
  };
  const keep = async (outcome) => {
    await store.change((tx) => applyCommands(tx, outcome.commands, { meta: outcome.machine.meta, wall_ms: wall(), newDevice }));
    machine = outcome.machine;
  };
  /** The app is closed and opened again. */
  phone.restart = async () => {
    machine = createMachine(await store.read((tx) => tx.meta("sync")));
    await store.change((tx) =>
      applyCommands(tx, [{ type: "unpark", reason: "server_error" }], { meta: machine.meta, wall_ms: wall(), newDevice }),
    );
  };
  phone.take = async (request, reply) => {
    const outcome = handleReply(machine, request, reply, wall());
    await keep(outcome);
    if (outcome.check !== null && checksDigest) {
      const found = await store.read(readDigest);
      await keep(judgeDigest(machine, { ...found, server: outcome.check }, wall()));
    }
    return outcome;
  };
  /** A whole round without faults; `limit` guards against a round that never ends. */
  phone.sync = async (server, limit = 60) => {
    let first = true;
    for (let count = 0; count < limit; count += 1) {
      const request = await phone.request(first);
      first = false;
      if (!request) return count;
      const outcome = await phone.take(request, server.receive(request));
      if (outcome.next !== "again") return count + 1;
    }
    throw new Error("a round that never ends");
  };
  phone.rows = () => store.read((tx) => tx.rows());
  phone.get = async (collection, id) => (await store.read((tx) => tx.get(`${collection}/${id}`)))?.fields;
  phone.value = async (collection, id, name) => (await phone.get(collection, id))?.[name]?.value;
  phone.waiting = async () => (await store.read((tx) => tx.counts())).waiting;
  phone.parked = async () => (await store.read((tx) => tx.counts())).parked;
  return phone;
}

export { COLLECTIONS };
