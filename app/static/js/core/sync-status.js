/** What the person is told about sync, from the machine's state. */

/** @typedef {import("./sync-machine.js").Machine} Machine @typedef {import("./types.d.ts").SyncState} SyncState */

const VAULT_ERRORS = { unknown: "device_unknown", erased: "vault_erased" };
/** Troubles that need a person or an update; the others pass by themselves. */
const LASTING = ["forbidden", "too_old", "diverged", "broken"];

/**
 * @param {Machine} machine @param {{waiting: number, parked: number, online: boolean, busy: boolean}} found
 * @returns {SyncState}
 */
export function syncStatus({ meta, run }, { waiting, parked, online, busy }) {
  const base = { waiting, parked, last_ok_ms: meta.last_ok_ms };
  if (meta.vault === "none") return { ...base, status: "off", error: null };
  if (meta.vault === "unknown" || meta.vault === "erased") return { ...base, status: "error", error: VAULT_ERRORS[meta.vault] };
  const lasting = run.quota ? "quota" : LASTING.find((name) => name === run.trouble);
  if (lasting) return { ...base, status: "error", error: lasting };
  if (!online || run.trouble === "network") return { ...base, status: "offline", error: null };
  if (busy) return { ...base, status: "syncing", error: null };
  return { ...base, status: waiting > 0 || meta.vault === "wanted" ? "waiting" : "idle", error: null };
}
