/** A file out, a file in: export at one tap; an import is first weighed, shown in words, and only then done. */
import { ask } from "./settings-confirm.js";

/** @typedef {import("../../core/types.d.ts").App} App */
/** @typedef {import("../../core/transfer.js").Summary} Summary */

/** @param {App} app @param {(text: string) => void} say */
export async function exportFile(app, say) {
  const { t } = app.words;
  try {
    const { name, how } = await app.ports.transfer.exportFile();
    if (how === "cancelled") return say("");
    app.store.dispatch({ type: "setting_set", name: "exported_ms", value: app.clock.wall() });
    say(t("settings.exported", { name }));
  } catch {
    say(t("settings.export_failed"));
  }
}

/** @param {App} app @param {(text: string) => void} say */
export async function importFile(app, say) {
  const { t } = app.words;
  say("");
  const file = await pickFile(document);
  if (!file) return;
  try {
    const found = await app.ports.transfer.readFile(file);
    if ("error" in found) return say(refusal(found.error, t));
    const lines = summaryLines(found.summary, t);
    if (changesIn(found.summary) === 0) return say(lines.join(" "));
    const yes = await ask(document, { title: t("settings.import_title"), lines, yes: t("settings.import_yes"), no: t("settings.import_no") });
    if (!yes) return;
    await app.ports.transfer.apply();
    say(t("settings.imported"));
  } catch {
    say(t("settings.import_failed"));
  }
}

/** @param {Document} doc @returns {Promise<File | null>} null when the person changed their mind */
function pickFile(doc) {
  const input = doc.createElement("input");
  input.type = "file";
  input.accept = ".json,application/json";
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}

/** How many records an import would add or change. @param {Summary} summary */
export function changesIn({ sessions_new, sessions_changed, marks, settings, other }) {
  return sessions_new + sessions_changed + marks + settings + other;
}

/**
 * What an import would do, one sentence each.
 * @param {Summary} summary @param {App["words"]["t"]} t @returns {string[]}
 */
export function summaryLines(summary, t) {
  const { sessions_new, sessions_changed, marks, settings, other, skipped } = summary;
  const lines = [];
  if (sessions_new) lines.push(t("settings.import_new", { n: sessions_new }));
  if (sessions_changed) lines.push(t("settings.import_changed", { n: sessions_changed }));
  if (marks) lines.push(t("settings.import_marks", { n: marks }));
  if (settings + other) lines.push(t("settings.import_settings", { n: settings + other }));
  lines.push(changesIn(summary) ? t("settings.import_keeps") : t("settings.import_nothing"));
  if (skipped) lines.push(t("settings.import_skipped", { n: skipped }));
  return lines;
}

/** @param {string} error @param {App["words"]["t"]} t @returns {string} */
export function refusal(error, t) {
  if (error === "too_big") return t("settings.import_too_big");
  if (error === "too_new") return t("settings.import_too_new");
  if (error === "nothing_in_it") return t("settings.import_empty");
  if (error === "unreadable") return t("settings.import_unreadable");
  return t("settings.import_foreign");
}
