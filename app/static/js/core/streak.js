/** The streak and its kinder companions: pure functions of the days in the log, the same as in app/domain/streak.py. */
import { civilOfNumber, parseDay, weekdayOf } from "./days.js";

/** Local dates around the world differ by two days at most; a day further ahead was stamped by a wrong clock. */
const AHEAD_LIMIT_DAYS = 2;

/**
 * @typedef {{done: string[], marks: string[], plans?: {from: string, mask: number}[], today: string}} StreakInput
 * @typedef {{current: number, best: number, kept: number, pending: boolean}} StreakResult
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
 * Whether a day is a planned rest day: the plan with the latest start not after it decides.
 * @param {{from: string, mask: number}[]} plans @returns {(number: number) => boolean}
 */
function plannedRest(plans) {
  const sorted = plans
    .flatMap((plan) => {
      const from = parseDay(plan.from);
      return from === null ? [] : [{ from, mask: plan.mask }];
    })
    .sort((a, b) => a.from - b.from);
  return (number) => {
    let mask = 0;
    for (const plan of sorted) {
      if (plan.from > number) break;
      mask = plan.mask;
    }
    return ((mask >> weekdayOf(number)) & 1) === 1;
  };
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
  const covered = (day) => stretched.has(day) || rest.has(day) || planned(day);
  const last = days.length ? Math.max(todayNumber, days[days.length - 1]) : todayNumber;
  return { days, stretched, covered, planned, last };
}

/**
 * Whether every day strictly between two days satisfies a rule.
 * @param {number} from @param {number} to @param {(day: number) => boolean} rule
 */
function everyBetween(from, to, rule) {
  for (let day = from + 1; day < to; day += 1) if (!rule(day)) return false;
  return true;
}

/** Longest run. @param {number[]} days sorted @param {(day: number) => boolean} covered */
function bestRun(days, covered) {
  let best = 0;
  let run = 0;
  days.forEach((day, index) => {
    run = index > 0 && everyBetween(days[index - 1], day, covered) ? run + 1 : 1;
    best = Math.max(best, run);
  });
  return best;
}

/**
 * The streak: stretched days in the unbroken run of covered days that ends today, or yesterday while today is open.
 * @param {StreakInput} input @returns {StreakResult}
 */
export function streakOf(input) {
  const { days, stretched, covered, last } = readInput(input);
  if (days.length === 0) return { current: 0, best: 0, kept: 0, pending: false };
  const open = !covered(last);
  let current = 0;
  let kept = 0;
  for (let day = open ? last - 1 : last; day >= days[0] && covered(day); day -= 1) {
    kept += 1;
    if (stretched.has(day)) current += 1;
  }
  return { current, best: bestRun(days, covered), kept, pending: open && kept > 0 };
}

/**
 * How often a stretched day followed days without one; a gap of planned rest days only is no absence.
 * @param {StreakInput} input
 */
export function timesCameBack(input) {
  const { days, planned } = readInput(input);
  return days.filter((day, index) => index > 0 && !everyBetween(days[index - 1], day, planned)).length;
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
