/**
 * Prints the figure as self-contained SVG text: stills of every pose, the favicon and the pictures behind the PNG icons.
 *
 * Not run by hand: `./run icons` calls `python -m tools.icons`, which calls this with node and writes what it prints.
 * Output: JSON `{"files": {path under app/static: svg text}, "pngs": [{"path", "size", "svg"}]}`.
 */

import { readFileSync } from "node:fs";
import { draw, place } from "../app/static/js/figure/draw.js";
import { solve } from "../app/static/js/figure/kinematics.js";
import { readPose } from "../app/static/js/figure/poses.js";
import { ground, person, stageLayers } from "../app/static/js/figure/scene.js";
import { makeSkeleton } from "../app/static/js/figure/skeleton.js";

const root = new URL("../app/static/", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const skeleton = makeSkeleton(JSON.parse(read("content/skeleton.json")));
const poses = JSON.parse(read("content/poses.json"));
const STYLE = "bun";
const STYLES = ["bun", "crop", "curls", "bob"];

/** Fill by class in the first theme, light: the stylesheet stays the only place of colours. */
function readColours(css) {
  const base = css.slice(0, css.indexOf("@supports"));
  const vars = {};
  for (const [, name, value] of base.slice(0, base.indexOf("[data-theme")).matchAll(/--([\w-]+):\s*([^;]+);/g)) vars[name] = value;
  const colours = {};
  for (const [, selectors, body] of base.matchAll(/^\s*(\.fig-[^{]+)\{([^}]*)\}/gm)) {
    const fill = body.match(/(?:fill|stop-color):\s*([^;]+);/)?.[1]?.replace(/var\(--([\w-]+)(?:,.*)?\)/, (_, name) => vars[name]);
    const opacity = body.match(/[^-]opacity:\s*([^;]+);/)?.[1];
    for (const selector of selectors.split(",")) colours[selector.trim().slice(5)] = { fill, opacity };
  }
  return colours;
}
const colours = readColours(read("css/parts/figure.css"));

/** Details that an icon is too small for. */
const FINE = new Set(["tone"]);

/** Whole units and relative steps: half the text of the stage's paths, and no difference at the size of a still. */
function compact(d) {
  let [x, y] = [0, 0];
  let [startX, startY] = [0, 0];
  return d.replace(/([MCLZ])([^MCLZ]*)/g, (_, command, rest) => {
    if (command === "Z") {
      [x, y] = [startX, startY];
      return "z";
    }
    const numbers = rest.trim().split(/[ C]+/).map((v) => Math.round(Number(v)));
    const steps = numbers.map((v, i) => v - (i % 2 ? y : x));
    [x, y] = numbers.slice(-2);
    if (command === "M") [startX, startY] = [x, y];
    return (command === "M" ? `M${x} ${y}` : `${command.toLowerCase()}${steps.join(" ")}`).replace(/ -/g, "-");
  });
}

/** The attributes of one layer, its colour resolved. `flat` paints everything in one colour. */
function attributes(layer, value, flat) {
  const attrs = { ...layer.attrs };
  if (value) attrs[layer.tag === "path" ? "d" : "transform"] = value;
  if (attrs.d) attrs.d = compact(attrs.d);
  const { fill, opacity } = colours[layer.paint] ?? {};
  if (fill) attrs[layer.tag === "stop" ? "stop-color" : "fill"] = flat ?? fill;
  if (opacity && !flat) attrs.opacity = opacity;
  return Object.entries(attrs).map(([name, text]) => ` ${name}="${text}"`).join("");
}

/** One layer as SVG text; "" for what is not drawn. */
function text(layer, parts, flat) {
  if (STYLES.includes(layer.paint) && layer.paint !== STYLE) return "";
  const value = layer.part && parts[layer.part];
  const inside = (layer.inside ?? []).map((l) => text(l, parts, flat)).join("");
  if (layer.tag === "g" ? !inside : layer.part && !value) return "";
  const head = `<${layer.tag}${attributes(layer, value, flat)}`;
  return inside ? `${head}>${inside}</${layer.tag}>` : `${head}/>`;
}

const partsOf = (id) => {
  const j = solve(readPose(poses, id, skeleton), skeleton);
  return { ...draw(j, skeleton), ...place(j) };
};
const svg = (box, body) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}">${body}</svg>\n`;

/** A pose as a picture of its own, on its mat. */
function still(id) {
  const [defs] = stageLayers(skeleton, "g");
  const parts = partsOf(id);
  const layers = [{ ...defs, inside: defs.inside.slice(0, 1) }, ...ground(skeleton, "g"), ...person(skeleton)];
  return svg(skeleton.frames.full, layers.map((l) => text(l, parts)).join(""));
}

const ICON_POSE = "shift_forward";
const COLOURS = { wall: "#f3d6b6", sun: "#f8e6cf", floor: "#8fb19d" };
/** Middle of the figure, and the length that must stay visible. */
const [MIDDLE_X, MIDDLE_Y, SPAN] = [20, -345, 812];

/** A square around the figure. @param {number} fill part of the side that the figure takes */
const square = (fill) => [MIDDLE_X - SPAN / fill / 2, MIDDLE_Y - SPAN / fill / 2, SPAN / fill, SPAN / fill].map(Math.round);

/** The person's layers without the fine ones. */
function plain(layers) {
  const kept = layers.filter((layer) => !FINE.has(layer.paint));
  return kept.map((layer) => (layer.inside ? { ...layer, inside: plain(layer.inside) } : layer));
}

/** The app icon: the figure before a low sun. `round` = corner radius as a part of the side, 0 for full bleed. */
function icon({ fill, round }) {
  const box = square(fill);
  const [x, y, side] = box;
  const parts = partsOf(ICON_POSE);
  const body = plain(person(skeleton)).map((l) => text(l, parts)).join("");
  const clip = `<clipPath id="c"><rect x="${x}" y="${y}" width="${side}" height="${side}" rx="${Math.round(side * round)}"/></clipPath>`;
  const wall = `<path fill="${COLOURS.wall}" d="M${x} ${y}h${side}v${side}h-${side}z"/><circle fill="${COLOURS.sun}" cx="20" cy="-372" r="372"/>`;
  const floor = `<path fill="${COLOURS.floor}" d="M${x}-3h${side}v${side}h-${side}z"/>`;
  return svg(box, `${clip}<g clip-path="url(#c)">${wall}${floor}${body}</g>`);
}

/** The silhouette alone, for themed icons: one colour on nothing. */
function silhouette(fill) {
  const parts = partsOf(ICON_POSE);
  return svg(square(fill), plain(person(skeleton)).map((l) => text(l, parts, "#fff")).join(""));
}

const files = { "icons/icon.svg": icon({ fill: 0.9, round: 0.22 }) };
for (const id of Object.keys(poses.poses)) files[`stills/${id}.svg`] = still(id);
const pngs = [
  { path: "icons/icon-192.png", size: 192, svg: icon({ fill: 0.9, round: 0.22 }) },
  { path: "icons/icon-512.png", size: 512, svg: icon({ fill: 0.9, round: 0.22 }) },
  { path: "icons/maskable-512.png", size: 512, svg: icon({ fill: 0.63, round: 0 }) },
  { path: "icons/monochrome-512.png", size: 512, svg: silhouette(0.66) },
  { path: "icons/apple-touch-180.png", size: 180, svg: icon({ fill: 0.82, round: 0 }) },
];
process.stdout.write(JSON.stringify({ files, pngs }));
