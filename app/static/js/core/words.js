/** The product's words for scripts: a key in, a text with its placeholders filled out. */

/**
 * @param {string} lang BCP 47, e.g. "en"
 * @param {{[key: string]: string | {[form: string]: string}}} texts
 * @returns {import("./types.d.ts").Words} `t` gives the key itself when there is no such text, so that a gap is seen and nothing breaks
 */
export function createWords(lang, texts) {
  const plural = new Intl.PluralRules(lang);
  return {
    t(key, params = {}) {
      const entry = texts[key] ?? key;
      const text = typeof entry === "string" ? entry : (entry[plural.select(Number(params.n))] ?? entry.other);
      return text.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole));
    },
  };
}
