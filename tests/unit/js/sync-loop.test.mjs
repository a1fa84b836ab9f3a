/** The loop around the machine: one round at a time, patience by the kind of trouble, the person's choice obeyed, an erase sent once it can be. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Records } from "../../../app/static/js/adapters/records.js";
import { SyncLoop } from "../../../app/static/js/adapters/sync-loop.js";
import { createMemoryStore } from "../../../app/static/js/core/memory-store.js";
import { createServer } from "./sync-world.mjs";

const NOW = 1_770_000_000_000;
const REMOTE = { collection: "session", id: "r", fields: { day: { value: "2026-03-10", stamp: [1, 0, "00000000000000bb"] } } };
let world;

/** A phone with its loop; `answers` may give a status instead of the server's reply. */
function createWorld({ choice = "linked", locked = false, database = createMemoryStore() } = {}) {
  const made = {
    events: [],
    sent: [],
    answers: () => null,
    erase: false,
    choice,
    locked,
    visible: true,
    database,
    server: createServer({ now: () => NOW }),
  };
  made.server.linked = false;
  const local = {
    unsaved: () => [],
    setUnsaved: () => true,
    clear: () => undefined,
    deviceSettings: () => ({ vault_choice: made.choice }),
    erasePending: () => made.erase,
    setErasePending: (pending) => {
      made.erase = pending;
    },
  };
  const ids = { deviceId: () => "00000000000000aa", fraction: () => 0.999 };
  const clock = { wall: () => NOW };
  made.records = new Records({ database, local, clock, ids, onTrouble: () => undefined });
  const send = async (request) => {
    made.sent.push(request.kind);
    const status = await made.answers(request);
    return status === null ? made.server.receive(request) : { status, body: null, retry_after_ms: 0, etag: null };
  };
  const exclusive = async (work) => {
    if (!made.locked) await work();
    return !made.locked;
  };
  made.loop = new SyncLoop({
    records: made.records,
    local,
    clock,
    ids,
    send,
    exclusive,
    build: "b1",
    dispatch: (event) => made.events.push(event),
    online: () => true,
    seen: () => made.visible,
  });
  return made;
}
const status = () => world.events.filter(({ type }) => type === "sync_status").at(-1);
/** Lets promises run to their end while timers stand still. */
const settle = async () => {
  for (let turn = 0; turn < 400; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  world = createWorld();
});

test("a choice made just before the app was closed is acted on at the next start", async () => {
  await world.records.put("session", "s", { day: "2026-03-10" });
  await world.loop.start();
  assert.deepEqual(world.sent, ["link", "push"]);
  assert.deepEqual([world.server.records().length, status().status, status().waiting], [1, "idle", 0]);
});

test("without a choice nothing is ever sent", async () => {
  world = createWorld({ choice: "unasked" });
  await world.records.put("session", "s", { day: "2026-03-10" });
  await world.loop.start();
  await world.loop.fresh();
  assert.deepEqual([world.sent, status().status], [[], "off"]);
});

test("a choice against the server is obeyed even if it was not stored with the log", async () => {
  await world.loop.start();
  world.choice = "declined";
  world.sent.length = 0;
  await world.loop.start();
  assert.deepEqual([world.sent, status().status, world.erase], [["erase"], "off", false]);
});

test("declining has the server's copy erased, now or at the next connection", async () => {
  await world.records.put("session", "s", { day: "2026-03-10" });
  await world.loop.start();
  world.choice = "declined";
  world.answers = () => 0;
  await world.loop.decline();
  assert.deepEqual([world.erase, world.server.records().length, status().status], [true, 1, "off"]);
  world.answers = () => null;
  await world.loop.fresh();
  assert.deepEqual([world.erase, world.server.records().length, (await world.records.load()).records.length], [false, 0, 1]);
  world.choice = "linked";
  await world.loop.link();
  assert.equal(world.server.records().length, 1, "a new vault gets everything");
});

test("whoever never had a vault declines without a word to the server", async () => {
  world = createWorld({ choice: "declined" });
  await world.loop.start();
  await world.loop.decline();
  assert.deepEqual([world.sent, world.erase], [[], false]);
});

/** What another tab's loop does in the same database while this one's request is on its way. */
const meanwhile = (act) => {
  world.answers = async () => {
    world.answers = () => null;
    await act();
    return null;
  };
};
const otherTab = () => createWorld({ database: world.database });

