/** The app's rules: events go in, state and effects come out; writes show only once they are safe, and all can be undone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { initialState, update } from "../../../app/static/js/core/app.js";

/** Tuesday 10 March 2026, noon UTC. */
const NOON = { wall_ms: 1773144000000, mono_ms: 0, offset_min: 0 };
const STAMP = [1, 0, "00000000000000aa"];
const record = (collection, id, values) => ({
  collection,
  id,
  fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, stamp: STAMP }])),
});
const draft = (day, more = {}) => ({
  day,
  ended_ms: NOON.wall_ms,
  offset_min: 0,
  day_start_min: 180,
  holds: [{ side: "left", held_ms: 30000, planned_ms: 30000 }],
  variant: "kneeling",
  level: "guide",
  backfill: false,
  ...more,
});
const session = (id, day, more) => record("session", id, draft(day, more));

const ready = (...records) => update(initialState(NOON), { type: "loaded", records }, NOON)[0];
const step = (state, event, now = NOON) => update(state, event, now);

/** Performs effects as adapters would: writes come back as `written`. */
function settle([state, effects], now = NOON) {
  return effects.reduce((current, effect, index) => {
    if (!["put_record", "remove_record", "restore_record"].includes(effect.type)) return current;
    const values = effect.type === "remove_record" ? { _deleted: true } : effect.values;
    const old = state[`${effect.collection}s`]?.find((item) => item.id === effect.id) ?? {};
    const stored = record(effect.collection, effect.id ?? `new-${index}`, { ...old, ...values });
    return update(current, { type: "written", records: [stored], said: effect.said, undo: effect.undo }, now)[0];
  }, state);
}

test("nothing is known before loading, and the day is today's", () => {
  const state = initialState(NOON);
  assert.equal(state.phase, "loading");
  assert.equal(state.day, "2026-03-10");
  assert.equal(state.settings.hold_s, 30);
});

test("records become sessions, marks, plans and settings; broken ones are left out and change nothing else", () => {
  const state = ready(
    session("b", "2026-03-09"),
    session("a", "2026-03-08"),
    session("x", "2026-02-30"),
    record("session", "gone", { ...draft("2026-03-07"), _deleted: true }),
    record("mark", "2026-03-10", { kind: "rest" }),
    record("mark", "2026-03-11", { kind: "party" }),
    record("plan", "2026-01-01", { mask: 96 }),
    record("setting", "hold_s", { value: 45 }),
    record("setting", "repetitions", { value: 99 }),
    record("future", "1", { what: 1 }),
  );
  assert.deepEqual(
    state.sessions.map(({ id }) => id),
    ["a", "b"],
  );
  assert.deepEqual(state.marks, [{ id: "2026-03-10", kind: "rest" }]);
  assert.deepEqual(state.plans, [{ id: "2026-01-01", mask: 96 }]);
  assert.equal(state.settings.hold_s, 45);
  assert.equal(state.settings.repetitions, 2);
});

test("holds from elsewhere are checked one by one", () => {
  const holds = [
    { side: "left", held_ms: 1000 },
    { side: "up", held_ms: 1 },
    { side: "right", held_ms: -1 },
    null,
    { side: "right", held_ms: 2000, planned_ms: 3000 },
  ];
  const [first] = ready(session("a", "2026-03-08", { holds })).sessions;
  assert.deepEqual(first.holds, [
    { side: "left", held_ms: 1000, planned_ms: 1000 },
    { side: "right", held_ms: 2000, planned_ms: 3000 },
  ]);
  assert.deepEqual(ready(session("a", "2026-03-08", { holds: "many" })).sessions[0].holds, []);
});

test("a finished session is written, and shown only once it is safe", () => {
  const [state, effects] = step(ready(), { type: "session_finished", draft: draft("2026-03-10") });
  assert.equal(state.sessions.length, 0);
  assert.deepEqual(
    effects.map(({ type, collection, id }) => [type, collection, id]),
    [["put_record", "session", null]],
  );
  assert.equal(settle([state, effects]).sessions.length, 1);
});

for (const [name, before, event] of [
  ["adding", [], { type: "session_added", draft: draft("2026-03-09") }],
  ["changing", [session("a", "2026-03-08")], { type: "session_edited", id: "a", patch: { day: "2026-03-05" } }],
  ["deleting", [session("a", "2026-03-08")], { type: "session_deleted", id: "a" }],
  ["marking", [], { type: "mark_set", day: "2026-03-10", kind: "rest" }],
  ["changing a mark", [record("mark", "2026-03-10", { kind: "flare" })], { type: "mark_set", day: "2026-03-10", kind: "rest" }],
  ["clearing a mark", [record("mark", "2026-03-10", { kind: "flare" })], { type: "mark_cleared", day: "2026-03-10" }],
]) {
  test(`${name} can be undone, and undoing is not undoable itself`, () => {
    const first = ready(...before);
    const changed = settle(step(first, event));
    assert.notDeepEqual([changed.sessions, changed.marks], [first.sessions, first.marks]);
    assert.ok(changed.undo, "there is an undo");
    const undone = settle(step(changed, { type: "undo" }));
    assert.deepEqual([undone.sessions, undone.marks], [first.sessions, first.marks]);
    assert.equal(undone.undo, null);
  });
}

