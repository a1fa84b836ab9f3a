/** What an earlier, killed session left behind: finished ones are kept, unfinished ones are offered on the stretch screen. */
import { verdictOn } from "../../core/session-crumb.js";
import { keep } from "./stretch-perform.js";

/** @typedef {import("../../core/types.d.ts").App} App */
/** @typedef {import("../../core/session-types.d.ts").Crumb} Crumb */

/**
 * Looks for a breadcrumb once the log is loaded; keeps what is finished.
 * @param {App} app
 * @returns {Promise<Crumb | null>} a session that can be carried on, or null; null as well while another tab runs it
 */
export async function findInterrupted(app) {
  const { breadcrumb, lock } = await app.ports.session();
  if (breadcrumb.read() === null || (await lock.isTaken())) return null;
  await loaded(app);
  const verdict = verdictOn(breadcrumb.read(), app.clock.now());
  if (verdict.kind === "offer") return verdict.crumb;
  if (verdict.kind === "keep") keep(app, breadcrumb, verdict);
  else breadcrumb.clear();
  return null;
}

/**
 * To be called at start, from any screen: leads to the stretch screen, which asks, when a session was interrupted.
 * @param {App} app
 */
export async function offerResume(app) {
  if (await findInterrupted(app)) app.navigate("/stretch");
}

/** @param {App} app @returns {Promise<void>} */
function loaded({ store }) {
  if (store.get().phase === "ready") return Promise.resolve();
  return new Promise((resolve) => {
    const stop = store.subscribe(({ phase }) => {
      if (phase !== "ready") return;
      stop();
      resolve();
    });
  });
}
