/** The streak and its kinder companions: pure functions of the days in the log, the same as in app/domain/streak.py. */
import { civilOfNumber, parseDay, weekdayOf } from "./days.js";

/** Local dates around the world differ by two days at most; a day further ahead was stamped by a wrong clock. */
const AHEAD_LIMIT_DAYS = 2;
const WHOLE_WEEK = 0b1111111;

/**
 * @typedef {{done: string[], marks: string[], plans?: {from: string, mask: number}[], today: string}} StreakInput
 * @typedef {{current: number, best: number, kept: number, pending: boolean}} StreakResult
 * @typedef {(day: number) => number} Since a day from which on all days up to the given one count, or the day after it
 */

/**
 * Day numbers of real dates. @param {Iterable<string>} days @returns {Set<number>}
 */
function numbers(days) {
  const result = new Set();
  for (const day of days) {
    const number = parseDay(day);
    if (number !== null) result.add(number);
  }
  return result;
}

/**
 * How far back planned rest is known to cover, in one look: a day from which on every day up to the given one is planned
 * rest, or the day after it when it is none. The plan with the latest start not after the day decides.
 * @param {{from: string, mask: number}[]} plans @returns {Since}
 */
function plannedRest(plans) {
  const sorted = plans
    .flatMap((plan) => {
      const from = parseDay(plan.from);
      return from === null ? [] : [{ from, mask: plan.mask & WHOLE_WEEK }];
    })
    .sort((a, b) => a.from - b.from);
  return (day) => {
    const ruling = sorted[firstIndex(sorted, (plan) => plan.from > day) - 1];
    if (ruling?.mask === WHOLE_WEEK) return ruling.from;
    return ruling && (ruling.mask >> weekdayOf(day)) & 1 ? day : day + 1;
  };
}

/**
 * Where the items begin for which the rule holds, by halving: it holds for none before and all after.
 * @template T @param {T[]} items @param {(item: T) => boolean} rule
 */
function firstIndex(items, rule) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rule(items[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * What the functions below share: stretched days that count, the covering rule, the last day looked at.
 * @param {StreakInput} input
 */
function readInput({ done, marks, plans = [], today }) {
  const todayNumber = parseDay(today) ?? 0;
  const days = [...numbers(done)].filter((day) => day <= todayNumber + AHEAD_LIMIT_DAYS).sort((a, b) => a - b);
  const stretched = new Set(days);
  const rest = numbers(marks);
  const planned = plannedRest(plans);
  /** @param {number} day */
  const covered = (day) => (stretched.has(day) || rest.has(day) ? day : planned(day));
  const last = days.length ? Math.max(todayNumber, days[days.length - 1]) : todayNumber;
  return { days, covered, planned, last };
}

/**
 * The first day, not before the floor, of the covered days that end with a day; the day after it when it is a hole.
 * A plan without every day of the week meets a hole within seven days, so the work grows with the days and plans given,
 * never with the years between them.
 * @param {number} day @param {number} floor @param {Since} since
 */
function reach(day, floor, since) {
  let at = day;
  while (at >= floor) {
    const from = since(at);
    if (from > at) break;
    at = from - 1;
  }
  return Math.max(at + 1, floor);
}

/**
 * Whether every day strictly between two days is covered. @param {number} from @param {number} to @param {Since} since
 */
const isBridged = (from, to, since) => reach(to - 1, from + 1, since) === from + 1;

/** Longest run. @param {number[]} days sorted @param {Since} covered */
function bestRun(days, covered) {
  let best = 0;
  let run = 0;
  days.forEach((day, index) => {
    run = index > 0 && isBridged(days[index - 1], day, covered) ? run + 1 : 1;
    best = Math.max(best, run);
  });
  return best;
}

/**
 * The streak: stretched days in the unbroken run of covered days that ends today, or yesterday while today is open.
 * @param {StreakInput} input @returns {StreakResult}
 */
export function streakOf(input) {
  const { days, covered, last } = readInput(input);
  if (days.length === 0) return { current: 0, best: 0, kept: 0, pending: false };
  const open = covered(last) > last;
  const end = open ? last - 1 : last;
  const first = reach(end, days[0], covered);
  const kept = end - first + 1;
  const current = kept > 0 ? days.length - firstIndex(days, (day) => day >= first) : 0;
  return { current, best: bestRun(days, covered), kept, pending: open && kept > 0 };
}

/**
 * How often a stretched day followed days without one; a gap of planned rest days only is no absence.
 * @param {StreakInput} input
 */
export function timesCameBack(input) {
  const { days, planned } = readInput(input);
  return days.filter((day, index) => index > 0 && !isBridged(days[index - 1], day, planned)).length;
}

/**
 * The kinder numbers beside the streak.
 * @param {StreakInput} input
 * @returns {{days_this_month: number, total_days: number, came_back: number}}
 */
export function totalsOf(input) {
  const { days } = readInput(input);
  const now = civilOfNumber(parseDay(input.today) ?? 0);
  const thisMonth = days.filter((day) => {
    const { year, month } = civilOfNumber(day);
    return year === now.year && month === now.month;
  });
  return { days_this_month: thisMonth.length, total_days: days.length, came_back: timesCameBack(input) };
}

/**
 * Minutes held, rounded down. @param {{holds: {held_ms: number}[]}[]} sessions
 */
export function minutesOf(sessions) {
  let held_ms = 0;
  for (const session of sessions) for (const hold of session.holds) held_ms += hold.held_ms;
  return Math.floor(held_ms / 60_000);
}
