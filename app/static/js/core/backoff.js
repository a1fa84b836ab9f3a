/** How long to wait before trying again: random, growing, never giving up. */

export const FIRST_WAIT_MS = 2_000;
export const LONGEST_WAIT_MS = 900_000;

/**
 * Uniform in 0..min(15 min, 2 s x 2^attempt); the server's Retry-After is a lower bound.
 * @param {number} attempt failures before this one, 0 or more @param {number} random in [0, 1) @param {number} [retry_after_ms]
 * @returns {number} milliseconds
 */
export function backoffMs(attempt, random, retry_after_ms = 0) {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 20));
  return Math.max(Math.floor(random * ceiling), retry_after_ms);
}

/**
 * A Retry-After header in milliseconds; dates and nonsense read as 0, and no server may ask for more than a day.
 * @param {string | null} header
 */
export function retryAfterMs(header) {
  const seconds = Number(header);
  return header !== null && header.trim() !== "" && seconds >= 0 ? Math.min(seconds * 1000, 86_400_000) : 0;
}
