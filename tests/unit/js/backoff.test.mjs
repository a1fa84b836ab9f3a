/** How long the phone waits before it asks a server again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { backoffMs, FIRST_WAIT_MS, LONGEST_WAIT_MS, NEAR_WAIT_MS } from "../../../app/static/js/core/backoff.js";

const ALMOST_ONE = 1 - Number.EPSILON;

test("waits grow to fifteen minutes and no further", () => {
  assert.ok(backoffMs(0, ALMOST_ONE) < FIRST_WAIT_MS);
  for (let attempt = 0; attempt < 3000; attempt += 1) assert.ok(backoffMs(attempt, ALMOST_ONE) < LONGEST_WAIT_MS);
  assert.ok(backoffMs(30, 0.5) > LONGEST_WAIT_MS / 3);
});

test("a server that is gone is asked again within ten seconds while somebody looks, for ten minutes", () => {
  let waited_ms = 0;
  let attempt = 0;
  for (; backoffMs(attempt, ALMOST_ONE, 0, true) < NEAR_WAIT_MS; attempt += 1) waited_ms += backoffMs(attempt, 0.5, 0, true);
  assert.ok(waited_ms > 9 * 60_000 && waited_ms < 12 * 60_000, `${waited_ms} ms`);
  assert.ok(backoffMs(attempt, ALMOST_ONE, 0, true) > NEAR_WAIT_MS);
});

test("the server's own wish is a lower bound, near or not", () => {
  assert.equal(backoffMs(0, 0, 30_000), 30_000);
  assert.equal(backoffMs(5, 0.5, 30_000, true), 30_000);
});
