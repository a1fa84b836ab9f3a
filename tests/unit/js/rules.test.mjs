/** Laws of clock, merge and digest that must hold for any input, on seeded chance. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, fnv1a64 } from "../../../app/static/js/core/digest.js";
import { compareStamps, isStamp, observe, tick } from "../../../app/static/js/core/hlc.js";
import { canonical, mergeFields } from "../../../app/static/js/core/merge.js";
import { randomFrom } from "./sync-world.mjs";

const DEVICES = ["00000000000000aa", "00000000000000bb"];

/** Fields as whole writes leave them: a deletion or a full set of values. */
function randomFields(random) {
  const fields = {};
  for (const name of ["a", "b", "c"]) {
    if (random.below(3))
      fields[name] = {
        value: random.pick([null, 1, 2, "x", [1], { k: 1 }]),
        stamp: [random.below(4), random.below(2), random.pick(DEVICES)],
      };
  }
  return fields;
}

test("merge is commutative, associative and idempotent", () => {
  const random = randomFrom(1);
  for (let round = 0; round < 3000; round += 1) {
    const [a, b, c] = [randomFields(random), randomFields(random), randomFields(random)];
    assert.equal(canonical(mergeFields(a, b)), canonical(mergeFields(b, a)));
    assert.equal(canonical(mergeFields(mergeFields(a, b), c)), canonical(mergeFields(a, mergeFields(b, c))));
    assert.equal(canonical(mergeFields(a, a)), canonical(a));
  }
});

test("merge does not change what it is given, nor trip over names of the language", () => {
  const stamp = [1, 0, DEVICES[0]];
  const fields = JSON.parse(
    `{"__proto__": {"value": 1, "stamp": [1, 0, "${DEVICES[0]}"]}, "constructor": {"value": 2, "stamp": [1, 0, "${DEVICES[0]}"]}}`,
  );
  const frozen = Object.freeze({ a: Object.freeze({ value: 1, stamp }) });
  const merged = mergeFields(frozen, fields);
  assert.deepEqual(Object.keys(merged).sort(), ["__proto__", "a", "constructor"]);
  assert.equal({}.value, undefined);
});

test("stamps only grow, whatever the wall clock does", () => {
  const random = randomFrom(2);
  let last = null;
  for (let round = 0; round < 2000; round += 1) {
    const next = tick(last, 1_000_000 + random.below(5000) - 2500, DEVICES[0]);
    if (last) assert.ok(compareStamps(next, last) > 0);
    last = random.below(4) ? next : observe(next, [1_000_000 + random.below(9000), random.below(3), DEVICES[1]]);
  }
});

test("what is no stamp is known", () => {
  for (const value of [null, [1, 2], [1, 2, 3], [-1, 0, DEVICES[0]], [1.5, 0, DEVICES[0]], [2 ** 60, 0, DEVICES[0]], [1, 0, "XYZ"], "x"]) {
    assert.equal(isStamp(value), false, JSON.stringify(value));
  }
});

/** The same hash, the slow and obvious way. */
function slowHash(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & ((1n << 64n) - 1n);
  return hash;
}

test("the fast hash equals the obvious one", () => {
  const random = randomFrom(3);
  for (const text of ["", "a", "foobar", "é𝄞", "\u0000"]) assert.equal(fnv1a64(text), slowHash(text));
  for (let round = 0; round < 2000; round += 1) {
    const text = random.hex(random.below(90));
    assert.equal(fnv1a64(text), slowHash(text));
  }
});

test("the digest does not depend on order, and one counter changes it", () => {
  const record = (id, counter) => ({ collection: "session", id, fields: { day: { value: "x", stamp: [1, counter, DEVICES[0]] } } });
  assert.equal(digestOf([record("a", 0), record("b", 0)]), digestOf([record("b", 0), record("a", 0)]));
  assert.notEqual(digestOf([record("a", 0)]), digestOf([record("a", 1)]));
  assert.equal(digestOf([]), "0000000000000000");
});
