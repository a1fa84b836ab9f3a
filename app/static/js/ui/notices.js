/** The bars above the tabs: one short sentence and a button or two, for undo, updates and installing. */

/**
 * @typedef {{label: string, act: () => void}} Action
 * @typedef {{text: string, actions: Action[]}} Notice
 */

/**
 * @param {HTMLElement} slot
 * @returns {(name: string, notice: Notice | null) => void} shows or, with null, takes away the notice of that name
 */
export function createNotices(slot) {
  /** @type {Map<string, HTMLElement>} */
  const shown = new Map();
  return (name, notice) => {
    shown.get(name)?.remove();
    shown.delete(name);
    if (!notice) return;
    const bar = draw(slot.ownerDocument, notice);
    shown.set(name, bar);
    slot.append(bar);
  };
}

/** @param {Document} doc @param {Notice} notice */
function draw(doc, { text, actions }) {
  const bar = doc.createElement("div");
  bar.className = "notice";
  bar.setAttribute("role", "group");
  const sentence = doc.createElement("p");
  sentence.textContent = text;
  bar.append(sentence, ...actions.map((action) => button(doc, action)));
  return bar;
}

/** @param {Document} doc @param {Action} action */
function button(doc, { label, act }) {
  const element = doc.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.addEventListener("click", act);
  return element;
}
