/** What Settings says about the data, and which numbers it takes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createWords } from "../../../app/static/js/core/words.js";
import { wholeNumber } from "../../../app/static/js/ui/screens/settings-fields.js";
import { ago, fileText, phoneText, serverTexts } from "../../../app/static/js/ui/screens/settings-status.js";

const entries = JSON.parse(readFileSync(new URL("../../../app/static/content/i18n/en.json", import.meta.url), "utf8"));
const words = createWords("en", Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, entry.text])));
const NOW_MS = Date.UTC(2026, 2, 10, 12);
const MINUTE_MS = 60_000;

function state({ sync = {}, storage = {}, vault_choice = "linked", phase = "ready" } = {}) {
  return {
    phase,
    storage: { mode: "idb", persisted: false, error: null, ...storage },
    sync: { status: "idle", waiting: 0, parked: 0, last_ok_ms: NOW_MS - 2 * MINUTE_MS, error: null, ...sync },
    settings: { vault_choice },
  };
}
const server = (parts) => serverTexts(state(parts), words, NOW_MS);

test("numbers: only whole ones within the limits are taken", () => {
  assert.equal(wholeNumber("30", 10, 120), 30);
  assert.equal(wholeNumber(" 10 ", 10, 120), 10);
  for (const text of ["", "9", "121", "30.5", "-30", "1e2", "abc", "٣٠", "99999"]) assert.equal(wholeNumber(text, 10, 120), null, text);
});

test("age: from just now to days, and never in the future", () => {
  const told = (ms) => ago(NOW_MS - ms, words, NOW_MS);
  assert.equal(told(0), "just now");
  assert.equal(told(-5 * MINUTE_MS), "just now");
  assert.equal(told(2 * MINUTE_MS), "2 minutes ago");
  assert.equal(told(59.9 * MINUTE_MS), "59 minutes ago");
  assert.equal(told(60 * MINUTE_MS), "1 hour ago");
  assert.equal(told(3 * 1440 * MINUTE_MS), "3 days ago");
  assert.equal(told(400 * 1440 * MINUTE_MS), "400 days ago");
});

test("phone: every kind of storage has its own sentence", () => {
  const kinds = [
    { persisted: true },
    { persisted: false },
    ...["storage_full", "storage_newer", "storage_gone", "unsaved_full"].map((error) => ({ mode: "memory", error })),
  ];
  const told = kinds.map((storage) => phoneText(state({ storage }), words));
  assert.equal(new Set(told).size, kinds.length);
  assert.ok(told.every((text) => !text.startsWith("settings.")));
  assert.equal(phoneText(state({ phase: "loading" }), words), words.t("settings.loading"));
});

test("server: nothing, last sync, waiting, refused, offline, error", () => {
  assert.deepEqual(server({ vault_choice: "declined" }), [words.t("settings.server_off")]);
  assert.deepEqual(server(), ["A safe copy. Last synced 2 minutes ago."]);
  assert.deepEqual(server({ sync: { last_ok_ms: null } }), [words.t("settings.server_never")]);
  assert.deepEqual(server({ sync: { status: "syncing" } }), ["Syncing now."]);
  assert.match(server({ sync: { waiting: 1 } })[1], /^1 change is waiting/);
  assert.match(server({ sync: { waiting: 3 } })[1], /^3 changes are waiting/);
  assert.match(server({ sync: { parked: 2 } })[1], /^2 entries need a look/);
  assert.equal(server({ sync: { status: "offline" } })[1], words.t("settings.server_offline"));
});

test("server: every lasting error has words, and an unknown one the general sentence", () => {
  const told = ["device_unknown", "vault_erased", "quota", "too_old", "forbidden"].map((error) => server({ sync: { status: "error", error } })[1]);
  assert.equal(new Set(told).size, told.length);
  assert.ok(told.every((text) => !text.startsWith("settings.")));
  assert.equal(server({ sync: { status: "error", error: "something new" } })[1], words.t("settings.server_error"));
});

test("file: never, or the date of the last one", () => {
  assert.equal(fileText(null, words), "No file yet.");
  assert.equal(fileText(NOW_MS, words), "Last file: 10 March 2026.");
});
