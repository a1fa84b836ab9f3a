/** What the disk would not take: shared by tabs without loss, never filled by an import, and the session's own trace kept until it is safe. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { local } from "../../../app/static/js/adapters/local.js";
import { Records } from "../../../app/static/js/adapters/records.js";
import { readAgain } from "../../../app/static/js/adapters/sync-start.js";
import { applyImport, readFile } from "../../../app/static/js/adapters/transfer-file.js";
import { createMemoryStore } from "../../../app/static/js/core/memory-store.js";
import { exportDocument } from "../../../app/static/js/core/transfer.js";
import { keep } from "../../../app/static/js/ui/screens/stretch-perform.js";

const CLOCK = { wall: () => 1000 };
let disk;
let tabs;

/** The browser's localStorage, which Node has not. */
function createLocalStorage() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
function createTab() {
  tabs += 1;
  const tab = { fails: null, returned: [], troubles: [] };
  const guard = (run) => (tab.fails ? Promise.reject(new DOMException("", tab.fails)) : run());
  tab.records = new Records({
    database: { change: (run) => guard(() => disk.change(run)), read: (run) => guard(() => disk.read(run)) },
    local,
    clock: CLOCK,
    ids: { deviceId: () => `00000000000000a${tabs}` },
    onTrouble: (error) => tab.troubles.push(error),
    onReturn: (found) => tab.returned.push(found),
  });
  return tab;
}
const idsOf = (records) => records.map(({ id }) => id).sort();

beforeEach(() => {
  Object.defineProperty(globalThis, "localStorage", { value: createLocalStorage(), configurable: true });
  disk = createMemoryStore();
  tabs = 0;
});

test("two tabs without a disk keep both their writes in the note, and each takes out only its own", async () => {
  const [one, two] = [createTab(), createTab()];
  one.fails = two.fails = "QuotaExceededError";
  await one.records.put("session", "s1", { a: 1 });
  await two.records.put("session", "s2", { a: 2 });
  assert.deepEqual(idsOf(local.unsaved()), ["s1", "s2"]);
  one.fails = null;
  await one.records.put("session", "s3", { a: 3 });
  assert.deepEqual(idsOf(local.unsaved()), ["s2"]);
  const later = createTab();
  assert.deepEqual(idsOf((await later.records.load()).records), ["s1", "s2", "s3"]);
  assert.deepEqual(local.unsaved(), []);
});

test("a disk that was only slow at the start shows its history as soon as it answers", async () => {
  await createTab().records.put("session", "old", { a: 1 });
  const tab = createTab();
  tab.fails = "TimeoutError";
  assert.deepEqual((await tab.records.load()).records, []);
  tab.fails = null;
  await tab.records.put("session", "new", { a: 2 });
  assert.deepEqual(tab.returned.map(idsOf), [["new", "old"]]);
  assert.equal(tab.troubles.at(-1), null);
});

test("a broken row in the note does not keep the others from coming home", async () => {
  const field = { value: 1, stamp: [1, 0, "00000000000000aa"] };
  const row = (id, fields) => ({ key: `session/${id}`, collection: "session", id, fields, dirty: [] });
  const rows = [row("s1", null), row("s2", { a: 5 }), row("s3", { a: { value: 1 } }), row("s4", { a: field })];
  local.setUnsaved(rows);
  assert.deepEqual(idsOf((await createTab().records.load()).records), ["s4"]);
});

test("an import that the disk does not take changes nothing, fills no reserve, and can be tried again", async () => {
  const tab = createTab();
  const record = { collection: "session", id: "s1", fields: { a: { value: 1, stamp: [1, 0, "00000000000000aa"] } } };
  const text = JSON.stringify(exportDocument([record], 1000));
  assert.equal((await readFile(tab.records, CLOCK, new File([text], "x.json"))).summary.sessions_new, 1);
  tab.fails = "QuotaExceededError";
  await assert.rejects(applyImport(tab.records, CLOCK), /storage_full/);
  assert.deepEqual(local.unsaved(), []);
  tab.fails = null;
  assert.deepEqual(idsOf(await applyImport(tab.records, CLOCK)), ["s1"]);
});

test("a page that was put away shows what other tabs did, even an erase", async () => {
  const [away, other] = [createTab(), createTab()];
  await away.records.load();
  await other.records.put("session", "s1", { a: 1 });
  const events = [];
  await readAgain(away.records, local, (event) => events.push(event));
  assert.deepEqual(idsOf(events[0].records), ["s1"]);
  await other.records.erase();
  await readAgain(away.records, local, (event) => events.push(event));
  assert.equal(events[1].type, "erased");
});

test("a finished session's breadcrumb stays while neither disk nor reserve holds it", () => {
  const draft = { holds: [{ side: "left", held_ms: 1, planned_ms: 1 }] };
  let state = { sessions: [], storage: { error: "unsaved_full" } };
  const listeners = new Set();
  const set = (next) => {
    state = { ...state, ...next };
    for (const listener of [...listeners]) listener();
  };
  const store = {
    get: () => state,
    subscribe: (listener) => listeners.add(listener) && (() => listeners.delete(listener)),
    dispatch: ({ id }) => set({ sessions: [{ id, holds: draft.holds }] }),
  };
  let crumb = { id: "s1" };
  const breadcrumb = { read: () => crumb, clear: () => (crumb = null) };
  keep({ store }, breadcrumb, { draft, id: "s1" });
  keep({ store }, breadcrumb, { draft, id: "s1" });
  assert.deepEqual(crumb, { id: "s1" });
  set({ storage: { error: null } });
  assert.equal(crumb, null);
});
