/** The stretch screen: owns the session's store and brings machine, views and ports together. */
import { guidance, leadSide } from "../../core/plan-order.js";
import { buildPlan } from "../../core/plan.js";
import { restoreSession } from "../../core/session-crumb.js";
import { isLive } from "../../core/session-phases.js";
import { nextDue } from "../../core/session-view.js";
import { startSession, update } from "../../core/session.js";
import { createStore } from "../../core/store.js";
import { AskSheet } from "./stretch-ask.js";
import { DoneView } from "./stretch-done.js";
import { listen } from "./stretch-listen.js";
import { performer } from "./stretch-perform.js";
import { findInterrupted } from "./stretch-resume.js";
import { RunView } from "./stretch-run.js";
import { SetupView } from "./stretch-setup.js";

/** @typedef {import("../../core/types.d.ts").App} App */
/** @typedef {import("../../core/types.d.ts").Level} Level */
/** @typedef {import("../../core/session-types.d.ts").SessionState} SessionState */
/** @typedef {import("../../core/types.d.ts").Store<SessionState, any>} SessionStore */

const TICK_MS = 1000;
/** Taps that also bring sound and the screen's light back. */
const WAKING = ["resume", "continue", "count", "go_on"];

/**
 * @param {HTMLElement} root the stretch section with its static words
 * @param {App} app
 * @returns {import("../../core/types.d.ts").Screen}
 */
export function mountStretch(root, app) {
  const screen = new StretchScreen(root, app);
  return { enter: (url) => void screen.enter(url), leave: () => screen.leave(), canLeave: () => screen.canLeave() };
}

class StretchScreen {
  /** @type {SessionStore} */
  store;
  /** @type {any} */
  ports = null;
  /** The level chosen on this visit, before it is a setting. @type {Level | null} */
  level = null;
  ticked_ms = 0;
  /** @type {(() => void)[]} */
  stops = [];

  /** @param {HTMLElement} root @param {App} app */
  constructor(root, app) {
    this.app = app;
    this.doc = root.ownerDocument;
    const send = (/** @type {string} */ type) => this.tap(type);
    const level = (/** @type {Level} */ choice) => this.changeLevel(choice);
    this.setup = new SetupView(root, app, { begin: () => void this.begin(), level });
    this.run = new RunView(root, app, { send, level, sound: () => this.unlock() });
    this.done = new DoneView(root, app, () => send("go_on"));
    this.ask = new AskSheet(app, this.doc, send);
    this.store = this.open(startSession(this.plan(), app.clock.now(), app.ids.uuid()));
  }

  /** @param {URL} url */
  async enter(url) {
    const session = { get: () => this.store.get(), send: (/** @type {string} */ type) => this.tap(type) };
    this.stops = [this.app.store.subscribe(() => this.follow()), listen(this.doc, { ...session, see: (type) => this.dispatch({ type }) })];
    this.level = null;
    this.setup.say("");
    this.setup.open(false);
    this.reset(startSession(this.plan(), this.app.clock.now(), this.app.ids.uuid()));
    await this.connect();
    this.follow();
    const crumb = await findInterrupted(this.app);
    if (this.stops.length === 0) return;
    this.setup.open(true);
    if (crumb) this.reset(restoreSession(crumb, this.app.clock.now()));
    else if (url.searchParams.has("go") && this.app.store.get().settings.safety_seen) await this.begin();
  }

  leave() {
    for (const stop of this.stops) stop();
    this.stops = [];
    this.ask.close();
    this.run.figure.clear();
    this.rest();
  }

  /** A running session is stopped instead of left; from a pause it can be left and carried on later. */
  canLeave() {
    const live = isLive(this.store.get());
    if (live) {
      this.run.refused = true;
      this.dispatch({ type: "pause" });
    }
    return !live;
  }

  /** The adapters of the session, loaded once. */
  async connect() {
    if (this.ports) return;
    this.ports = await this.app.ports.session();
    const { audio, wakeLock, ticker } = this.ports;
    audio.onState = () => this.follow();
    wakeLock.onState = () => this.follow();
    ticker.look = () => this.look();
  }

  /** @param {SessionState} session @returns {SessionStore} */
  open(session) {
    const perform = (/** @type {any} */ effect) => performer(this.app, this.ports)(effect);
    const store = createStore({ state: session, update, perform, now: this.app.clock.now });
    store.subscribe((state) => this.render(state));
    return store;
  }

