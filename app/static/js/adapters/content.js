/** The one file with the product's words, poses, steps and routines. */

/**
 * @param {string} lang
 * @returns {Promise<import("../core/types.d.ts").Content>} rejects when the file is not to be had
 */
export async function loadContent(lang) {
  const response = await fetch(`/content/${lang}.json`);
  if (!response.ok) throw new Error(`content: ${response.status}`);
  return response.json();
}
