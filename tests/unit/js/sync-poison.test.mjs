/** A record that the server cannot stomach is found and set aside; all others get through (Y17, Y18). */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createPhone, createServer, randomFrom } from "./sync-world.mjs";

let server;
let phone;

beforeEach(async () => {
  const now = 1_770_000_000_000;
  const random = randomFrom(7);
  server = createServer({ now: () => now });
  phone = createPhone({ device: "a", wall: () => now, newDevice: () => random.hex(16) });
  await phone.open();
});

test("Y17 one poison record among 200 is parked, 199 are stored, and an edit frees it", async () => {
  server.rejects = ({ id, fields }) => (id === "s077" && fields.note?.value === "poison" ? "invalid" : null);
  for (let index = 0; index < 200; index += 1)
    await phone.write("session", `s${String(index).padStart(3, "0")}`, { note: index === 77 ? "poison" : "ok" });
  await phone.sync(server);
  assert.deepEqual([server.records().length, await phone.parked(), await phone.waiting()], [199, 1, 0]);
  await phone.write("session", "s077", { note: "fine" });
  await phone.sync(server);
  assert.deepEqual([server.records().length, await phone.parked()], [200, 0]);
});

for (const [status, extra] of [
  [500, 3],
  [422, 1],
  [400, 1],
  [413, 1],
]) {
  test(`Y18 a record that makes the server answer ${status} is found within 16 further requests`, async () => {
    server.breaks = (changes) => (changes.some(({ id }) => id === "s131") ? status : null);
    for (let index = 0; index < 200; index += 1) await phone.write("session", `s${String(index).padStart(3, "0")}`, { day: "2026-03-10" });
    for (let round = 0; round < extra; round += 1) await phone.sync(server);
    assert.deepEqual([server.records().length, await phone.parked(), await phone.waiting()], [199, 1, 0]);
    assert.ok(server.requests <= extra + 16 + 2, `${server.requests} requests`);
  });
}

test("a server that is ill altogether parks nothing", async () => {
  await phone.write("session", "s1", { day: "2026-03-10" });
  server.breaks = () => 500;
  for (let round = 0; round < 12; round += 1) await phone.sync(server);
  assert.equal(await phone.parked(), 0);
  server.breaks = () => null;
  await phone.sync(server);
  assert.deepEqual([server.records().length, await phone.waiting()], [1, 0]);
});
