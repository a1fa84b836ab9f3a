/** How long to wait before trying again: random, growing, never giving up. */

export const FIRST_WAIT_MS = 2_000;
export const LONGEST_WAIT_MS = 900_000;
/** While a server is gone and somebody looks at the phone: short, because its return is announced by nothing. */
export const NEAR_WAIT_MS = 8_000;
/** About ten minutes of near waits. */
const NEAR_ATTEMPTS = 150;

/**
 * Uniform in 0..min(15 min, 2 s x 2^attempt); the server's Retry-After is a lower bound.
 * @param {number} attempt failures before this one, 0 or more @param {number} random in [0, 1) @param {number} [retry_after_ms]
 * @param {boolean} [near] nobody answered and the app is in view: never longer than 8 s for the first ten minutes
 * @returns {number} milliseconds
 */
export function backoffMs(attempt, random, retry_after_ms = 0, near = false) {
  const longest = near && attempt < NEAR_ATTEMPTS ? NEAR_WAIT_MS : LONGEST_WAIT_MS;
  const ceiling = Math.min(longest, FIRST_WAIT_MS * 2 ** Math.min(attempt, 20));
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
