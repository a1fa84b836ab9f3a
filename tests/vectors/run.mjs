/** Runs every vector file of a directory against the JavaScript rules: `node tests/vectors/run.mjs [DIR]`. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { dayOf } from "../../app/static/js/core/days.js";
import { digestOf } from "../../app/static/js/core/digest.js";
import { observe, tick } from "../../app/static/js/core/hlc.js";
import { mergeFields } from "../../app/static/js/core/merge.js";
import { streakOf } from "../../app/static/js/core/streak.js";

/** How each rule answers an input. */
const RULES = {
  day: ({ instant_ms, offset_min, day_start_min }) => ({ day: dayOf(instant_ms, offset_min, day_start_min) }),
  streak: (input) => streakOf(input),
  hlc: ({ last, wall_ms, device, received = [] }) => ({ stamp: tick(received.reduce(observe, last ?? null), wall_ms, device) }),
  merge: ({ a, b }) => ({ fields: mergeFields(a.fields, b.fields) }),
  digest: ({ records }) => ({ digest: digestOf(records) }),
};

/** An expected bare day or number is as good as one wrapped in its name. */
const wrap = (rule, expected) => (rule === "day" && typeof expected === "string" ? { day: expected } : expected);

/** Failures of one file, as lines to print. */
function runFile(path, count) {
  const { rule, cases } = JSON.parse(readFileSync(path, "utf-8"));
  if (!Object.hasOwn(RULES, rule)) return [`${path}: unknown rule ${JSON.stringify(rule)}`];
  return cases.flatMap(({ name, input, expected }) => {
    count.total += 1;
    const got = answer(RULES[rule], input);
    return isDeepStrictEqual(got, wrap(rule, expected))
      ? []
      : [`${path}: ${name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`];
  });
}

/** What a rule says; a rule that throws has failed its case, not the run. */
function answer(rule, input) {
  try {
    return rule(input);
  } catch (error) {
    return String(error);
  }
}

const directory = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
const count = { total: 0 };
const files = readdirSync(directory)
  .filter((name) => name.endsWith(".json"))
  .sort();
const failures = files.flatMap((name) => runFile(join(directory, name), count));
for (const line of failures) console.error(line);
if (files.length === 0) console.error(`${directory}: no vector files`);
const failed = Math.max(failures.length, files.length === 0 ? 1 : 0);
console.log(`${Math.max(0, count.total - failures.length)} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
