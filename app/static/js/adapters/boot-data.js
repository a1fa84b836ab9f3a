/** The data of this phone, ready for main.js: opens storage, loads the log, performs effects, and brings sync in after first paint. */
import { createDatabase } from "./db.js";
import { createPerform } from "./effects.js";
import { local } from "./local.js";
import { Records } from "./records.js";
import { initialState } from "../core/app.js";

/**
 * @typedef {import("../core/types.d.ts").App} App @typedef {import("../core/types.d.ts").Clock} Clock
 * @typedef {import("../core/types.d.ts").AppEvent} AppEvent
 */

/**
 * @param {{clock: Clock, ids: {uuid(): string, deviceId(): string, fraction(): number}}} parts
 * @returns {{state: import("../core/types.d.ts").AppState, perform: ReturnType<typeof createPerform>, ports: {transfer: any, sync: any, unfinished: () => boolean},
 *   start(app: App): Promise<void>, startSync(): Promise<void>}} `state` and `perform` for createStore; `start` once the app object
 *   exists, resolves when the log is in the store; `startSync` when the browser is idle
 */
export function openData({ clock, ids }) {
  /** @type {App | undefined} */
  let app;
  /** @type {Promise<ReturnType<typeof import("./sync-start.js").startSync>> | undefined} */
  let loop;
  const dispatch = (/** @type {AppEvent} */ event) => app?.store.dispatch(event);
  const onTrouble = (/** @type {string | null} */ error) =>
    dispatch({ type: "storage_changed", storage: { mode: error ? "memory" : "idb", error } });
  const onReturn = (/** @type {import("../core/types.d.ts").SyncRecord[]} */ found) =>
    dispatch({ type: "records_changed", records: found });
  const database = createDatabase({ onBlocked: () => onTrouble("storage_blocked") });
  const records = new Records({ database, local, clock, ids, onTrouble, onReturn });
  const sync = () => (loop ??= import("./sync-start.js").then(({ startSync }) => startSync({ records, local, clock, ids, dispatch })));

  const port = {
    now: async () => void (await sync()).loop.now(),
    link: async () => (await sync()).loop.link(),
    decline: async () => (await sync()).loop.decline(),
    /** @param {string} scope "everywhere" also tells the server, now or at the next connection; "phone" does not */
    async erase(scope) {
      const vault = (await records.read((tx) => tx.meta("sync")))?.vault ?? "none";
      const held = local.deviceSettings().vault_choice === "linked" || vault !== "none";
      if (scope === "everywhere" && held) local.setErasePending(true);
      await records.erase();
      const started = await sync();
      started.tellErased();
      // The phone is empty now; telling the server may take a network that is not there.
      void started.loop.now();
    },
  };
  const transfer = {
    exportFile: async () => (await import("./transfer-file.js")).exportFile(records, clock),
    /** @param {File} file */
    readFile: async (file) => (await import("./transfer-file.js")).readFile(records, clock, file),
    apply: async () => dispatch({ type: "imported", records: await (await import("./transfer-file.js")).applyImport(records, clock) }),
  };
  const announce = (/** @type {string} */ key) => app?.announce(app.words.t(key));

  return {
    state: initialState(clock.now()),
    perform: createPerform({ records, ids, local, announce, sync: port }),
    ports: { transfer, sync: port, unfinished: local.sessionLeft },
    async start(startedApp) {
      app = startedApp;
      await load(records, dispatch);
    },
    async startSync() {
      const started = await sync();
      await Promise.all([started.started, askToPersist(dispatch, app)]);
    },
  };
}

/** @param {import("./records.js").Records} records @param {(event: AppEvent) => void} dispatch */
async function load(records, dispatch) {
  try {
    const found = await records.load();
    dispatch({ type: "loaded", records: found.records, device: local.deviceSettings() });
    const linked = found.sync?.vault === "linked" || found.sync?.vault === "wanted";
    const status = linked ? (found.counts.waiting > 0 ? "waiting" : "idle") : "off";
    dispatch({ type: "sync_status", status, ...found.counts, last_ok_ms: found.sync?.last_ok_ms ?? null });
  } catch (error) {
    reportError(error);
    dispatch({ type: "storage_failed", error: "storage_gone" });
  }
}

/** Whether the browser promises to keep the data; asked for only once there is something to keep. @param {(event: AppEvent) => void} dispatch @param {App | undefined} app */
async function askToPersist(dispatch, app) {
  if (!navigator.storage?.persisted) return;
  const worthIt = (app?.store.get().sessions.length ?? 0) > 0;
  const persisted = (await navigator.storage.persisted()) || (worthIt && (await navigator.storage.persist()));
  dispatch({ type: "storage_changed", storage: { persisted } });
}
