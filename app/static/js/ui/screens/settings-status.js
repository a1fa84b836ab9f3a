/** Where the data lives, in plain sentences: this phone, the server, the last file. Pure: state and clock in, text out. */

/** @typedef {import("../../core/types.d.ts").AppState} AppState @typedef {import("../../core/types.d.ts").Words} Words */

const MINUTE_MS = 60_000;
/** From the smallest to the largest unit in which an age is told. */
const UNITS = /** @type {[Intl.RelativeTimeFormatUnit, number, number][]} */ ([
  ["minute", MINUTE_MS, 60],
  ["hour", 60 * MINUTE_MS, 24],
  ["day", 1440 * MINUTE_MS, Infinity],
]);

/** How this phone keeps the data. @param {AppState} state @param {Words} words @returns {string} */
export function phoneText({ phase, storage }, words) {
  if (phase === "loading") return words.t("settings.loading");
  if (storage.error === "storage_full") return words.t("settings.phone_full");
  if (storage.error === "storage_newer") return words.t("settings.phone_newer");
  if (storage.error === "unsaved_full") return words.t("settings.phone_memory");
  if (storage.error || storage.mode === "memory") return words.t("settings.phone_reserve");
  return storage.persisted ? words.t("settings.phone_kept") : words.t("settings.phone_plain");
}

/**
 * What the server has, what waits, what it refused and what went wrong, one sentence each.
 * @param {AppState} state @param {Words} words @param {number} wall_ms
 * @returns {string[]}
 */
export function serverTexts({ phase, sync, settings }, words, wall_ms) {
  if (phase === "loading") return [words.t("settings.loading")];
  if (settings.vault_choice !== "linked") return [words.t("settings.server_off")];
  const lines = [lastSync(sync, words, wall_ms)];
  if (sync.waiting > 0) lines.push(words.t("settings.server_waiting", { n: sync.waiting }));
  if (sync.parked > 0) lines.push(words.t("settings.server_parked", { n: sync.parked }));
  if (sync.status === "offline") lines.push(words.t("settings.server_offline"));
  if (sync.status === "error") lines.push(errorText(sync.error, words));
  return lines;
}

/** @param {AppState["sync"]} sync @param {Words} words @param {number} wall_ms */
function lastSync(sync, words, wall_ms) {
  if (sync.status === "syncing") return words.t("settings.server_syncing");
  if (sync.last_ok_ms === null) return words.t("settings.server_never");
  return words.t("settings.server_synced", { when: ago(sync.last_ok_ms, words, wall_ms) });
}

/** The reason of the last failure; a code this version does not know gets the general sentence. @param {string | null} code @param {Words} words */
function errorText(code, words) {
  if (code === "device_unknown") return words.t("settings.server_unlinked");
  if (code === "vault_erased") return words.t("settings.server_erased");
  if (code === "quota") return words.t("settings.server_full");
  if (code === "too_old") return words.t("settings.server_too_old");
  if (code === "forbidden") return words.t("settings.server_forbidden");
  return words.t("settings.server_error");
}

/** @param {number | null} exported_ms @param {Words} words @returns {string} */
export function fileText(exported_ms, words) {
  if (exported_ms === null) return words.t("settings.file_never");
  const date = new Intl.DateTimeFormat(words.t("app.locale"), { dateStyle: "long" }).format(exported_ms);
  return words.t("settings.file_last", { date });
}

/** "just now", "2 minutes ago". @param {number} then_ms @param {Words} words @param {number} wall_ms */
export function ago(then_ms, words, wall_ms) {
  const age_ms = Math.max(0, wall_ms - then_ms);
  if (age_ms < MINUTE_MS) return words.t("settings.just_now");
  const [unit, length_ms] = UNITS.find(([, length, count]) => age_ms < length * count) ?? UNITS[2];
  return new Intl.RelativeTimeFormat(words.t("app.locale")).format(-Math.floor(age_ms / length_ms), unit);
}
