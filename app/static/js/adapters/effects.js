/** The only switch on effect types: what the app's rules ask for is done here, and what came of it goes back as an event. */

/**
 * @typedef {import("../core/types.d.ts").Effect} Effect @typedef {import("../core/types.d.ts").AppEvent} AppEvent
 * @typedef {import("../core/types.d.ts").SyncRecord} SyncRecord @typedef {(event: AppEvent) => void} Dispatch
 * @typedef {object} EffectPorts
 * @property {import("./records.js").Records} records
 * @property {{uuid(): string}} ids
 * @property {typeof import("./local.js").local} local
 * @property {(key: string) => void} announce says the words of a key
 * @property {{now(): void, link(): Promise<void>, decline(): Promise<void>, erase(scope: string): Promise<void>}} sync
 */

/** @param {Effect} effect @param {SyncRecord} record @returns {AppEvent} */
const written = ({ said, undo }, record) => ({ type: "written", records: [record], said, undo });

/**
 * @param {EffectPorts} ports
 * @returns {(effect: Effect, dispatch: Dispatch) => Promise<void>} resolves when done; a failure becomes `storage_failed`
 */
export function createPerform({ records, ids, local, announce, sync }) {
  /** @type {{[type: string]: (effect: Effect, dispatch: Dispatch) => unknown}} */
  const actions = {
    async put_record(effect, dispatch) {
      const { collection, id, values } = effect;
      dispatch(written(effect, await records.put(collection, id ?? ids.uuid(), values)));
    },
    async remove_record(effect, dispatch) {
      dispatch(written(effect, await records.remove(effect.collection, effect.id)));
    },
    async restore_record(effect, dispatch) {
      dispatch(written(effect, await records.restore(effect.collection, effect.id, effect.values)));
    },
    device_setting: ({ name, value }) => local.setDeviceSetting(name, value),
    announce: ({ said }) => announce(said),
    sync_now: () => sync.now(),
    link_vault: () => sync.link(),
    decline_vault: () => sync.decline(),
    async erase_all({ scope }, dispatch) {
      await sync.erase(scope);
      dispatch({ type: "erased" });
    },
  };
  return async (effect, dispatch) => {
    try {
      await actions[effect.type](effect, dispatch);
    } catch (error) {
      // Shown in words by the storage notice; the cause goes where a developer looks.
      reportError(error);
      dispatch({ type: "storage_failed", error: "storage_gone" });
    }
  };
}
