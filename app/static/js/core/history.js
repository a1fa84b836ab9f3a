/** The log as people look at it: what each day was, a week, a month, a list, and the numbers beside them. */
import { monthOf, monthWeeks, parseDay, weekdayOf, weekOf } from "./days.js";
import { minutesOf, streakOf, totalsOf } from "./streak.js";

/**
 * @typedef {import("./types.d.ts").AppState} AppState @typedef {import("./types.d.ts").Session} Session @typedef {import("./types.d.ts").Day} Day
 * @typedef {import("./types.d.ts").Side} Side @typedef {import("./types.d.ts").SessionDraft} SessionDraft
 * What a day was; `open` is today without anything yet, `ahead` has not come, `none` has nothing logged.
 * @typedef {"done" | "rest" | "flare" | "travel" | "planned" | "open" | "none" | "ahead"} DayKind
 * @typedef {{day: Day, kind: DayKind, sides: number, minutes: number, today: boolean}} Cell
 * @typedef {Pick<AppState, "day" | "sessions" | "marks" | "plans">} Log
 * @typedef {{streak: import("./streak.js").StreakResult, days_this_month: number, total_days: number, came_back: number, minutes: number}} Numbers
 */

/** What the streak is computed from. @param {Log} log */
const streakInput = ({ sessions, marks, plans, day }) => ({
  done: sessions.map((session) => session.day),
  marks: marks.map((mark) => mark.id),
  plans: plans.map(({ id, mask }) => ({ from: id, mask })),
  today: day,
});

/** Every number shown beside the streak. @param {Log} log @returns {Numbers} */
export function numbersOf(log) {
  const input = streakInput(log);
  return { streak: streakOf(input), ...totalsOf(input), minutes: minutesOf(log.sessions) };
}

/** Days of plans that apply, as a rule. @param {Log} log @returns {(day: Day) => boolean} */
function planRule({ plans }) {
  return (day) => {
    const plan = plans.filter(({ id }) => id <= day).at(-1);
    return plan !== undefined && ((plan.mask >> weekdayOf(parseDay(day) ?? 0)) & 1) === 1;
  };
}

/**
 * Answers what a day was. Only the days asked about are looked at.
 * @param {Log} log @returns {(day: Day) => Cell}
 */
export function dayReader(log) {
  const marks = new Map(log.marks.map((mark) => [mark.id, mark.kind]));
  const planned = planRule(log);
  return (day) => {
    const sessions = sessionsOf(log, day);
    const holds = sessions.flatMap((session) => session.holds);
    const held_ms = holds.reduce((sum, hold) => sum + hold.held_ms, 0);
    return {
      day,
      kind: kindOf(sessions.length > 0, marks.get(day) ?? (planned(day) ? "planned" : null), day, log.day),
      sides: new Set(holds.map((hold) => hold.side)).size,
      minutes: Math.max(1, Math.round(held_ms / 60_000)),
      today: day === log.day,
    };
  };
}

/** @param {boolean} done @param {DayKind | null} mark @param {Day} day @param {Day} today @returns {DayKind} */
function kindOf(done, mark, day, today) {
  if (done) return "done";
  if (mark) return mark;
  if (day === today) return "open";
  return day > today ? "ahead" : "none";
}

/** First place in a sorted list at which a day could stand. @param {Session[]} sessions @param {Day} day */
function placeOf(sessions, day) {
  let [low, high] = [0, sessions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sessions[middle].day < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sessions of one day, in order. @param {Log} log sessions sorted by day @param {Day} day @returns {Session[]} */
export function sessionsOf({ sessions }, day) {
  const found = [];
  for (let place = placeOf(sessions, day); place < sessions.length && sessions[place].day === day; place += 1) found.push(sessions[place]);
  return found;
}

/** This week, Monday first. @param {Log} log @returns {Cell[]} */
export const weekCells = (log) => weekOf(log.day).map(dayReader(log));

/** Weeks of a month; places outside it are null. @param {Log} log @param {{year: number, month: number}} month @returns {(Cell | null)[][]} */
export function monthCells(log, month) {
  const read = dayReader(log);
  return monthWeeks(month).map((week) => week.map((day) => (day === null ? null : read(day))));
}

/** Sessions of a month, newest first. @param {Log} log @param {{year: number, month: number}} month @returns {Session[]} */
export function monthSessions(log, month) {
  const days = monthWeeks(month)
    .flat()
    .filter((day) => day !== null);
  return days.flatMap((day) => sessionsOf(log, day)).reverse();
}

/**
 * Months that can be turned to: from the first one with anything in it to the one after today's.
 * @param {Log} log @param {{year: number, month: number}} month
 * @returns {{before: boolean, after: boolean}}
 */
export function turns({ sessions, marks, day }, month) {
  const index = ({ year, month: number } = month) => year * 12 + number;
  const firsts = [sessions[0]?.day, marks[0]?.id, day].filter((first) => first !== undefined);
  const first = Math.min(...firsts.map((one) => index(monthOf(one))));
  return { before: index() > first - 12, after: index() < index(monthOf(day)) + 12 };
}

/**
 * Seconds held on each side. @param {{holds: import("./types.d.ts").Hold[]}} session
 * @returns {{left: number, right: number}}
 */
export function secondsBySide({ holds }) {
  const seconds = { left: 0, right: 0 };
  for (const hold of holds) seconds[hold.side] += hold.held_ms / 1000;
  return { left: Math.round(seconds.left), right: Math.round(seconds.right) };
}

/** Holds that give each side its seconds; a side whose seconds did not change keeps its own. @param {{left: number, right: number}} seconds @param {import("./types.d.ts").Hold[]} [before] */
export function holdsOf(seconds, before = []) {
  const old = secondsBySide({ holds: before });
  return /** @type {Side[]} */ (["left", "right"]).flatMap((side) => {
    if (seconds[side] === old[side]) return before.filter((hold) => hold.side === side);
    const held_ms = seconds[side] * 1000;
    return held_ms > 0 ? [{ side, held_ms, planned_ms: held_ms }] : [];
  });
}

/** A session added by hand. @param {Day} day @param {{left: number, right: number}} seconds @returns {SessionDraft} */
export const draftOf = (day, seconds) => ({
  day,
  ended_ms: null,
  offset_min: null,
  day_start_min: null,
  holds: holdsOf(seconds),
  variant: "kneeling",
  level: "guide",
  backfill: true,
});
