/** Learn: the page is complete as it stands; scripts only add its print button. */

/**
 * @param {HTMLElement} root the Learn section
 * @returns {import("../../core/types.d.ts").Screen}
 */
export function mountLearn(root) {
  const button = /** @type {HTMLButtonElement} */ (root.querySelector("#learn-print"));
  button.hidden = false;
  button.addEventListener("click", () => root.ownerDocument.defaultView?.print());
  return { enter() {}, leave() {} };
}
