/** What each day was, the month and week as cells, and sessions edited by side and seconds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dayReader,
  draftOf,
  holdsOf,
  monthCells,
  monthSessions,
  numbersOf,
  secondsBySide,
  sessionsOf,
  turns,
  weekCells,
} from "../../../app/static/js/core/history.js";
import { plannedMinutes } from "../../../app/static/js/core/plan-length.js";
import { defaultSettings } from "../../../app/static/js/core/storage-map.js";
import { createWords } from "../../../app/static/js/core/words.js";
import { createDates } from "../../../app/static/js/ui/dates.js";
import { headline } from "../../../app/static/js/ui/screens/today-words.js";
import { syncText } from "../../../app/static/js/ui/sync-words.js";
import { readFileSync } from "node:fs";

/** @param {string} path inside the app */
const read = (path) => readFileSync(new URL(`../../../app/${path}`, import.meta.url), "utf-8");
const texts = JSON.parse(read("static/content/i18n/en.json"));
const words = createWords("en", Object.fromEntries(Object.entries(texts).map(([key, { text }]) => [key, text])));

const hold = (side, seconds) => ({ side, held_ms: seconds * 1000, planned_ms: 30000 });
const session = (day, holds = [hold("left", 30), hold("right", 30), hold("left", 30), hold("right", 30)]) => ({
  ...draftOf(day, { left: 0, right: 0 }),
  id: `s-${day}`,
  holds,
});
const log = (more = {}) => ({ day: "2026-03-10", sessions: [], marks: [], plans: [], ...more });

test("a day is what was done, else its mark, else its plan, else open, to come, or nothing", () => {
  const read = dayReader(
    log({
      sessions: [session("2026-03-06"), session("2026-03-07")],
      marks: [
        { id: "2026-03-07", kind: "rest" },
        { id: "2026-03-09", kind: "flare" },
        { id: "2026-03-20", kind: "travel" },
      ],
      plans: [{ id: "2026-03-01", mask: 64 }],
    }),
  );
  const kinds = ["2026-03-06", "2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10", "2026-03-11", "2026-03-20", "2026-03-02"].map(
    (day) => read(day).kind,
  );
  assert.deepEqual(kinds, ["done", "done", "planned", "flare", "open", "ahead", "travel", "none"]);
  assert.deepEqual(read("2026-03-06"), { day: "2026-03-06", kind: "done", sides: 2, minutes: 2, today: false });
});

test("several sessions of a day add up; a short one is still a minute", () => {
  const read = dayReader(
    log({ sessions: [session("2026-03-06", [hold("left", 15)]), session("2026-03-08"), session("2026-03-08", [hold("left", 90)])] }),
  );
  assert.deepEqual([read("2026-03-06").sides, read("2026-03-06").minutes], [1, 1]);
  assert.equal(read("2026-03-08").minutes, 4);
  assert.equal(
    sessionsOf(log({ sessions: [session("2026-03-08"), session("2026-03-08"), session("2026-03-09")] }), "2026-03-08").length,
    2,
  );
});

test("cells are named as the contract says", async () => {
  const { cellName } = await import("../../../app/static/js/ui/elements/cell-name.js");
  const dates = createDates(words);
  const cell = (kind, more) => ({ day: "2026-03-10", kind, sides: 2, minutes: 2, today: false, ...more });
  assert.equal(cellName(cell("done"), words, dates), "10 March 2026: stretched, 2 sides, 2 min");
  assert.equal(cellName(cell("done", { sides: 1 }), words, dates), "10 March 2026: stretched, 1 side, 2 min");
  assert.equal(cellName(cell("rest", { day: "2026-03-11" }), words, dates), "11 March 2026: rest day");
  for (const kind of ["none", "open", "ahead"])
    assert.equal(cellName(cell(kind, { day: "2026-03-12" }), words, dates), "12 March 2026: nothing logged");
});