test("what is not there cannot be edited, deleted or cleared, and no nonsense day marked", () => {
  for (const event of [
    { type: "session_edited", id: "x", patch: {} },
    { type: "session_deleted", id: "x" },
    { type: "mark_cleared", day: "2026-03-10" },
    { type: "mark_set", day: "yesterday", kind: "rest" },
    { type: "no_such_event" },
  ]) {
    const state = ready();
    assert.deepEqual(step(state, event), [state, []]);
  }
});

test("east over the date line the skipped day gets a travel mark, once", () => {
  const state = ready(session("a", "2026-03-09", { offset_min: -600 }));
  const kinds = (given, more) =>
    step(given, { type: "session_finished", draft: draft("2026-03-11", { offset_min: 720, ...more }) })[1].map(
      ({ collection, id }) => `${collection} ${id}`,
    );
  assert.deepEqual(kinds(state), ["session null", "mark 2026-03-10"]);
  assert.deepEqual(kinds(state, { offset_min: 0 }), ["session null"]);
  assert.deepEqual(kinds(ready(session("a", "2026-03-09", { offset_min: -600 }), record("mark", "2026-03-10", { kind: "rest" }))), [
    "session null",
  ]);
  assert.deepEqual(kinds(ready(session("a", "2026-03-09", { offset_min: -600, backfill: true }))), ["session null"]);
});

test("settings change at once, go to their place, and refuse nonsense", () => {
  const [state, effects] = step(ready(), { type: "setting_set", name: "hold_s", value: 45 });
  assert.equal(state.settings.hold_s, 45);
  assert.deepEqual(effects[0], {
    type: "put_record",
    collection: "setting",
    id: "hold_s",
    values: { value: 45 },
    said: undefined,
    undo: undefined,
  });
  assert.deepEqual(step(ready(), { type: "setting_set", name: "appearance", value: "dark" })[1], [
    { type: "device_setting", name: "appearance", value: "dark" },
  ]);
  for (const [name, value] of [
    ["hold_s", 5],
    ["hold_s", "30"],
    ["nonsense", 1],
    ["__proto__", {}],
    ["lead_side", "up"],
  ]) {
    const before = ready();
    assert.deepEqual(step(before, { type: "setting_set", name, value }), [before, []]);
  }
});

test("a setting of another phone arrives, and a deleted one falls back", () => {
  const state = ready(record("setting", "hold_s", { value: 60 }));
  assert.equal(
    step(state, { type: "records_changed", records: [record("setting", "hold_s", { value: null, _deleted: true })] })[0].settings.hold_s,
    30,
  );
  assert.equal(
    step(state, { type: "records_changed", records: [record("setting", "vault_choice", { value: "linked" })] })[0].settings.vault_choice,
    "unasked",
  );
});

test("the day turns at the person's hour and nothing else changes", () => {
  const state = ready();
  const late = { ...NOON, wall_ms: Date.UTC(2026, 2, 11, 2, 59) };
  assert.equal(step(state, { type: "tick_day" }, late)[0], state);
  assert.equal(step(state, { type: "tick_day" }, { ...late, wall_ms: late.wall_ms + 60_000 })[0].day, "2026-03-11");
});

test("the vault is a choice of this phone, kept as a setting", () => {
  const [linked, effects] = step(ready(), { type: "link_vault" });
  assert.equal(linked.settings.vault_choice, "linked");
  assert.deepEqual(
    effects.map(({ type }) => type),
    ["device_setting", "link_vault"],
  );
  assert.equal(step(linked, { type: "decline_vault" })[0].settings.vault_choice, "declined");
});

test("after an erase the app is as new", () => {
  const state = step(ready(session("a", "2026-03-08"), record("setting", "hold_s", { value: 60 })), { type: "erased" })[0];
  assert.deepEqual([state.sessions, state.settings.hold_s, state.phase], [[], 30, "ready"]);
});

test("failing storage is said, and what was loaded stays", () => {
  const state = step(ready(session("a", "2026-03-08")), { type: "storage_changed", storage: { mode: "memory", error: "storage_full" } })[0];
  assert.equal(state.sessions.length, 1);
  assert.deepEqual(state.storage, { mode: "memory", persisted: null, error: "storage_full" });
});
