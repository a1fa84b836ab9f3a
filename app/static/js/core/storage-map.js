/** What is kept where: every setting and every key, one row each – "synced" with the vault, on this "device" only, or "never" stored. */

/** @typedef {import("./types.d.ts").Settings} Settings @typedef {import("./types.d.ts").Json} Json */

/** @param {number} low @param {number} high */
const whole = (low, high) => (/** @type {unknown} */ value) =>
  Number.isInteger(value) && /** @type {number} */ (value) >= low && /** @type {number} */ (value) <= high;
/** @param {...string} words */
const oneOf =
  (...words) =>
  (/** @type {unknown} */ value) =>
    typeof value === "string" && words.includes(value);
const isFlag = (/** @type {unknown} */ value) => typeof value === "boolean";
const isName = (/** @type {unknown} */ value) => typeof value === "string" && /^[a-z][a-z0-9_-]{0,31}$/.test(value);
const isInstant = (/** @type {unknown} */ value) => value === null || whole(0, 8.64e15)(value);

/**
 * Settings: place, default and rule.
 * @type {{[name: string]: {place: "synced" | "device", initial: any, allows: (value: unknown) => boolean}}}
 */
export const SETTINGS = {
  hold_s: { place: "synced", initial: 30, allows: whole(10, 120) },
  repetitions: { place: "synced", initial: 2, allows: whole(1, 5) },
  rest_s: { place: "synced", initial: 10, allows: whole(5, 60) },
  lead_side: { place: "synced", initial: "alternate", allows: oneOf("alternate", "left", "right") },
  level: { place: "synced", initial: "auto", allows: oneOf("auto", "teach", "guide", "timer") },
  volume: { place: "synced", initial: 70, allows: whole(0, 100) },
  day_start_min: { place: "synced", initial: 180, allows: whole(0, 720) },
  theme: { place: "synced", initial: "sand", allows: isName },
  appearance: { place: "device", initial: "auto", allows: oneOf("auto", "light", "dark") },
  sound_checked: { place: "device", initial: false, allows: isFlag },
  safety_seen: { place: "device", initial: false, allows: isFlag },
  vault_choice: { place: "device", initial: "unasked", allows: oneOf("unasked", "linked", "declined") },
  install_dismissed_ms: { place: "device", initial: null, allows: isInstant },
  exported_ms: { place: "device", initial: null, allows: isInstant },
};

/** Everything else that touches a disk; `unsaved` and `erase` are the two keys that may outlive the database. */
export const KEYS = {
  "indexeddb ilio records": "synced",
  "indexeddb ilio meta": "device",
  "localStorage ilio.device": "device",
  "localStorage ilio.unsaved": "device",
  "localStorage ilio.erase": "device",
  "localStorage ilio.session": "device",
  "cookie device": "device",
  undo: "never",
  "sync status": "never",
};

/** @returns {Settings} */
export function defaultSettings() {
  return /** @type {Settings} */ (Object.fromEntries(Object.entries(SETTINGS).map(([name, { initial }]) => [name, initial])));
}

/** Whether a value may be kept under a setting's name. @param {string} name @param {unknown} value */
export function allowsSetting(name, value) {
  return Object.hasOwn(SETTINGS, name) && SETTINGS[name].allows(value);
}

/** Settings with every allowed value of a bag laid over. @param {Settings} settings @param {{[name: string]: unknown}} bag @returns {Settings} */
export function withSettings(settings, bag) {
  const allowed = Object.entries(bag).filter(([name, value]) => allowsSetting(name, value));
  return { ...settings, ...Object.fromEntries(allowed) };
}
