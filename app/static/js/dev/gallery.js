/** The developer's gallery: one stage to play with, then every pose by theme, side, light and dark, crops, cues and small sizes. */

import { createClock } from "../adapters/clock.js";
import { setFigureSource } from "../ui/elements/figure-stage.js";

/** @typedef {import("../ui/elements/figure-stage.js").FigureStage} FigureStage */

const THEMES = ["sand", "clay", "umber", "birch"];
const STYLE = `
  html, body, .gallery { max-width: none; }
  .gallery { padding: 16px; } #play { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
  #live { max-width: 640px; } .plates { display: flex; flex-wrap: wrap; gap: 8px; padding: 8px; color-scheme: light; background: #f6f1e7; color: #1f2a37; --ink: #1f2a37; --coral: #c8553d; }
  .plates.dark { color-scheme: dark; background: #12181c; color: #e9e3d6; --ink: #e9e3d6; --coral: #ef8f6b; }
  .plates figure { margin: 0; width: 200px; font-size: 12px; } .plates.small figure { width: 96px; } .plates.large figure { width: 420px; }
`;

/**
 * A stage in a captioned frame.
 * @param {{[attribute: string]: string}} attrs @param {string} caption @param {import("../ui/elements/figure-stage.js").ShowOptions} [options]
 */
function framed(attrs, caption, options) {
  const figure = document.createElement("figure");
  const stage = /** @type {FigureStage} */ (document.createElement("figure-stage"));
  for (const [name, value] of Object.entries(attrs)) stage.setAttribute(name, value);
  const text = document.createElement("figcaption");
  text.textContent = caption;
  figure.append(stage, text);
  if (options) stage.show(attrs.pose, options);
  return figure;
}

/** A titled sheet of frames. @param {string} title @param {HTMLElement[]} frames @param {string} [classes] */
function sheet(title, frames, classes = "") {
  const heading = document.createElement("h2");
  heading.textContent = title;
  const box = document.createElement("div");
  box.className = `plates ${classes}`;
  box.append(...frames);
  document.querySelector("#sheets")?.append(heading, box);
}

/** Every sheet. @param {string[]} ids pose ids */
function drawSheets(ids) {
  for (const mode of ["", "dark"]) {
    for (const theme of THEMES) {
      for (const side of ["right", "left"]) {
        const frames = ids.map((pose) => framed({ pose, theme, side, still: "" }, pose));
        sheet(`${theme}, ${side}, ${mode || "light"}`, frames, mode);
      }
    }
    sheet(`teen build, ${mode || "light"}`, ids.map((pose) => framed({ pose, build: "teen", still: "" }, pose)), mode);
    sheet(`small, ${mode || "light"}`, ids.map((pose) => framed({ pose, still: "" }, "")), `${mode} small`);
    sheet(`pelvis crop, ${mode || "light"}`, ids.map((pose) => framed({ pose, crop: "pelvis", still: "" }, pose)), mode);
    sheet(`cues, ${mode || "light"}`, cueFrames(), `${mode} large`);
  }
}

/** One frame for each thing that points. */
function cueFrames() {
  /** @type {[string, import("../ui/elements/figure-stage.js").ShowOptions][]} */
  const rows = [
    ["tall_kneel", { cue: "step" }],
    ["tilt_engaged", { cue: "pelvis_tilt", ghost: "half_kneel_arched" }],
    ["shift_forward", { cue: "hips_forward" }],
    ["hold_inhale", { cue: "chest_up" }],
    ["hold_exhale", { feel: true }],
  ];
  return rows.map(([pose, options]) => framed({ pose, still: "" }, Object.keys(options).join(" + "), options));
}

/** The stage one can play with. @param {string[]} ids @param {string[]} order walkthrough @param {(on: boolean) => void} setReduced */
function playground(ids, order, setReduced) {
  const live = framed({ pose: ids[0] }, "");
  document.querySelector("#live")?.append(live);
  const stage = /** @type {FigureStage} */ (live.firstChild);
  const form = /** @type {HTMLFormElement} */ (document.querySelector("#play"));
  /** @type {any} */
  const field = form.elements;
  for (const id of ids) field.pose.add(new Option(id));
  for (const theme of THEMES) field.theme.add(new Option(theme));
  const show = (/** @type {string} */ id) =>
    stage.show(id, {
      duration_ms: field.seconds.value * 1000,
      ghost: field.ghost.checked ? "half_kneel_arched" : null,
      cue: field.cue.value || null,
      feel: field.feel.checked,
    });
  form.addEventListener("change", () => {
    setReduced(field.reduced.checked);
    stage.setAttribute("theme", field.theme.value);
    stage.setAttribute("crop", field.crop.value);
    stage.side = field.side.value;
    show(field.pose.value);
    stage.breathe(field.breathe.checked);
  });
  field.walk.addEventListener("click", () => {
    for (const [i, id] of order.entries()) setTimeout(() => show(id), i * (field.seconds.value * 1000 + 600));
  });
  field.pause.addEventListener("click", () => {
    const paused = field.pause.textContent === "Pause";
    field.pause.textContent = paused ? "Resume" : "Pause";
    if (paused) stage.pause();
    else stage.resume();
  });
}

const style = new CSSStyleSheet();
style.replaceSync(STYLE);
document.adoptedStyleSheets = [style];
const content = await (await fetch("/content/en.json")).json();
let reduced = false;
setFigureSource({ content, clock: createClock(), reducedMotion: () => reduced });
const ids = Object.keys(content.poses.poses);
playground(ids, content.poses.walkthrough, (on) => {
  reduced = on;
});
drawSheets(ids);
document.documentElement.dataset.ready = "true";
