/** The bar above the tabs: one short sentence and at most one button, for undo and for updates. */

/**
 * @param {HTMLElement} slot
 * @returns {(name: string, notice: {text: string, label: string, act: () => void} | null) => void} shows or, with null, takes away the notice of that name
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

/** @param {Document} doc @param {{text: string, label: string, act: () => void}} notice */
function draw(doc, { text, label, act }) {
  const bar = doc.createElement("div");
  bar.className = "notice";
  bar.setAttribute("role", "group");
  const sentence = doc.createElement("p");
  sentence.textContent = text;
  const button = doc.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  bar.append(sentence, button);
  return bar;
}