test("week and month hold the right days", () => {
  assert.deepEqual(
    weekCells(log()).map(({ day }) => day.slice(8)),
    ["09", "10", "11", "12", "13", "14", "15"],
  );
  assert.equal(
    monthCells(log(), { year: 2026, month: 3 })
      .flat()
      .filter((cell) => cell?.today).length,
    1,
  );
  const sessions = ["2026-02-28", "2026-03-01", "2026-03-09", "2026-04-01"].map((day) => session(day));
  assert.deepEqual(
    monthSessions(log({ sessions }), { year: 2026, month: 3 }).map(({ day }) => day),
    ["2026-03-09", "2026-03-01"],
  );
});

test("one may turn back a year before the first record and forward a year", () => {
  const at = (month) => turns(log({ sessions: [session("2026-01-05")] }), month);
  assert.deepEqual(at({ year: 2026, month: 3 }), { before: true, after: true });
  assert.deepEqual(at({ year: 2025, month: 1 }), { before: false, after: true });
  assert.deepEqual(at({ year: 2027, month: 3 }), { before: true, after: false });
});

test("a side whose seconds did not change keeps its holds", () => {
  const before = [hold("left", 30), hold("right", 20), hold("left", 31)];
  assert.deepEqual(secondsBySide({ holds: before }), { left: 61, right: 20 });
  assert.deepEqual(holdsOf({ left: 61, right: 45 }, before), [before[0], before[2], { side: "right", held_ms: 45000, planned_ms: 45000 }]);
  assert.deepEqual(
    holdsOf({ left: 61, right: 0 }, before).map(({ side }) => side),
    ["left", "left"],
  );
});

test("what the document says of the length, before any script, is true for a fresh person", () => {
  const [, n] = read("templates/screens/today.html").match(/"today.dose", n=(\d+)/) ?? [];
  const [routine, steps] = ["routines/kneeling", "steps"].map((name) => JSON.parse(read(`static/content/${name}.json`)));
  assert.equal(Number(n), plannedMinutes({ routine, steps, settings: defaultSettings(), sessions: [] }));
});

test("the headline never says zero, and an open day is not a miss", () => {
  const say = (more) => headline(words, numbersOf(log(more)), dayReader(log(more))("2026-03-10"));
  assert.deepEqual(say({}), { say: "Ready when you are.", run: "", sub: "The figure shows you every move." });
  assert.deepEqual(say({ sessions: [session("2026-03-08"), session("2026-03-09")] }), {
    say: "Ready when you are.",
    run: "2 days in a row",
    sub: "Today is still open.",
  });
  assert.equal(say({ sessions: [session("2026-03-10")] }).say, "Done for today.");
  assert.equal(say({ sessions: [session("2026-03-01")] }).run, "Good to see you.");
  assert.match(say({ sessions: [session("2026-03-09")], marks: [{ id: "2026-03-10", kind: "rest" }] }).sub, /Rest day/);
  for (const key of Object.keys(texts).filter((name) => name.startsWith("today.") || name.startsWith("history."))) {
    assert.doesNotMatch(JSON.stringify(texts[key].text), /\b(lost|broke|broken|missed|fail|don't)\b|!/i, key);
  }
});

test("sync is told in plain words", () => {
  const say = (sync, choice = "linked", phase = "ready") =>
    syncText(
      {
        phase,
        settings: { vault_choice: choice },
        sync: { status: "idle", waiting: 0, parked: 0, last_ok_ms: 1_000_000, error: null, ...sync },
      },
      words,
      1_000_000 + 125_000,
    );
  assert.equal(say({}, "declined"), "Saved on this phone");
  assert.equal(say({}), "Synced 2 min ago");
  assert.equal(say({ status: "waiting", waiting: 3 }), "Saved on this phone. 3 changes waiting to be copied");
  assert.equal(say({ status: "offline", waiting: 1 }), "Offline. Saved on this phone, 1 change waiting");
  assert.equal(say({ status: "error", error: "quota" }), "Saved on this phone. The safe copy needs a look in Settings");
  assert.equal(say({ last_ok_ms: 1_000_000 + 200_000 }), "Synced just now");
});
