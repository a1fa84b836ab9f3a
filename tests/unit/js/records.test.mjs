/** Records on a disk that fails: nothing is lost, it is said, and everything comes home when the disk is back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createPerform } from "../../../app/static/js/adapters/effects.js";
import { uuid7 } from "../../../app/static/js/adapters/ids.js";
import { Records } from "../../../app/static/js/adapters/records.js";
import { createMemoryStore } from "../../../app/static/js/core/memory-store.js";

/** A database that can be told to fail with an error of a name. */
function createDisk(store = createMemoryStore()) {
  const disk = { store, fails: null, failsReads: false };
  const guard = (run, breaks) => (breaks && disk.fails ? Promise.reject(new DOMException("", disk.fails)) : run());
  disk.database = {
    change: (run) => guard(() => disk.store.change(run), true),
    read: (run) => guard(() => disk.store.read(run), disk.failsReads),
  };
  return disk;
}

/** localStorage's part, in memory. */
function createNotes({ full = false } = {}) {
  let kept = "[]";
  return {
    unsaved: () => JSON.parse(kept),
    setUnsaved(rows) {
      if (full && rows.length > 0) return false;
      kept = JSON.stringify(rows);
      return true;
    },
    clear() {
      kept = "[]";
    },
  };
}

function open(disk, notes) {
  const troubles = [];
  const ids = { deviceId: () => "00000000000000aa" };
  const records = new Records({
    database: disk.database,
    local: notes,
    clock: { wall: () => 1000 },
    ids,
    onTrouble: (error) => troubles.push(error),
  });
  return { records, troubles };
}
const shown = async (records) => (await records.load()).records.map(({ id, fields }) => [id, fields.a?.value, fields._deleted?.value]);

test("put, change, remove and restore keep stamps growing and the outbox right", async () => {
  const { records } = open(createDisk(), createNotes());
  await records.put("session", "s", { a: 1 });
  await records.put("session", "s", { a: 1 });
  const first = (await records.load()).records[0].fields.a.stamp;
  await records.put("session", "s", { a: 2 });
  await records.remove("session", "s");
  assert.deepEqual(await shown(records), [["s", null, true]]);
  const back = await records.restore("session", "s", { a: 2 });
  assert.deepEqual([back.fields.a.value, back.fields._deleted.value], [2, false]);
  assert.ok(back.fields.a.stamp[1] > first[1]);
  assert.deepEqual(await records.read((tx) => tx.counts()), { waiting: 1, parked: 0 });
});

for (const [name, code] of [
  ["QuotaExceededError", "storage_full"],
  ["VersionError", "storage_newer"],
  ["UnknownError", "storage_gone"],
  ["NotFoundError", "storage_gone"],
]) {
  test(`${name}: the write is kept in reserve, said as ${code}, and saved when the disk is back`, async () => {
    const [disk, notes] = [createDisk(), createNotes()];
    const { records, troubles } = open(disk, notes);
    await records.put("session", "s1", { a: 1 });
    disk.fails = name;
    await records.put("session", "s1", { a: 2 });
    await records.put("session", "s2", { a: 3 });
    assert.deepEqual(troubles, [code, code]);
    assert.deepEqual(
      (await records.load()).records.map(({ id, fields }) => [id, fields.a.value]),
      [
        ["s1", 2],
        ["s2", 3],
      ],
    );
    disk.fails = null;
    await records.put("session", "s3", { a: 4 });
    assert.equal(troubles.at(-1), null);
    assert.deepEqual(await disk.store.read(async (tx) => (await tx.rows()).map(({ id, fields }) => [id, fields.a.value])), [
      ["s1", 2],
      ["s2", 3],
      ["s3", 4],
    ]);
    assert.deepEqual(notes.unsaved(), []);
  });
}

test("what was in reserve when the app closed comes home at the next start", async () => {
  const [disk, notes] = [createDisk(), createNotes()];
  const first = open(disk, notes);
  await first.records.put("session", "s1", { a: 1 });
  disk.fails = "QuotaExceededError";
  await first.records.put("session", "s1", { a: 2 });
  disk.fails = null;
  const second = open(disk, notes);
  assert.deepEqual(await shown(second.records), [["s1", 2, false]]);
  assert.deepEqual(notes.unsaved(), []);
  assert.deepEqual(await disk.store.read((tx) => tx.counts()), { waiting: 1, parked: 0 });
});

test("without any disk from the start the app works, and says so", async () => {
  const [disk, notes] = [createDisk(), createNotes()];
  Object.assign(disk, { fails: "NotFoundError", failsReads: true });
  const { records, troubles } = open(disk, notes);
  assert.deepEqual(await shown(records), []);
  await records.put("session", "s1", { a: 1 });
  assert.deepEqual(await shown(records), [["s1", 1, false]]);
  assert.deepEqual([...new Set(troubles)], ["storage_gone"]);
  assert.equal(notes.unsaved().length, 1);
});

test("when even the reserve is full, that is said", async () => {
  const disk = createDisk();
  const { records, troubles } = open(disk, createNotes({ full: true }));
  disk.fails = "QuotaExceededError";
  await records.put("session", "s1", { a: 1 });
  assert.deepEqual(troubles, ["unsaved_full"]);
  assert.deepEqual(await shown(records), [["s1", 1, false]]);
});

test("a mistake of ours is not taken for a broken disk", async () => {
  const { records } = open(createDisk(), createNotes());
  await assert.rejects(
    records.change(async () => {
      throw new TypeError("ours");
    }),
    TypeError,
  );
});

test("an erase leaves nothing, not even in reserve", async () => {
  const [disk, notes] = [createDisk(), createNotes()];
  const { records } = open(disk, notes);
  await records.put("session", "s1", { a: 1 });
  await records.erase();
  assert.deepEqual(await shown(records), []);
  assert.deepEqual([notes.unsaved(), await disk.store.read((tx) => tx.meta("clock"))], [[], undefined]);
});

test("effects: a write comes back as `written` with an id, a failure as words", async () => {
  const { records } = open(createDisk(), createNotes());
  const events = [];
  const perform = createPerform({ records, ids: { uuid: () => "new-id" }, local: {}, announce: () => undefined, sync: {} });
  await perform(
    { type: "put_record", collection: "session", id: null, values: { a: 1 }, said: "x", undo: { type: "session_deleted" } },
    (event) => events.push(event),
  );
  assert.deepEqual([events[0].type, events[0].records[0].id, events[0].said], ["written", "new-id", "x"]);
  globalThis.reportError = () => undefined;
  await perform({ type: "no_such_effect" }, (event) => events.push(event));
  assert.equal(events[1].type, "storage_failed");
});

test("UUIDs are of version 7 and sort by time", () => {
  const random = Uint8Array.from({ length: 10 }, () => 0xff);
  const id = uuid7(1773144000000, random);
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(uuid7(1773144000001, new Uint8Array(10)) > id);
  assert.equal(Number.parseInt(id.replace("-", "").slice(0, 12), 16), 1773144000000);
});
