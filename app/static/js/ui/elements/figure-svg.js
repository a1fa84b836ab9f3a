/** Builds the figure's SVG elements from the layer tree and writes only the attributes that change. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {import("../../figure/scene.js").Layer} Layer
 * @typedef {Map<string, SVGElement[]>} PartMap  elements by part id
 */

/**
 * An SVG element with attributes.
 * @param {string} tag @param {{[name: string]: string}} [attrs]
 */
export function svgElement(tag, attrs = {}) {
  const el = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attrs)) el.setAttribute(name, value);
  return /** @type {SVGElement} */ (el);
}

/**
 * The elements of a layer tree.
 * @param {Layer[]} layers @param {PartMap} parts filled with the elements that follow the pose
 * @returns {SVGElement[]}
 */
export function buildLayers(layers, parts) {
  return layers.map((layer) => {
    const el = svgElement(layer.tag, layer.attrs);
    if (layer.paint) el.setAttribute("class", `fig-${layer.paint}`);
    if (layer.part) parts.set(layer.part, [...(parts.get(layer.part) ?? []), el]);
    el.append(...buildLayers(layer.inside ?? [], parts));
    return el;
  });
}

/** What was last written to an element, because asking the element is slow. @type {WeakMap<SVGElement, string>} */
const written = new WeakMap();

/**
 * Write path data or transforms to their elements, skipping what is unchanged; a part has one of the two.
 * @param {PartMap} parts @param {{[part: string]: string}} values @param {"d"|"transform"} attribute
 */
export function writeParts(parts, values, attribute) {
  for (const [part, value] of Object.entries(values)) {
    for (const el of parts.get(part) ?? []) {
      if (written.get(el) === value) continue;
      written.set(el, value);
      el.setAttribute(attribute, value);
    }
  }
}

/**
 * Set attributes; null or "" takes one away.
 * @param {SVGElement} el @param {{[name: string]: string|null}} attrs
 */
export function setAttributes(el, attrs) {
  for (const [name, value] of Object.entries(attrs)) {
    if (value) el.setAttribute(name, value);
    else el.removeAttribute(name);
  }
}
