/** Export and import: a round trip loses nothing, and no file, however broken, huge or foreign, does harm. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf } from "../../../app/static/js/core/digest.js";
import { importRow, recordOf, writeRow } from "../../../app/static/js/core/ledger.js";
import { tick } from "../../../app/static/js/core/hlc.js";
import { exportDocument, mergeImport, parseDocument } from "../../../app/static/js/core/transfer.js";
import { randomFrom } from "./sync-world.mjs";

const NOW = 1_770_000_000_000;
const DEVICE = "00000000000000aa";
const CLOCK = { device: DEVICE, last: null, seen: null, offset_ms: 0 };

/** A phone's rows after many edits. @param {number} seed */
function livedIn(seed, rows = new Map()) {
  const random = randomFrom(seed);
  let clock = CLOCK;
  for (let edit = 0; edit < 60; edit += 1) {
    const [collection, id] = [random.pick(["session", "mark", "setting", "later"]), `r${random.below(8)}`];
    const values = random.below(5) ? { a: random.below(9), b: "é" } : { _deleted: true };
    const result = writeRow(rows.get(`${collection}/${id}`) ?? null, { collection, id, values }, clock, NOW + edit);
    rows.set(result.row.key, result.row);
    clock = result.clock;
  }
  return rows;
}
const textOf = (rows) => JSON.stringify(exportDocument([...rows.values()].map(recordOf), NOW));
const digest = (rows) => digestOf([...rows.values()].map(recordOf));
/** @param {Map<string, any>} rows */
function importInto(rows, text, wall_ms = NOW + 1000) {
  const { parsed, error } = parseDocument(text);
  if (error) return { error };
  const result = mergeImport((key) => rows.get(key) ?? null, parsed.records, CLOCK, wall_ms);
  for (const row of result.rows) rows.set(row.key, row);
  return { ...result, skipped: parsed.skipped };
}

test("export, erase, import gives the identical state by digest, all of it news to the server", () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const rows = livedIn(seed);
    const empty = new Map();
    importInto(empty, textOf(rows));
    assert.equal(digest(empty), digest(rows), `seed ${seed}`);
    for (const row of empty.values()) assert.deepEqual([...row.dirty].sort(), Object.keys(row.fields).sort());
  }
});

test("importing the same file again changes nothing", () => {
  const rows = livedIn(1);
  const { summary } = importInto(rows, textOf(rows));
  assert.equal(summary.same, rows.size);
  assert.deepEqual([summary.sessions_new, summary.sessions_changed, summary.marks, summary.settings, summary.other], [0, 0, 0, 0, 0]);
});

test("two phones that swap files end equal", () => {
  const [a, b] = [livedIn(3), livedIn(4)];
  const [fileA, fileB] = [textOf(a), textOf(b)];
  importInto(a, fileB);
  importInto(b, fileA);
  assert.equal(digest(a), digest(b));
});

test("the dry run tells what is new, changed, and older", () => {
  const record = (id, value, ms) => ({ collection: "session", id, fields: { day: { value, stamp: [ms, 0, DEVICE] } } });
  const rows = new Map();
  importInto(rows, JSON.stringify(exportDocument([record("a", "2026-03-01", 10), record("b", "2026-03-01", 10)], NOW)));
  const { summary } = importInto(
    rows,
    JSON.stringify(exportDocument([record("a", "2026-03-02", 20), record("b", "2026-02-01", 5), record("c", "x", 1)], NOW)),
  );
  assert.deepEqual([summary.sessions_new, summary.sessions_changed, summary.same], [1, 1, 1]);
  assert.equal(rows.get("session/a").fields.day.value, "2026-03-02");
});

test("stamps from the future are made anew, so that later edits win", () => {
  const rows = new Map();
  const far = { collection: "setting", id: "hold_s", fields: { value: { value: 30, stamp: [2 ** 52, 0, DEVICE] } } };
  importInto(rows, JSON.stringify(exportDocument([far], NOW)));
  assert.equal(rows.get("setting/hold_s").fields.value.stamp[0], NOW + 1000);
});

