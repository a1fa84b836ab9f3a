/** The named edge cases of sync (Y1 to Y26) that concern the phone, against a server that keeps the wire contract. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createPhone, createServer, randomFrom } from "./sync-world.mjs";

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
let now;
let skew;
let server;
let phones;

beforeEach(async () => {
  now = 1_770_000_000_000;
  skew = { a: 0, b: 0 };
  server = createServer({ now: () => now });
  const random = randomFrom(7);
  const make = (name) => createPhone({ device: name, wall: () => now + skew[name], newDevice: () => random.hex(16) });
  phones = { a: make("a"), b: make("b") };
  await phones.a.open();
  await phones.b.open();
});

const pass = () => (now += 1000);
const syncBoth = async () => {
  for (const phone of [phones.a, phones.b, phones.a]) {
    pass();
    await phone.sync(server);
  }
};
/** Builds the request, lets the server have it, and gives the reply without taking it. */
const ask = async (phone) => {
  const request = await phone.request(true);
  return { request, reply: server.receive(request) };
};

test("Y1 Y2 Y27 a lost reply and a request that comes again change nothing more", async () => {
  await phones.a.write("session", "s1", { day: "2026-03-10" });
  const { request } = await ask(phones.a);
  server.receive(request);
  const before = server.digest();
  await phones.a.sync(server);
  assert.equal(server.digest(), before);
  assert.equal(server.records().length, 1);
  assert.equal(await phones.a.waiting(), 0);
});

test("Y3 pages cut off half-way go on at the last stored cursor", async () => {
  server = createServer({ now: () => now, page: 2 });
  for (let index = 0; index < 7; index += 1) await phones.a.write("session", `s${index}`, { day: "2026-03-10" });
  await phones.a.sync(server);
  const first = await ask(phones.b);
  await phones.b.take(first.request, first.reply);
  assert.equal((await phones.b.rows()).length, 2);
  const lost = await ask(phones.b);
  await phones.b.take(lost.request, { status: 0, body: null, retry_after_ms: 0, etag: null });
  await phones.b.sync(server);
  assert.equal((await phones.b.rows()).length, 7);
});

test("Y4 what is edited while its push is in flight stays dirty", async () => {
  await phones.a.write("session", "s1", { a: 1, b: 1 });
  const { request, reply } = await ask(phones.a);
  pass();
  await phones.a.write("session", "s1", { a: 2 });
  await phones.a.take(request, reply);
  assert.equal(await phones.a.waiting(), 1);
  assert.equal(await phones.a.value("session", "s1", "a"), 2);
  await syncBoth();
  assert.equal(await phones.b.value("session", "s1", "a"), 2);
});

test("Y5 Y6 different fields are both kept, of the same field the later", async () => {
  await phones.a.write("session", "s1", { a: 1, b: 1, c: 1 });
  await syncBoth();
  pass();
  await phones.a.write("session", "s1", { a: 2, c: 2 });
  pass();
  await phones.b.write("session", "s1", { b: 3, c: 3 });
  await syncBoth();
  for (const phone of [phones.a, phones.b]) {
    assert.deepEqual(await Promise.all(["a", "b", "c"].map((name) => phone.value("session", "s1", name))), [2, 3, 3]);
  }
});

test("Y7 whoever has read a value and then writes wins, even with a clock 400 days slow", async () => {
  await phones.a.write("setting", "hold_s", { value: 30 });
  await syncBoth();
  skew.b = -400 * DAY_MS;
  await phones.b.write("setting", "hold_s", { value: 45 });
  await syncBoth();
  assert.equal(await phones.a.value("setting", "hold_s", "value"), 45);
});

test("Y8 a phone nine years fast is restamped, and a later edit elsewhere wins", async () => {
  skew.a = 9 * YEAR_MS;
  await phones.a.write("setting", "hold_s", { value: 99 });
  await syncBoth();
  assert.equal(await phones.b.value("setting", "hold_s", "value"), 99);
  pass();
  await phones.b.write("setting", "hold_s", { value: 20 });
  await syncBoth();
  assert.equal(await phones.a.value("setting", "hold_s", "value"), 20);
  assert.ok((await phones.a.get("setting", "hold_s")).value.stamp[0] < now + DAY_MS);
});

test("Y9 stamps keep growing when the clock is set back", async () => {
  await phones.a.write("setting", "hold_s", { value: 1 });
  skew.a = -YEAR_MS;
  await phones.a.write("setting", "hold_s", { value: 2 });
  await syncBoth();
  assert.equal(await phones.b.value("setting", "hold_s", "value"), 2);
});

test("Y10 a server clock wrong by a day refuses nothing for good", async () => {
  for (const wrong of [DAY_MS, -DAY_MS]) {
    now += wrong;
    await phones.a.write("setting", "hold_s", { value: wrong });
    await phones.a.sync(server);
    now -= wrong;
    await phones.a.write("setting", "rest_s", { value: wrong });
    await phones.a.sync(server);
    now += 2 * DAY_MS;
    await syncBoth();
    assert.equal(await phones.a.waiting(), 0);
    assert.equal(await phones.b.value("setting", "rest_s", "value"), wrong);
  }
});

