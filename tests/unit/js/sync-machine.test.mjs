/** The table of errors (sync.md 1.4), row by row: what a reply makes the phone do, and what it must not do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { backoffMs, LONGEST_WAIT_MS, retryAfterMs } from "../../../app/static/js/core/backoff.js";
import { pickChanges } from "../../../app/static/js/core/outbox.js";
import { createMachine, handleReply, judgeDigest } from "../../../app/static/js/core/sync-machine.js";
import { nextRequest } from "../../../app/static/js/core/sync-request.js";
import { syncStatus } from "../../../app/static/js/core/sync-status.js";

const DEVICE = "00000000000000aa";
const row = (id, value = 1) => ({
  key: `session/${id}`,
  collection: "session",
  id,
  fields: { a: { value, stamp: [1, 0, DEVICE] }, old: { value: 0, stamp: [0, 0, DEVICE] } },
  dirty: ["a"],
  waiting: 1,
});
const linked = (meta = {}) => createMachine({ vault: "linked", cursor: "e.1", ...meta });
const outbox = (...rows) => ({ rows, erase_pending: false });
const reply = (status, body = null, more = {}) => ({ status, body, retry_after_ms: 0, etag: null, ...more });
const good = (more = {}) => ({
  now: 1000,
  protocol: { min: 1, max: 1 },
  epoch: "e",
  results: [],
  changes: [],
  cursor: "e.2",
  more: false,
  head: 2,
  digest: "0".repeat(16),
  resync: false,
  ...more,
});

/** What a machine makes of one reply to a push of one record. */
function push(body, { status = 200, machine = linked(), rows = [row("s1")], ...more } = {}) {
  const request = nextRequest(machine, outbox(...rows));
  return { request, ...handleReply(machine, request, reply(status, body, more), 1000) };
}
const said = (code) => ({ error: { code, message: "" } });
const OURS = { 401: said("not_linked"), 403: said("cross_origin"), 410: said("account_erased"), 426: said("protocol_too_old") };
const result = (word) => good({ results: [{ collection: "session", id: "s1", result: word, detail: "why" }] });
const types = (commands) => commands.map(({ type }) => type);

test("a push holds only dirty fields, and says what it is", () => {
  const { request } = push(null);
  assert.deepEqual(request.body, {
    protocol: 1,
    schema: 1,
    cursor: "e.1",
    limit: 500,
    changes: [{ collection: "session", id: "s1", fields: { a: { value: 1, stamp: [1, 0, DEVICE] } } }],
  });
  assert.deepEqual(request.sent, { "session/s1": { a: [1, 0, DEVICE] } });
});

test("at most 200 records and about a megabyte go at once, and a giant goes alone", () => {
  assert.equal(pickChanges(Array.from({ length: 300 }, (_, index) => row(`s${index}`))).changes.length, 200);
  const giants = ["a", "b", "c"].map((id) => row(id, "x".repeat(500_000)));
  assert.equal(pickChanges(giants).changes.length, 1);
});

for (const status of [0, 502, 503, 504]) {
  test(`${status}: nobody there, wait and keep everything`, () => {
    const { next, commands, machine } = push(null, { status, retry_after_ms: 7 });
    assert.deepEqual([next, commands, machine.run.attempt], ["wait", [], 1]);
  });
}

for (const [name, body] of [
  ["no JSON", null],
  ["someone else's JSON", { hello: 1 }],
  ["a wrong digest", good({ digest: "xyz" })],
  ["no cursor", good({ cursor: null })],
]) {
  test(`200 with ${name} is a captive portal`, () => {
    const { next, commands } = push(body);
    assert.deepEqual([next, commands], ["wait", []]);
  });
}

test("ok acknowledges exactly the stamps sent", () => {
  const { commands, check } = push(result("ok"));
  assert.deepEqual(commands[1], { type: "acknowledge", key: "session/s1", sent: { a: [1, 0, DEVICE] } });
  assert.equal(check, "0".repeat(16));
});

for (const word of ["invalid", "too_large", "unknown_kind", "a_word_from_the_future"]) {
  test(`${word} parks the record with its reason`, () => {
    assert.deepEqual(push(result(word)).commands[1], { type: "park", key: "session/s1", parked: { reason: word, detail: "why" } });
  });
}

test("clock_skew restamps once, then leaves the record for the next round", () => {
  const first = push(result("clock_skew"));
  assert.ok(types(first.commands).includes("restamp"));
  const request = nextRequest(first.machine, outbox(row("s1")));
  const second = handleReply(first.machine, request, reply(200, result("clock_skew")), 1000);
  assert.ok(!types(second.commands).includes("restamp"));
  assert.equal(nextRequest(second.machine, outbox(row("s1"))), null);
});

test("quota_account stops pushing, goes on pulling, and says so", () => {
  const { machine } = push(result("quota_account"), {});
  const pulling = { ...machine, run: { ...machine.run, pulled: false } };
  assert.equal(nextRequest(pulling, outbox(row("s1"))).method, "GET");
  assert.equal(syncStatus(machine, { waiting: 1, parked: 0, online: true, busy: false }).error, "quota");
});

test("a record without any result is not asked about for ever", () => {
  const { machine } = push(good());
  assert.equal(nextRequest(machine, outbox(row("s1"))), null);
});

test("results for records that were not sent are not believed", () => {
  const { commands } = push(good({ results: [{ collection: "session", id: "other", result: "ok" }, null, "x"] }));
  assert.deepEqual(types(commands), ["clock"]);
});

