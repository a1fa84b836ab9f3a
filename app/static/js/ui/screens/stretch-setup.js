/** The screen before a session: what will happen, how much help, what to stop for, Begin. */
import { planText } from "./stretch-words.js";

/** @typedef {import("../../core/types.d.ts").Level} Level */
/** @typedef {import("../../core/session-types.d.ts").SessionState} SessionState */

export class SetupView {
  /**
   * @param {HTMLElement} root
   * @param {import("../../core/types.d.ts").App} app
   * @param {{begin: () => void, level: (level: Level) => void}} acts
   */
  constructor(root, app, acts) {
    this.app = app;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector(".st-setup"));
    this.line = /** @type {HTMLElement} */ (root.querySelector("#st-plan"));
    this.alert = /** @type {HTMLElement} */ (root.querySelector("#st-message"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      acts.begin();
    });
    this.form.addEventListener("change", (event) => {
      const { name, value } = /** @type {HTMLInputElement} */ (event.target);
      if (name === "level") acts.level(/** @type {Level} */ (value));
    });
  }

  /** @param {SessionState} session */
  render({ status, plan }) {
    this.form.hidden = status !== "setup";
    if (status !== "setup") return;
    this.line.textContent = planText(this.app.words, plan);
    const choice = /** @type {HTMLInputElement | null} */ (this.form.querySelector(`[value="${plan.level}"]`));
    if (choice) choice.checked = true;
  }

  /** Choices and Begin work only once settings are read and no earlier session waits for an answer. @param {boolean} ready */
  open(ready) {
    for (const control of this.form.querySelectorAll("fieldset, button")) {
      /** @type {HTMLFieldSetElement | HTMLButtonElement} */ (control).disabled = !ready;
    }
  }

  /** Says why a session cannot begin; empty takes it away. @param {string} text */
  say(text) {
    this.alert.textContent = text;
  }
}
