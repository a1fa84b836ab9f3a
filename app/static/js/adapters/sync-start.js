/** Wires the sync loop to the browser: when to sync, which tab may, and what other tabs are told. */
import { sendRequest } from "./api.js";
import { SyncLoop } from "./sync-loop.js";

const CHANNEL = "ilio";
const WHILE_VISIBLE_MS = 900_000;

/** One tab at a time; where there are no locks, merging makes two harmless. @param {() => Promise<void>} work @returns {Promise<boolean>} */
async function exclusive(work) {
  const run = async (/** @type {unknown} */ lock) => {
    if (lock) await work();
    return Boolean(lock);
  };
  return navigator.locks ? navigator.locks.request("sync", { ifAvailable: true }, run) : run(true);
}

/** Other tabs read again what this one changed. @param {import("./records.js").Records} records @param {(event: import("../core/types.d.ts").AppEvent) => void} dispatch @param {() => Promise<void>} tell */
function joinTabs(records, dispatch, tell) {
  if (typeof BroadcastChannel === "undefined") return () => undefined;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = async ({ data }) => {
    if (data === "erased") {
      records.forget();
      dispatch({ type: "erased" });
    }
    if (!Array.isArray(data)) return;
    dispatch({ type: "records_changed", records: await records.pick(data) });
    await tell();
  };
  records.onChange((rows) => channel.postMessage(rows.map((row) => row.key)));
  return () => channel.postMessage("erased");
}

/**
 * A page that the browser had put away missed what other tabs said meanwhile.
 * @param {import("./records.js").Records} records @param {Pick<typeof import("./local.js").local, "deviceSettings">} local
 * @param {(event: import("../core/types.d.ts").AppEvent) => void} dispatch
 */
export async function readAgain(records, local, dispatch) {
  const rows = await records.read((tx) => tx.rows());
  if (rows.length > 0 || Object.keys(local.deviceSettings()).length > 0) return dispatch({ type: "records_changed", records: rows });
  records.forget();
  dispatch({ type: "erased" });
}

/** @param {SyncLoop} loop @param {() => Promise<void>} again reads everything anew */
function listen(loop, again) {
  addEventListener("online", () => loop.fresh());
  addEventListener("offline", () => loop.tell());
  addEventListener("pageshow", async ({ persisted }) => {
    if (persisted) await again();
    await loop.fresh();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") loop.fresh();
  });
  setInterval(() => {
    if (document.visibilityState === "visible") loop.now();
  }, WHILE_VISIBLE_MS);
}

/**
 * @param {object} parts
 * @param {import("./records.js").Records} parts.records
 * @param {typeof import("./local.js").local} parts.local
 * @param {{wall(): number}} parts.clock
 * @param {{deviceId(): string, fraction(): number}} parts.ids
 * @param {(event: import("../core/types.d.ts").AppEvent) => void} parts.dispatch
 */
export function startSync({ records, local, clock, ids, dispatch }) {
  const build = document.documentElement.dataset.build ?? "";
  const loop = new SyncLoop({
    records,
    local,
    clock,
    ids,
    dispatch,
    build,
    send: sendRequest,
    exclusive,
    online: () => navigator.onLine,
    seen: () => document.visibilityState === "visible",
  });
  const tellErased = joinTabs(records, dispatch, () => loop.tell());
  records.onChange((rows) => {
    if (rows.some((row) => row.waiting)) loop.soon();
  });
  listen(loop, () => readAgain(records, local, dispatch));
  const started = loop.start();
  return { loop, started, tellErased };
}