test("401 and 410 keep every record and stop", () => {
  for (const [status, vault, error] of [
    [401, "unknown", "device_unknown"],
    [410, "erased", "vault_erased"],
  ]) {
    const { machine, commands, next } = push(OURS[status], { status });
    assert.deepEqual([machine.meta.vault, commands, next], [vault, [], "stop"]);
    assert.equal(nextRequest(machine, outbox(row("s1"))), null);
    assert.equal(syncStatus(machine, { waiting: 1, parked: 0, online: true, busy: false }).error, error);
  }
});

test("403 and 426 stop until the app starts again", () => {
  for (const [status, error] of [
    [403, "forbidden"],
    [426, "too_old"],
  ]) {
    const { machine, next } = push(OURS[status], { status });
    assert.deepEqual([next, syncStatus(machine, { waiting: 0, parked: 0, online: true, busy: false }).error], ["stop", error]);
    assert.equal(nextRequest(createMachine(machine.meta), outbox(row("s1"))).kind, "push");
  }
});

test("404 is a broken proxy: slow, nothing deleted", () => {
  const { next, commands } = push(null, { status: 404 });
  assert.deepEqual([next, commands], ["slow", []]);
});

test("a refusal in a proxy's words changes nothing and is not hurried", () => {
  for (const status of [401, 403, 410, 426]) {
    for (const body of [null, said("unauthorized"), { error: "no" }]) {
      const { next, commands, machine } = push(body, { status });
      assert.deepEqual([next, commands, machine.meta.vault, machine.run.stop], ["slow", [], "linked", null]);
    }
  }
});

test("without an ETag of the server's own none is made up", () => {
  assert.equal(push(good()).machine.meta.etag, null);
  assert.equal(push(good(), { etag: '"e.2.0"' }).machine.meta.etag, '"e.2.0"');
});

test("429 waits at least as long as asked", () => {
  assert.deepEqual([push(null, { status: 429, retry_after_ms: 30_000 }).retry_after_ms, backoffMs(0, 0, 30_000)], [30_000, 30_000]);
});

test("resync: cursor to zero, everything dirty, results kept", () => {
  const { machine, commands } = push({ ...result("ok"), resync: true });
  assert.deepEqual([machine.meta.cursor, types(commands)], [null, ["clock", "acknowledge", "dirty_all"]]);
});

test("a bad cursor is dropped once; without a cursor it is a slow retry", () => {
  const request = nextRequest(linked(), outbox());
  const first = handleReply(linked(), request, reply(422), 1000);
  assert.equal(first.machine.meta.cursor, null);
  assert.equal(handleReply(first.machine, nextRequest(first.machine, outbox()), reply(422), 1000).next, "slow");
});

test("digests are compared only when nothing is on its way, and reconciled once an hour", () => {
  const judge = (found, meta) => judgeDigest(linked(meta), { local: "a", server: "b", waiting: 0, parked: 0, ...found }, 10_000_000);
  assert.deepEqual(judge({ waiting: 1 }).commands, []);
  assert.deepEqual(judge({ parked: 1 }).commands, []);
  assert.equal(judge({ server: "a" }).machine.meta.verified, "a");
  const first = judge({});
  assert.deepEqual([types(first.commands), first.machine.meta.reconciles, first.machine.meta.cursor], [["dirty_all"], 1, null]);
  const second = judge({}, { last_reconcile_ms: 9_000_000 });
  assert.deepEqual([second.commands, second.machine.run.trouble], [[], "diverged"]);
});

test("an erase that waits goes before everything else", () => {
  const request = nextRequest(linked(), { rows: [row("s1")], erase_pending: true });
  assert.deepEqual([request.method, request.path], ["DELETE", "/api/v1/vault"]);
  const after = (status, body = null) => handleReply(linked(), request, reply(status, body), 0);
  for (const status of [204, 401, 410]) assert.deepEqual(types(after(status, OURS[status]).commands), ["erase_done"]);
  for (const status of [200, 401, 410]) assert.deepEqual([after(status).next, after(status).commands], ["slow", []]);
  for (const status of [0, 404, 500, 503]) assert.equal(handleReply(linked(), request, reply(status), 0).next, "wait");
});

test("a wanted vault is asked for, and asked for again", () => {
  const wanted = createMachine({ vault: "wanted" });
  const request = nextRequest(wanted, outbox());
  assert.deepEqual([request.method, request.path], ["POST", "/api/v1/vault"]);
  assert.equal(handleReply(wanted, request, reply(0), 0).machine.meta.vault, "wanted");
  const made = handleReply(wanted, request, reply(201, { vault: "v", device: "d" }), 0);
  assert.deepEqual([made.machine.meta.vault, types(made.commands)], ["linked", ["new_device", "dirty_all"]]);
  assert.equal(nextRequest(createMachine(undefined), outbox(row("s1"))), null);
});

test("back-off grows to a quarter of an hour and never beyond", () => {
  assert.equal(backoffMs(0, 0.999), 1998);
  assert.equal(backoffMs(40, 0.9999999), LONGEST_WAIT_MS - 1);
  for (const [header, expected] of [
    [null, 0],
    ["", 0],
    ["5", 5000],
    ["-1", 0],
    ["Wed, 21 Oct", 0],
    ["999999999", 86_400_000],
  ])
    assert.equal(retryAfterMs(header), expected);
});

test("the words for each state", () => {
  const status = (meta, found, run = {}) =>
    syncStatus(
      { meta: linked(meta).meta, run: { ...linked().run, ...run } },
      { waiting: 0, parked: 0, online: true, busy: false, ...found },
    ).status;
  assert.deepEqual(
    [
      status({ vault: "none" }),
      status({}),
      status({}, { waiting: 2 }),
      status({}, { online: false }),
      status({}, { busy: true }),
      status({ vault: "wanted" }),
      status({}, {}, { trouble: "network" }),
    ],
    ["off", "idle", "waiting", "offline", "syncing", "waiting", "offline"],
  );
});
