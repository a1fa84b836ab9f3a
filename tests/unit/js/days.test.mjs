/** Civil day arithmetic: leap years, months, weeks, and dates that are none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addDays,
  addMonths,
  civilOfNumber,
  dayOf,
  daysBetween,
  formatDay,
  monthLength,
  monthOf,
  monthWeeks,
  parseDay,
  weekdayOf,
  weekOf,
} from "../../../app/static/js/core/days.js";

test("every day from year 1 to 9999 has one number and comes back from it", () => {
  const first = parseDay("0001-01-01");
  const last = parseDay("9999-12-31");
  assert.equal(last - first + 1, 3_652_059);
  for (let number = first; number <= last; number += 97) assert.equal(parseDay(formatDay(number)), number);
});

test("numbers agree with the calendar of Date in UTC", () => {
  for (let number = -100_000; number < 100_000; number += 31) {
    const date = new Date(number * 86_400_000);
    assert.deepEqual(civilOfNumber(number), { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
    assert.equal(weekdayOf(number), (date.getUTCDay() + 6) % 7);
  }
});

test("what is no date reads as null", () => {
  for (const text of [
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "0000-01-01",
    "26-01-01",
    "2026-1-1",
    " 2026-01-01",
    "2026-01-01T",
    "",
    null,
    5,
  ]) {
    assert.equal(parseDay(text), null, String(text));
  }
  assert.equal(monthLength(2100, 2), 28);
  assert.equal(monthLength(2000, 2), 29);
});

test("days move over months, years and leap days", () => {
  assert.equal(addDays("2028-02-28", 1), "2028-02-29");
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
  assert.equal(addDays("2026-03-01", -1), "2026-02-28");
  assert.equal(daysBetween("2026-03-10", "2026-03-08"), -2);
  assert.deepEqual(addMonths({ year: 2026, month: 1 }, -1), { year: 2025, month: 12 });
  assert.deepEqual(addMonths({ year: 2026, month: 12 }, 1), { year: 2027, month: 1 });
  assert.deepEqual(monthOf("2026-11-22"), { year: 2026, month: 11 });
});

test("a week begins on Monday, wherever in it the day lies", () => {
  const week = ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13", "2026-03-14", "2026-03-15"];
  for (const day of week) assert.deepEqual(weekOf(day), week);
});

test("a month is whole weeks with empty places around it", () => {
  const march = monthWeeks({ year: 2026, month: 3 });
  assert.equal(march.length, 6);
  assert.deepEqual(march[0], [null, null, null, null, null, null, "2026-03-01"]);
  assert.deepEqual(march.flat().filter(Boolean).length, 31);
  assert.deepEqual(monthWeeks({ year: 2027, month: 2 }).length, 4);
});

test("the day begins at its hour, whatever the zone of this machine", () => {
  assert.equal(dayOf(1773197999000, 0, 180), "2026-03-10");
  assert.equal(dayOf(1773198000000, 0, 180), "2026-03-11");
  assert.equal(dayOf(1782901800000, 840, 0), "2026-07-02");
});