test("Y11 delete against edit: deleted everywhere and empty, and it can come back", async () => {
  await phones.a.write("session", "s1", { note: "secret", day: "2026-03-10" });
  await syncBoth();
  pass();
  await phones.a.write("session", "s1", { _deleted: true });
  pass();
  await phones.b.write("session", "s1", { note: "edited" });
  await syncBoth();
  for (const fields of [await phones.a.get("session", "s1"), await phones.b.get("session", "s1"), server.records()[0].fields]) {
    assert.deepEqual([fields._deleted.value, fields.note.value, fields.day.value], [true, null, null]);
  }
  pass();
  await phones.b.write("session", "s1", { note: "back", day: "2026-03-10" });
  await syncBoth();
  assert.equal(await phones.a.value("session", "s1", "note"), "back");
});

test("Y12 a phone that was off for 400 days catches up and brings nothing back", async () => {
  await phones.a.write("session", "s1", { day: "2026-03-10" });
  await syncBoth();
  await phones.b.write("session", "s2", { day: "2026-03-11" });
  await phones.a.write("session", "s1", { _deleted: true });
  await phones.a.sync(server);
  now += 400 * DAY_MS;
  await syncBoth();
  assert.equal(await phones.b.value("session", "s1", "_deleted"), true);
  assert.equal(await phones.a.value("session", "s2", "day"), "2026-03-11");
});

for (const [name, announce, more] of [
  ["Y13 unannounced", false, false],
  ["Y13 announced", true, false],
  ["Y14 with new writes since", false, true],
]) {
  test(`${name}: after a restore the server ends with all that phones hold`, async () => {
    await phones.a.write("session", "s1", { day: "2026-03-10" });
    await syncBoth();
    const copy = server.backup();
    await phones.a.write("session", "s2", { day: "2026-03-11" });
    await phones.b.write("session", "s3", { day: "2026-03-12" });
    await syncBoth();
    server.restore(copy, announce);
    if (more) for (const id of ["s4", "s5", "s6", "s7"]) await phones.b.write("session", id, { day: "2026-03-13" });
    await phones.b.sync(server);
    await syncBoth();
    assert.equal(server.records().length, more ? 7 : 3);
    assert.equal((await phones.a.rows()).length, more ? 7 : 3);
  });
}

test("Y15 evicted storage with the cookie left: everything comes back", async () => {
  await phones.a.write("session", "s1", { day: "2026-03-10" });
  await phones.a.sync(server);
  await phones.a.open();
  assert.equal((await phones.a.rows()).length, 0);
  await phones.a.sync(server);
  assert.equal(await phones.a.value("session", "s1", "day"), "2026-03-10");
});

test("Y19 Y20 fields and collections of a newer app survive an old one", async () => {
  await phones.a.write("future", "f1", { shape: { deep: [1] } });
  await phones.a.write("session", "s1", { day: "2026-03-10", mood: "calm" });
  await syncBoth();
  pass();
  await phones.b.write("session", "s1", { day: "2026-03-11" });
  await syncBoth();
  assert.equal(await phones.a.value("session", "s1", "mood"), "calm");
  assert.equal(phones.a.machine().meta.reconciles + phones.b.machine().meta.reconciles, 0);
});

test("Y25 two phones with one device id still end equal", async () => {
  const same = () => "00000000000000aa";
  const make = () => createPhone({ device: "x", wall: () => now, newDevice: same });
  phones = { a: make(), b: make() };
  await phones.a.open();
  await phones.b.open();
  await phones.a.write("setting", "hold_s", { value: 20 });
  await phones.b.write("setting", "hold_s", { value: 40 });
  await syncBoth();
  await syncBoth();
  assert.equal(await phones.a.value("setting", "hold_s", "value"), await phones.b.value("setting", "hold_s", "value"));
  assert.equal(await phones.a.value("setting", "hold_s", "value"), server.records()[0].fields.value.value);
});

test("Y26 a server that forgot the phone: everything stays here", async () => {
  await phones.a.write("session", "s1", { day: "2026-03-10" });
  await phones.a.sync(server);
  server.linked = false;
  await phones.a.write("session", "s2", { day: "2026-03-11" });
  await phones.a.sync(server);
  assert.equal(phones.a.machine().meta.vault, "unknown");
  assert.deepEqual([(await phones.a.rows()).length, await phones.a.waiting()], [2, 1]);
});

test("linking sends everything under a new device id", async () => {
  await phones.a.open("none");
  await phones.a.write("session", "s1", { day: "2026-03-10" });
  assert.equal(await phones.a.sync(server), 0);
  await phones.a.open("wanted");
  await phones.a.write("session", "s1", { day: "2026-03-10" });
  const before = (await phones.a.get("session", "s1")).day.stamp[2];
  await phones.a.sync(server);
  assert.equal(server.records().length, 1);
  await phones.a.write("session", "s2", { day: "2026-03-10" });
  assert.notEqual((await phones.a.get("session", "s2")).day.stamp[2], before);
});

test("with nothing to say a round is one request, and it is answered 304", async () => {
  await phones.a.write("session", "s1", { day: "2026-03-10" });
  await phones.a.sync(server);
  await phones.a.sync(server);
  const { request, reply } = await ask(phones.a);
  assert.deepEqual([request.method, reply.status], ["GET", 304]);
});
