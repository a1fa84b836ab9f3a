/** The figure's looks to choose from, each shown on the figure itself. */
import { html, render } from "../../vendor/lit-html-3/lit-html.js";

/** @typedef {import("../../core/types.d.ts").App} App */

/**
 * @param {HTMLElement} root
 * @param {App} app
 * @param {(name: string, value: string, control: HTMLElement) => void} save
 */
export function lookPart(root, app, save) {
  const box = /** @type {HTMLElement} */ (root.querySelector("#set-themes"));
  box.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    save("theme", input.value, input);
  });
  return {
    /** @param {import("../../core/types.d.ts").AppState} state */
    show({ settings }) {
      render(choices(app, settings.theme), box);
    },
  };
}

/** @param {App} app @param {string} chosen */
function choices({ content, words }, chosen) {
  // words: settings.look_*
  return content.looks.looks.map(
    (look) => html`<label class="theme">
      <figure-stage pose="half_kneel_neutral" theme=${look} still></figure-stage>
      <span><input type="radio" name="theme" value=${look} .checked=${look === chosen} /> ${words.t(`settings.look_${look}`)}</span>
    </label>`,
  );
}