for (const [name, text, error] of [
  ["an empty file", "", "not_json"],
  ["half a file", textOf(livedIn(1)).slice(0, 500), "not_json"],
  ["a picture", "\u0089PNG\r\n\u001a\n\u0000\u0000", "not_json"],
  ["a list", "[]", "not_ilio"],
  ["null", "null", "not_ilio"],
  ["someone else's JSON", '{"format":"loop","records":[]}', "not_ilio"],
  ["no version", '{"format":"ilio-export","records":[]}', "not_ilio"],
  ["a version to come", '{"format":"ilio-export","version":2,"records":[]}', "too_new"],
  ["no records", '{"format":"ilio-export","version":1,"records":[]}', "nothing_in_it"],
  ["only broken records", '{"format":"ilio-export","version":1,"records":[1,null,"x",{},{"collection":"session"}]}', "nothing_in_it"],
  ["too many records", JSON.stringify({ format: "ilio-export", version: 1, records: Array.from({ length: 50_001 }, () => 0) }), "too_big"],
  ["more than 20 MB", "x".repeat(20_000_001), "too_big"],
  ["a thousand levels", `${"[".repeat(1000)}${"]".repeat(1000)}`, "not_ilio"],
]) {
  test(`${name} is refused with ${error}`, () => assert.deepEqual(parseDocument(text), { error }));
}

/** A list in a list and so on. @param {number} levels */
const nested = (levels) => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);

test("a file of any depth is refused in words", () => {
  const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
  const record = `{"collection":"session","id":"s","fields":{"a":{"value":${deep},"stamp":[1,0,"${DEVICE}"]}}}`;
  const text = `{"format":"ilio-export","version":1,"records":[${record}]}`;
  assert.deepEqual(parseDocument(text), { error: "nothing_in_it" });
});

test("a stamp after the largest counter is still one the server takes", () => {
  assert.deepEqual(tick([NOW, 2 ** 31 - 1, DEVICE], NOW, DEVICE), [NOW + 1, 0, DEVICE]);
});

test("a value that wins under an equal stamp is news to the server", () => {
  const field = (value) => ({ a: { value, stamp: [1, 0, DEVICE] } });
  const row = { key: "session/s", collection: "session", id: "s", fields: field(1), dirty: [] };
  const result = importRow(row, { collection: "session", id: "s", fields: field(2) });
  assert.deepEqual([result.changed, result.row.fields.a.value, result.row.dirty], [true, 2, ["a"]]);
});

test("broken records are counted and left out, the others come in", () => {
  const stamp = [1, 0, DEVICE];
  const good = { collection: "session", id: "s1", fields: { day: { value: "2026-03-01", stamp } } };
  const records = [
    good,
    { ...good, id: "deep", fields: { day: { value: nested(16), stamp: [1, 2 ** 31 - 1, DEVICE] } } },
    { ...good, id: "" },
    { ...good, id: "../x" },
    { ...good, collection: "Session" },
    { ...good, fields: { day: { value: 1 } } },
    { ...good, fields: { day: { value: 1, stamp: [1, 0, "zz"] } } },
    { ...good, fields: { day: { stamp } } },
    { ...good, fields: [] },
    { ...good, fields: { day: { value: 1, stamp: [1, 2 ** 31, DEVICE] } } },
    { ...good, fields: { day: { value: nested(17), stamp } } },
    { ...good, extra: nested(20) },
    { ...good, id: "big", fields: { day: { value: "x".repeat(20_000), stamp } } },
  ];
  const text = JSON.stringify({ format: "ilio-export", version: 1, records }).replace("[1,0,", "[1,0,");
  const evil = text.replace(
    '"records":[',
    `"records":[{"collection":"session","id":"e","fields":{"__proto__":{"value":1,"stamp":[1,0,"${DEVICE}"]}}},`,
  );
  const { parsed } = parseDocument(evil);
  assert.deepEqual([parsed.records.length, parsed.skipped], [2, 12]);
  assert.equal({}.stamp, undefined);
});

test("a byte order mark in front is no reason to refuse", () => {
  assert.equal(parseDocument(`\uFEFF${textOf(livedIn(1))}`).error, undefined);
});

test("an old file does not bring a deleted session back", () => {
  const rows = new Map();
  let result = writeRow(null, { collection: "session", id: "s", values: { day: "2026-03-01" } }, CLOCK, NOW);
  rows.set("session/s", result.row);
  const file = textOf(rows);
  result = writeRow(result.row, { collection: "session", id: "s", values: { _deleted: true } }, result.clock, NOW + 5);
  rows.set("session/s", result.row);
  importInto(rows, file);
  assert.equal(rows.get("session/s").fields._deleted.value, true);
});
