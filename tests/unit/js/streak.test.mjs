/** The kinder numbers, and the streak at sizes and places the vectors do not reach. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays } from "../../../app/static/js/core/days.js";
import { minutesOf, streakOf, timesCameBack, totalsOf } from "../../../app/static/js/core/streak.js";

const run = (from, count) => Array.from({ length: count }, (_, index) => addDays(from, index));

test("coming back counts after days without a stretch, not after planned rest", () => {
  const plans = [{ from: "2026-01-01", mask: 96 }];
  const done = [...run("2026-03-02", 5), ...run("2026-03-09", 2), "2026-03-13"];
  assert.equal(timesCameBack({ done, marks: [], plans, today: "2026-03-13" }), 1);
  assert.equal(timesCameBack({ done, marks: [], today: "2026-03-13" }), 2);
  assert.equal(timesCameBack({ done: ["2026-03-01", "2026-03-03"], marks: ["2026-03-02"], today: "2026-03-03" }), 1);
});

test("totals look at this month and at all days, once each", () => {
  const done = ["2026-02-28", "2026-03-01", "2026-03-01", "2026-03-09"];
  assert.deepEqual(totalsOf({ done, marks: [], today: "2026-03-10" }), { days_this_month: 2, total_days: 3, came_back: 1 });
});

test("days nobody can have reached are left out, unreadable ones too", () => {
  const done = ["2026-03-10", "2026-03-20", "nonsense"];
  assert.deepEqual(streakOf({ done, marks: ["2026-99-99"], today: "2026-03-10" }), { current: 1, best: 1, kept: 1, pending: false });
  assert.equal(totalsOf({ done, marks: [], today: "2026-03-10" }).total_days, 1);
});

test("minutes are held time, rounded down", () => {
  assert.equal(minutesOf([{ holds: [{ held_ms: 30_000 }, { held_ms: 89_000 }] }, { holds: [] }]), 1);
});

test("ten years of days are quick, and a stray day from long ago does not hurt", () => {
  const done = [...run("2016-11-25", 3650), "0001-01-01"];
  const marks = run("2020-01-01", 300);
  const begin = performance.now();
  assert.equal(streakOf({ done, marks, plans: [{ from: "2018-01-01", mask: 96 }], today: done[3649] }).current, 3650);
  assert.ok(performance.now() - begin < 250, "a generous bound; the bench measures the real one");
});

test("days at both ends of the calendar and thousands of plans do not freeze the app", () => {
  const plans = run("0001-01-01", 20_000).map((from, index) => ({ from, mask: index % 3 ? 127 : 63 }));
  const input = { done: [...run("1950-01-01", 20_000), "0001-01-01", "2026-03-10"], marks: [], plans, today: "2026-03-10" };
  const begin = performance.now();
  assert.deepEqual(streakOf(input), { current: 20_001, best: 20_001, kept: 719_686, pending: false });
  assert.equal(timesCameBack(input), 1);
  assert.ok(performance.now() - begin < 1_000, "a generous bound: looking at every plan for every day took far longer");
});
