/** Settings: shows the choices and where the data lives, and passes every change on at once. */
import { fieldsPart } from "./settings-fields.js";
import { lookPart } from "./settings-look.js";
import { dataPart } from "./settings-data.js";

/**
 * @param {HTMLElement} root the settings section with its static words
 * @param {import("../../core/types.d.ts").App} app
 * @returns {import("../../core/types.d.ts").Screen}
 */
export function mountSettings(root, app) {
  const save = saver(root, app);
  const parts = [fieldsPart(root, app, save), lookPart(root, app, save), dataPart(root, app)];
  const show = () => {
    for (const part of parts) part.show(app.store.get());
  };
  /** @type {(() => void) | null} */
  let stop = null;
  return {
    enter() {
      stop ??= app.store.subscribe(show);
      show();
    },
    leave() {
      stop?.();
      stop = null;
    },
  };
}

/**
 * A function that stores one setting and says so quietly beside its control.
 * @param {HTMLElement} root
 * @param {import("../../core/types.d.ts").App} app
 */
function saver(root, app) {
  const note = root.ownerDocument.createElement("small");
  note.className = "saved";
  /** @param {string} name @param {import("../../core/types.d.ts").Json} value @param {HTMLElement} control */
  return (name, value, control) => {
    app.store.dispatch({ type: "setting_set", name, value });
    const lasting = app.store.get().storage.error !== "unsaved_full";
    note.textContent = lasting ? app.words.t("settings.saved") : app.words.t("settings.saved_memory");
    control.closest(".field, fieldset")?.append(note);
    app.announce(note.textContent);
  };
}