for (const [what, act] of [
  ["an erase", (other) => other.records.erase()],
  ["a decline", (other) => other.loop.unlink()],
]) {
  test(`${what} in another tab is not undone by an answer to this one`, async () => {
    await world.loop.start();
    const server = world.server.receive({ kind: "push", method: "POST", body: { cursor: null, changes: [REMOTE] }, sent: {} });
    assert.equal(server.status, 200);
    meanwhile(() => act(otherTab()));
    await world.loop.now();
    const found = await world.records.load();
    assert.deepEqual([found.records, found.sync?.vault ?? "none", status().status], [[], "none", "off"]);
  });
}

test("a link that is answered after a decline does not link", async () => {
  meanwhile(async () => {
    world.choice = "declined";
    await world.loop.unlink();
  });
  await world.loop.start();
  assert.deepEqual([world.sent, world.erase, world.server.linked], [["link", "erase"], false, false]);
  assert.equal((await world.records.load()).sync.vault, "none");
});

test("a decline that only memory took is obeyed when the disk is back", async () => {
  await world.loop.start();
  world.choice = "declined";
  await world.loop.now();
  assert.deepEqual([world.server.linked, world.erase, (await world.records.load()).sync.vault], [false, false, "none"]);
});

for (const [what, code, visible, limit_ms] of [
  ["nobody there", 0, true, 8_000],
  ["nobody there, nobody looking", 0, false, 900_000],
  ["a server that is not well", 503, true, 900_000],
]) {
  test(`${what}: tried again within ${limit_ms / 1000} s, for ever`, async () => {
    Object.assign(world, { visible, answers: () => code });
    await world.loop.start();
    for (let round = 0; round < 12; round += 1) {
      const before = world.sent.length;
      mock.timers.tick(limit_ms);
      await settle();
      assert.equal(world.sent.length > before, true, `round ${round}`);
    }
    assert.equal(status().status, "offline");
    if (limit_ms > 8_000) {
      const before = world.sent.length;
      mock.timers.tick(60_000);
      await settle();
      assert.equal(world.sent.length, before, "but not hurried");
    }
  });
}

test("while another tab syncs this one waits its turn", async () => {
  world.locked = true;
  await world.loop.start();
  assert.deepEqual(world.sent, []);
  world.locked = false;
  mock.timers.tick(10_000);
  await settle();
  assert.deepEqual(world.sent, ["link", "pull"]);
});

test("an erase that could not be sent goes out before anything else, once", async () => {
  await world.loop.start();
  Object.assign(world, { erase: true, answers: () => 0 });
  world.sent.length = 0;
  await world.loop.now();
  assert.deepEqual([world.sent, world.erase], [["erase"], true]);
  world.answers = ({ kind }) => (kind === "erase" ? 204 : null);
  await world.loop.now();
  assert.deepEqual([world.sent.slice(0, 2), world.erase], [["erase", "erase"], false]);
});

test("an answer that arrives after everything was erased brings nothing back", async () => {
  await world.records.put("session", "s", { day: "2026-03-10" });
  await world.loop.start();
  world.answers = () => {
    world.answers = () => null;
    // The request is on its way while the person erases everything.
    world.erased = world.records.erase();
    world.choice = "unasked";
    return null;
  };
  await world.loop.now();
  await world.erased;
  assert.deepEqual([(await world.records.load()).records, status().status], [[], "off"]);
});

test("a vault that was full is tried again when the app comes back into view", async () => {
  world.server.rejects = () => "quota_account";
  await world.records.put("session", "s", { day: "2026-03-10" });
  await world.loop.start();
  assert.equal(world.server.records().length, 0);
  world.server.rejects = () => null;
  await world.loop.fresh();
  assert.equal(world.server.records().length, 1);
});

test("several writes travel together two seconds later", async () => {
  await world.loop.start();
  world.sent.length = 0;
  for (const id of ["a", "b", "c"]) {
    await world.records.put("session", id, { day: "2026-03-10" });
    world.loop.soon();
  }
  mock.timers.tick(1_900);
  await settle();
  assert.deepEqual(world.sent, []);
  mock.timers.tick(200);
  await settle();
  assert.deepEqual([world.sent.filter((kind) => kind === "push").length, world.server.records().length], [1, 3]);
});
