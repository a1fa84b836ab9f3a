/** Learn: the words stand in the document; scripts add the figure in the person's look, and the print button. */

/** @typedef {import("../elements/figure-stage.js").FigureStage} FigureStage @typedef {import("../elements/figure-stage.js").Cue} Cue */

/**
 * @param {HTMLElement} root the Learn section
 * @param {import("../../core/types.d.ts").App} app
 * @returns {import("../../core/types.d.ts").Screen}
 */
export function mountLearn(root, app) {
  const view = /** @type {Window & typeof globalThis} */ (root.ownerDocument.defaultView);
  const button = /** @type {HTMLButtonElement} */ (root.querySelector("#learn-print"));
  button.hidden = false;
  button.addEventListener("click", () => view.print());
  const back = /** @type {HTMLElement} */ (root.querySelector("#learn-back"));
  const stages = [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-pose]"))].map(addStage);
  view.customElements.whenDefined("figure-stage").then(() => stages.forEach(point));
  return {
    /** @param {URL} url `?from=stretch` when the setup of the stretch sent the reader here */
    enter(url) {
      back.hidden = url.searchParams.get("from") !== "stretch";
      for (const stage of stages) stage.setAttribute("theme", app.store.get().settings.theme);
    },
    leave() {},
  };
}

/** The words beside it say the same, so the picture has no label. @param {HTMLElement} step */
function addStage(step) {
  const stage = /** @type {FigureStage} */ (step.ownerDocument.createElement("figure-stage"));
  stage.setAttribute("pose", step.dataset.pose ?? "");
  stage.setAttribute("still", "");
  step.prepend(stage);
  return stage;
}

/** The step's arrow. @param {FigureStage} stage */
function point(stage) {
  const { pose = "", cue } = /** @type {HTMLElement} */ (stage.parentElement).dataset;
  if (cue) stage.show(pose, { cue: /** @type {Cue} */ (cue), duration_ms: 0 });
}
