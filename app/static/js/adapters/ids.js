/** Random names: UUIDs that sort by time, and device ids. */

/** @param {Uint8Array} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * A UUID of version 7: 48 bits of milliseconds, then random bits.
 * @param {number} wall_ms @param {Uint8Array} random 10 bytes
 */
export function uuid7(wall_ms, random) {
  const time = Math.max(0, Math.floor(wall_ms)).toString(16).padStart(12, "0").slice(-12);
  const rest = Uint8Array.from(random);
  rest[0] = (rest[0] & 0x0f) | 0x70;
  rest[2] = (rest[2] & 0x3f) | 0x80;
  const tail = hex(rest);
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
}

/**
 * @param {{wall(): number}} clock
 * @returns {{uuid(): string, deviceId(): string, fraction(): number}} `deviceId` makes a new one (16 hex digits) at each call
 */
export function createIds(clock) {
  /** @param {number} count */
  const random = (count) => crypto.getRandomValues(new Uint8Array(count));
  return {
    uuid: () => uuid7(clock.wall(), random(10)),
    deviceId: () => hex(random(8)),
    fraction: () => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32,
  };
}
