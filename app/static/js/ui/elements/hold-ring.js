/** `<hold-ring>`: a ring that empties around what stands inside it; only a picture of the number. */

const NAMESPACE = "http://www.w3.org/2000/svg";
/** The ring is drawn in this many steps: finer ones cannot be seen and cost battery. */
const STEPS = 720;

/** @param {string} name @param {{[attribute: string]: string}} attributes */
function svg(name, attributes) {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export class HoldRing extends HTMLElement {
  #step = -1;
  /** @type {SVGElement | null} */
  #arc = null;

  connectedCallback() {
    if (this.#arc) return;
    const circle = { cx: "50", cy: "50", r: "46", pathLength: String(STEPS) };
    this.#arc = svg("circle", { ...circle, class: "arc", transform: "rotate(-90 50 50)", "stroke-dasharray": String(STEPS) });
    const picture = svg("svg", { viewBox: "0 0 100 100", "aria-hidden": "true", focusable: "false" });
    picture.append(svg("circle", circle), this.#arc);
    this.prepend(picture);
  }

  /** Share that is left, 1 to 0. @param {number} share */
  set share(share) {
    const step = Math.round(share * STEPS);
    if (step === this.#step) return;
    this.#step = step;
    this.#arc?.setAttribute("stroke-dashoffset", String(STEPS - step));
  }
}

customElements.define("hold-ring", HoldRing);
