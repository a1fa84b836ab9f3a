/** The state of sync in one plain sentence. */

/** @typedef {import("../core/types.d.ts").AppState} AppState @typedef {import("../core/types.d.ts").Words} Words */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** @param {AppState} state @param {Words} words @param {number} wall_ms @returns {string} */
export function syncText({ phase, sync, settings }, words, wall_ms) {
  const { status, waiting: n } = sync;
  if (phase === "loading") return words.t("sync.loading");
  if (status === "off" || settings.vault_choice !== "linked") return words.t("sync.phone");
  if (status === "error") return words.t("sync.trouble");
  if (status === "offline") return n > 0 ? words.t("sync.offline_waiting", { n }) : words.t("sync.offline");
  if (n > 0) return words.t("sync.waiting", { n });
  return sync.last_ok_ms === null ? words.t("sync.linking") : ageText(Math.max(0, wall_ms - sync.last_ok_ms), words);
}

/** @param {number} age_ms @param {Words} words */
function ageText(age_ms, words) {
  if (age_ms < MINUTE_MS) return words.t("sync.just_now");
  if (age_ms < HOUR_MS) return words.t("sync.minutes", { n: Math.floor(age_ms / MINUTE_MS) });
  if (age_ms < 24 * HOUR_MS) return words.t("sync.hours", { n: Math.floor(age_ms / HOUR_MS) });
  return words.t("sync.days", { n: Math.floor(age_ms / (24 * HOUR_MS)) });
}
