/** Civil days as whole numbers counted from 1970-01-01, with no knowledge of zones: the only day arithmetic of the app. */

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The day an instant belongs to: local wall time minus the hour at which the person's day begins.
 * @param {number} instant_ms @param {number} offset_min minutes east of UTC @param {number} day_start_min
 * @returns {number} civil day number
 */
export function dayNumberOf(instant_ms, offset_min, day_start_min) {
  return Math.floor((instant_ms + (offset_min - day_start_min) * MINUTE_MS) / DAY_MS);
}

/**
 * The same as a date. @param {number} instant_ms @param {number} offset_min @param {number} day_start_min
 * @returns {string} YYYY-MM-DD
 */
export function dayOf(instant_ms, offset_min, day_start_min) {
  return formatDay(dayNumberOf(instant_ms, offset_min, day_start_min));
}

/** @param {number} year */
const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days in a month. @param {number} year @param {number} month 1..12 */
export function monthLength(year, month) {
  return month === 2 && isLeap(year) ? 29 : MONTH_LENGTHS[month - 1];
}

/** Day number of a civil date (proleptic Gregorian). @param {number} year @param {number} month @param {number} day */
export function numberOfCivil(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/**
 * The date of a day number. @param {number} number
 * @returns {{year: number, month: number, day: number}}
 */
export function civilOfNumber(number) {
  const z = number + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** @param {number} value @param {number} width */
const pad = (value, width) => String(value).padStart(width, "0");

/** A day number as YYYY-MM-DD. @param {number} number */
export function formatDay(number) {
  const { year, month, day } = civilOfNumber(number);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/**
 * The number of a date, or null when the text is no real date between year 1 and 9999.
 * @param {unknown} text @returns {number | null}
 */
export function parseDay(text) {
  const match = typeof text === "string" ? DAY_PATTERN.exec(text) : null;
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null;
  return numberOfCivil(year, month, day);
}

/** A real date moved by whole days. @param {string} day @param {number} count */
export function addDays(day, count) {
  return formatDay((parseDay(day) ?? 0) + count);
}

/** Days from one date to the other. @param {string} from @param {string} to */
export function daysBetween(from, to) {
  return (parseDay(to) ?? 0) - (parseDay(from) ?? 0);
}

/** Day of the week, 0 = Monday. @param {number} number */
export function weekdayOf(number) {
  return (((number + 3) % 7) + 7) % 7;
}

/** The seven days of the week a day lies in, Monday first. @param {string} day @returns {string[]} */
export function weekOf(day) {
  const number = parseDay(day) ?? 0;
  const monday = number - weekdayOf(number);
  return Array.from({ length: 7 }, (_, index) => formatDay(monday + index));
}

/** Year and month of a date. @param {string} day @returns {{year: number, month: number}} */
export function monthOf(day) {
  const { year, month } = civilOfNumber(parseDay(day) ?? 0);
  return { year, month };
}

/**
 * A month moved by whole months. @param {{year: number, month: number}} from @param {number} count
 * @returns {{year: number, month: number}}
 */
export function addMonths(from, count) {
  const index = from.year * 12 + from.month - 1 + count;
  return { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
}

/**
 * The weeks of a month, Monday first; places outside the month are null.
 * @param {{year: number, month: number}} month @returns {(string | null)[][]}
 */
export function monthWeeks({ year, month }) {
  const first = numberOfCivil(year, month, 1);
  const length = monthLength(year, month);
  const lead = weekdayOf(first);
  const weeks = Math.ceil((lead + length) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_unused, column) => {
      const index = week * 7 + column - lead;
      return index >= 0 && index < length ? formatDay(first + index) : null;
    }),
  );
}