  /** @param {SessionState} session */
  reset(session) {
    this.store = this.open(session);
    this.render(session);
  }

  plan() {
    const { settings, sessions } = this.app.store.get();
    const { routines, steps } = this.app.content;
    const level = this.level ?? guidance(settings.level, sessions);
    return buildPlan({ routine: routines.kneeling, steps, settings, level, lead_side: leadSide(settings.lead_side, sessions) });
  }

  /** Begin was tapped: sound first, because only the tap itself may turn it on. */
  async begin() {
    await this.connect();
    this.unlock();
    if (!(await this.ports.lock.acquire())) return this.setup.say(this.app.words.t("stretch.locked"));
    const { settings, sessions } = this.app.store.get();
    if (!settings.safety_seen) this.app.store.dispatch({ type: "setting_set", name: "safety_seen", value: true });
    if (this.level && this.level !== guidance(settings.level, sessions)) {
      this.app.store.dispatch({ type: "setting_set", name: "level", value: this.level });
    }
    this.dispatch({ type: "begin" });
    this.run.focus();
  }

  unlock() {
    this.ports?.audio.unlock(this.app.store.get().settings.volume);
  }

  /** @param {string} type an event of the session, from a tap or a key */
  tap(type) {
    if (!WAKING.includes(type)) return this.dispatch({ type });
    this.unlock();
    void this.ports?.lock.acquire();
    this.dispatch({ type });
    this.run.focus();
  }

  /** @param {Level} level */
  changeLevel(level) {
    this.level = level;
    const { plan } = this.store.get();
    const { routines, steps } = this.app.content;
    const { settings } = this.app.store.get();
    const dose = { ...settings, hold_s: plan.hold_ms / 1000, rest_s: plan.rest_ms / 1000, repetitions: plan.repetitions };
    const next = buildPlan({ routine: routines[plan.routine], steps, settings: dose, level, lead_side: plan.lead_side });
    this.dispatch({ type: "level_changed", plan: next });
  }

  /** @param {any} event */
  dispatch(event) {
    this.ticked_ms = this.app.clock.mono();
    this.store.dispatch(event);
    this.ports?.ticker.wake();
  }

  /** One look at the clock. @returns {{due_ms: number, frames: boolean} | null} */
  look() {
    const mono_ms = this.app.clock.mono();
    const due_ms = nextDue(this.store.get());
    const late = due_ms !== null && mono_ms >= due_ms;
    if (late || mono_ms - this.ticked_ms >= TICK_MS) {
      this.ticked_ms = mono_ms;
      this.store.dispatch({ type: "tick" });
    }
    const session = this.store.get();
    if (session.status === "setup" || session.status === "done") return null;
    this.run.frame(session);
    const next_ms = nextDue(session);
    return next_ms === null ? null : { due_ms: next_ms, frames: isLive(session) };
  }

  /** The app or a port changed. */
  follow() {
    // Before the ports are there, nothing can be done about it; `enter` looks again once they are.
    if (!this.ports) return;
    const session = this.store.get();
    if (session.status === "setup") this.dispatch({ type: "level_changed", plan: this.plan() });
    else this.render(this.store.get());
  }

  /** @param {SessionState} session */
  render(session) {
    this.setup.render(session);
    this.run.render(session);
    if (session.status !== "setup" && session.status !== "done") this.run.frame(session);
    this.ask.render(session);
    this.done.render(session);
    this.#notes(session);
    if (session.status === "done") this.rest();
  }

  /** @param {SessionState} session */
  #notes(session) {
    const { volume } = this.app.store.get().settings;
    this.run.sound.hidden = this.ports?.audio.state !== "blocked" || volume === 0;
    const dark = ["refused", "missing"].includes(this.ports?.wakeLock.state) && session.index === 0;
    this.run.say(dark ? this.app.words.t("stretch.awake_missing") : "");
  }

  /** Nothing runs any more: give back what was taken. */
  rest() {
    if (!this.ports) return;
    const { audio, lock, ticker, wakeLock } = this.ports;
    ticker.stop();
    wakeLock.set(false);
    audio.schedule([]);
    void audio.release();
    lock.release();
  }
}
