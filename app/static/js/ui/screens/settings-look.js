/** The figure's looks to choose from, each shown on the figure itself. */
import { html, render } from "../../vendor/lit-html-3/lit-html.js";

/**
 * @param {HTMLElement} root
 * @param {import("../../core/types.d.ts").App} app
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
      render(themeChoices(app, settings.theme), box);
    },
  };
}

/** @param {import("../../core/types.d.ts").App} app @param {string} chosen */
function themeChoices(app, chosen) {
  return Object.keys(app.content.skeleton.themes ?? {}).map(
    (theme, index) => html`<label class="theme">
      <input type="radio" name="theme" value=${theme} .checked=${theme === chosen} />
      <figure-stage pose="half_kneel_neutral" theme=${theme} still aria-hidden="true"></figure-stage>
      <span>${app.words.t("settings.theme_name", { n: index + 1 })}</span>
    </label>`,
  );
}
