/** Notices on Today: an interrupted stretch, trouble with storage, and a vault that needs a decision. */

/** @typedef {import("../../core/types.d.ts").App} App @typedef {import("../../core/types.d.ts").AppState} AppState
 * @typedef {{id: string, title?: string, text: string, actions: {label: string, act: () => void, primary?: boolean}[]}} Notice
 */

/** @param {App} app @returns {Notice | null} */
function unfinished({ ports, words, navigate }) {
  if (!ports.unfinished?.()) return null;
  return {
    id: "resume",
    text: words.t("today.resume"),
    actions: [{ label: words.t("today.resume_go"), act: () => navigate("/stretch"), primary: true }],
  };
}

/** @param {App} app @param {AppState} state @returns {Notice | null} */
function storage({ words }, { storage: { error } }) {
  // words: error.*
  return error ? { id: error, text: words.t(`error.${error}`), actions: [] } : null;
}

/** @param {App} app @param {AppState} state @param {() => void} redraw @returns {Notice | null} */
function vault({ words, store }, { sync }, redraw) {
  if (sync.error === "device_unknown") {
    const act = () => store.dispatch({ type: "link_vault" });
    return {
      id: "unlinked",
      title: words.t("today.unlinked_title"),
      text: words.t("today.unlinked_text"),
      actions: [{ label: words.t("today.unlinked_go"), act, primary: true }],
    };
  }
  if (sync.error !== "vault_erased") return null;
  const keep = { label: words.t("today.erased_keep"), act: () => store.dispatch({ type: "decline_vault" }), primary: true };
  if (asking) {
    const wipe = { label: words.t("today.erased_yes"), act: () => store.dispatch({ type: "erase_all", scope: "phone" }) };
    return { id: "wipe", title: words.t("today.erased_title"), text: words.t("today.erased_ask"), actions: [keep, wipe] };
  }
  const ask = () => {
    asking = true;
    redraw();
  };
  return {
    id: "erased",
    title: words.t("today.erased_title"),
    text: words.t("today.erased_text"),
    actions: [keep, { label: words.t("today.erased_wipe"), act: ask }],
  };
}

/** Whether the person wants to erase this phone and is being asked once more. */
let asking = false;

/** @param {Notice} notice @param {Document} doc */
function card({ id, title, text, actions }, doc) {
  const element = doc.createElement("div");
  element.className = "card stack today-notice";
  element.dataset.notice = id;
  const lines = [title && ["h2", title], ["p", text]].filter((line) => Array.isArray(line));
  for (const [tag, words] of lines) element.append(Object.assign(doc.createElement(tag), { textContent: words }));
  const row = Object.assign(doc.createElement("div"), { className: "row" });
  for (const { label, act, primary } of actions) {
    const button = Object.assign(doc.createElement("button"), {
      type: "button",
      textContent: label,
      className: primary ? "button" : "button button--quiet",
    });
    button.addEventListener("click", act);
    row.append(button);
  }
  if (actions.length > 0) element.append(row);
  return element;
}

/** Draws the notices there are; one that is already shown stays, so that focus is not lost. @param {HTMLElement} slot @param {App} app @param {AppState} state */
export function drawNotices(slot, app, state) {
  if (state.sync.error !== "vault_erased") asking = false;
  const redraw = () => drawNotices(slot, app, app.store.get());
  const wanted = [storage(app, state), unfinished(app), vault(app, state, redraw)].filter((notice) => notice !== null);
  const shown = [...slot.children].map((child) => /** @type {HTMLElement} */ (child).dataset.notice).join(" ");
  if (shown === wanted.map(({ id }) => id).join(" ")) return;
  slot.replaceChildren(...wanted.map((notice) => card(notice, slot.ownerDocument)));
}
