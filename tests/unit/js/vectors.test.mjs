/** The vector runner: all of ours pass, and it fails loudly on wrong answers, unknown rules and empty folders. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const RUNNER = fileURLToPath(new URL("../../vectors/run.mjs", import.meta.url));
const run = (...words) => spawnSync(process.execPath, [RUNNER, ...words], { encoding: "utf-8" });

/** Runs the runner over one made-up file. */
function runWith(vectors) {
  const folder = mkdtempSync(join(tmpdir(), "vectors-"));
  try {
    if (vectors) writeFileSync(join(folder, "made-up.json"), JSON.stringify(vectors));
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const day = (expected) => ({
  rule: "day",
  overview: "",
  cases: [{ name: "noon", input: { instant_ms: 1773144000000, offset_min: 0, day_start_min: 180 }, expected }],
});

test("every vector of the repository holds", () => {
  const { status, stdout, stderr } = run();
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^\d{2,} passed, 0 failed$/m);
});

test("a right answer passes, a wrong one fails", () => {
  assert.equal(runWith(day({ day: "2026-03-10" })).status, 0);
  const wrong = runWith(day({ day: "2026-03-11" }));
  assert.equal(wrong.status, 1);
  assert.match(wrong.stdout, /^0 passed, 1 failed$/m);
});

test("an unknown rule, a throwing case and an empty folder fail", () => {
  assert.match(runWith({ rule: "horoscope", cases: [] }).stderr, /unknown rule "horoscope"/);
  assert.equal(runWith({ rule: "streak", overview: "", cases: [{ name: "no input", input: null, expected: {} }] }).status, 1);
  assert.equal(runWith(null).status, 1);
});
