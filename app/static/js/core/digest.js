/** The set digest: one number that is equal on phone and server exactly when both hold the same stamps. */

/** @typedef {import("./types.d.ts").SyncRecord} SyncRecord */

const MASK = (1n << 64n) - 1n;
const encoder = new TextEncoder();

/**
 * FNV-1a, 64 bit, over the UTF-8 bytes of a text. Works on four 16-bit limbs, because BigInt costs ten times as much;
 * the prime is 2^40 + 0x1b3, so a product is a shift by 40 bits plus a small multiplication.
 * @param {string} text @returns {bigint}
 */
export function fnv1a64(text) {
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (const byte of encoder.encode(text)) {
    a ^= byte;
    const low = a * 0x1b3;
    const second = b * 0x1b3 + (low >>> 16);
    const third = c * 0x1b3 + (second >>> 16) + ((a << 8) & 0xffff);
    const high = d * 0x1b3 + (third >>> 16) + (((b << 8) | (a >>> 8)) & 0xffff);
    // The carry of `third` into `high` was taken before masking; limbs stay below 2^16.
    a = low & 0xffff;
    b = second & 0xffff;
    c = third & 0xffff;
    d = high & 0xffff;
  }
  return (BigInt(d) << 48n) | (BigInt(c) << 32n) | (BigInt(b) << 16n) | BigInt(a);
}

/**
 * Digest of any number of records. @param {Iterable<SyncRecord>} records
 * @returns {string} 16 lower-case hex digits
 */
export function digestOf(records) {
  let sum = 0n;
  for (const { collection, id, fields } of records) {
    for (const [name, { stamp }] of Object.entries(fields)) {
      sum += fnv1a64(`${collection}/${id}|${name}|${stamp[0]}.${stamp[1]}.${stamp[2]}`);
    }
  }
  return (sum & MASK).toString(16).padStart(16, "0");
}
