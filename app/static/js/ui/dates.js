/** Civil days in the language's own way of writing dates. */
import { DAY_MS, numberOfCivil, parseDay, weekdayOf } from "../core/days.js";

/** @typedef {ReturnType<typeof createDates>} Dates */

/** @param {import("../core/types.d.ts").Words} words */
export function createDates(words) {
  const locale = words.t("app.locale");
  /** A civil day has no zone; noon UTC of it is formatted in UTC. @param {Intl.DateTimeFormatOptions} options */
  const format = (options) => {
    /** Making one costs milliseconds, so each is made when it is first wanted. @type {Intl.DateTimeFormat | undefined} */
    let formatter;
    return (/** @type {number} */ number) => {
      formatter ??= new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
      return formatter.format(number * DAY_MS + DAY_MS / 2);
    };
  };
  const [full, long, month] = [
    format({ day: "numeric", month: "long", year: "numeric" }),
    format({ weekday: "long", day: "numeric", month: "long" }),
    format({ month: "long", year: "numeric" }),
  ];
  const numberOf = (/** @type {string} */ day) => parseDay(day) ?? 0;
  return {
    /** "10 March 2026" @param {string} day */
    full: (day) => full(numberOf(day)),
    /** "Tuesday 10 March" @param {string} day */
    long: (day) => long(numberOf(day)),
    /** "Tue" @param {string} day */
    // Today's first picture needs these; a formatter for them would hold it up. words: day.*
    weekday: (day) => words.t(`day.short_${weekdayOf(numberOf(day))}`),
    /** "Tuesday" @param {string} day */
    weekdayLong: (day) => words.t(`day.long_${weekdayOf(numberOf(day))}`),
    /** "March 2026" @param {{year: number, month: number}} month */
    month: ({ year, month: number }) => month(numberOfCivil(year, number, 1)),
  };
}
