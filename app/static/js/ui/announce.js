/** Says things to screen readers through the document's two live regions. */

/**
 * @param {Document} doc
 * @returns {(text: string, options?: {assertive?: boolean}) => void} the same text twice is said twice
 */
export function createAnnouncer(doc) {
  return (text, { assertive = false } = {}) => {
    const region = doc.getElementById(assertive ? "assertive" : "polite");
    if (!region) return;
    // A region that already holds these words is not read again, so the second time differs by a space.
    region.textContent = region.textContent === text ? `${text} ` : text;
  };
}
