/** Seven days in a row: each with its name, a symbol and a word, never by colour alone. Pure drawing into a list that is already there. */

/**
 * @typedef {import("../../core/history.js").Cell} Cell @typedef {import("../../core/types.d.ts").Words} Words
 * @typedef {import("../dates.js").Dates} Dates
 */

/** Symbols; the words beside them carry the meaning. */
export const SYMBOLS = { done: "✓", rest: "‖", flare: "~", travel: "→", planned: "‖", open: "○", none: "·", ahead: "·" };

/** @param {HTMLElement} list its seven `li > a` @param {Cell[]} cells @param {Words} words @param {Dates} dates */
export function drawWeek(list, cells, words, dates) {
  cells.forEach((cell, index) => {
    const item = /** @type {HTMLElement} */ (list.children[index]);
    const link = /** @type {HTMLAnchorElement} */ (item.firstElementChild);
    const [name, symbol, word, full = addFull(link)] = /** @type {Iterable<HTMLElement>} */ (link.children);
    item.dataset.kind = cell.kind;
    item.toggleAttribute("data-today", cell.today);
    link.setAttribute("href", `/history?day=${cell.day}`);
    name.textContent = dates.weekday(cell.day);
    // words: today.is_*
    const said = words.t(`today.is_${cell.kind}`);
    const nothing = cell.kind === "none";
    // A day with nothing on it is left as quiet to the eye as it was.
    symbol.textContent = nothing ? "–" : SYMBOLS[cell.kind];
    word.textContent = nothing ? "" : said;
    full.textContent = words.t("today.week_day", { day: dates.long(cell.day), word: said });
    if (cell.today) link.setAttribute("aria-current", "date");
    else link.removeAttribute("aria-current");
  });
}

/** The day in full for the ear; the short forms stay for the eye. @param {HTMLElement} link */
function addFull(link) {
  for (const short of link.children) short.setAttribute("aria-hidden", "true");
  const full = link.ownerDocument.createElement("span");
  full.className = "visually-hidden";
  link.append(full);
  return full;
}
