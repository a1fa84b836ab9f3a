/** The form of Settings: numbers with their limits, choices, the volume with its test bell. */

/** @typedef {(name: string, value: import("../../core/types.d.ts").Json, control: HTMLElement) => void} Save */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

/**
 * Binds every named control of the form to the setting of the same name.
 * @param {HTMLElement} root
 * @param {import("../../core/types.d.ts").App} app
 * @param {Save} save
 */
export function fieldsPart(root, app, save) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const controls = /** @type {NodeListOf<Control>} */ (form.querySelectorAll("input[id][name], select[name]"));
  const all = /** @type {HTMLFieldSetElement} */ (form.querySelector("#set-all"));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    const control = /** @type {Control} */ (event.target);
    if (control.id === `set-${control.name}`) accept(control, app, save);
  });
  form.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.for) step(form, button, app, save);
    if (button?.id === "set-bell") void testBell(button, app);
  });
  return {
    /** @param {import("../../core/types.d.ts").AppState} state */
    show(state) {
      // Before the phone's own values are read, a change would be overwritten by them.
      all.disabled = state.phase !== "ready";
      for (const control of controls) showValue(control, state.settings);
      for (const button of form.querySelectorAll("button[data-for]")) showLimit(form, /** @type {HTMLButtonElement} */ (button));
    },
  };
}

/** A person who is typing is not interrupted: an invalid or focused field keeps its text. @param {Control} control @param {any} settings */
function showValue(control, settings) {
  const busy = control.type === "number" && (control === control.ownerDocument.activeElement || control.ariaInvalid === "true");
  if (!busy) control.value = String(settings[control.name]);
}

/** @param {HTMLFormElement} form @param {HTMLButtonElement} button */
function showLimit(form, button) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(button.dataset.for ?? ""));
  const edge = Number(button.dataset.step) < 0 ? input.min : input.max;
  button.disabled = input.value === edge;
}

/** Saves a valid value; says what is wrong with another. @param {Control} control @param {import("../../core/types.d.ts").App} app @param {Save} save */
function accept(control, app, save) {
  if (control.type !== "number") {
    const numeric = control.type === "range" || control.name.endsWith("_min");
    save(control.name, numeric ? Number(control.value) : control.value, control);
    return;
  }
  const input = /** @type {HTMLInputElement} */ (control);
  const value = wholeNumber(input.value, Number(input.min), Number(input.max));
  complain(input, app, value === null);
  if (value !== null) save(input.name, value, input);
}

/**
 * The number a text means, or null when it is not a whole number within the limits.
 * @param {string} text @param {number} low @param {number} high
 */
export function wholeNumber(text, low, high) {
  if (!/^\d{1,4}$/.test(text.trim())) return null;
  const value = Number(text);
  return value >= low && value <= high ? value : null;
}

/** @param {HTMLInputElement} input @param {import("../../core/types.d.ts").App} app @param {boolean} wrong */
function complain(input, app, wrong) {
  const current = /** @type {any} */ (app.store.get().settings)[input.name];
  const text = wrong ? app.words.t("settings.range_error", { min: input.min, max: input.max, current }) : "";
  const line = input.ownerDocument.getElementById(`err-${input.name}`);
  if (line) line.textContent = text;
  input.ariaInvalid = wrong ? "true" : null;
  if (wrong) app.announce(text, { assertive: true });
}

/** One tap on − or +. @param {HTMLFormElement} form @param {HTMLElement} button @param {import("../../core/types.d.ts").App} app @param {Save} save */
function step(form, button, app, save) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(button.dataset.for ?? ""));
  const current = Number(/** @type {any} */ (app.store.get().settings)[input.name]);
  const next = Math.min(Number(input.max), Math.max(Number(input.min), current + Number(button.dataset.step)));
  input.value = String(next);
  complain(input, app, false);
  save(input.name, next, input);
}

/** @param {HTMLElement} button @param {import("../../core/types.d.ts").App} app */
async function testBell(button, app) {
  const volume = app.store.get().settings.volume;
  const played = volume > 0 && (await ringBell(app, volume));
  const text = played ? app.words.t("settings.bell_played") : silence(app, volume);
  const line = button.ownerDocument.getElementById("bell-note");
  if (line) line.textContent = text;
  app.announce(text);
}

/** @param {import("../../core/types.d.ts").App} app @param {number} volume */
function silence(app, volume) {
  return volume === 0 ? app.words.t("settings.bell_off") : app.words.t("settings.bell_missing");
}

/** True when a bell was really started. @param {import("../../core/types.d.ts").App} app @param {number} volume */
async function ringBell(app, volume) {
  try {
    const audio = await app.ports.audio?.();
    return Boolean(audio && (await audio.test(volume)));
  } catch {
    return false;
  }
}
