/** Drives the session machine through simulated time the way a phone would: two clocks, a ticker, a page that hides. */
import { readFileSync } from "node:fs";
import { buildPlan } from "../../../app/static/js/core/plan.js";
import { startSession, update } from "../../../app/static/js/core/session.js";
import { timeAt } from "../../../app/static/js/core/session-clock.js";
import { isCrumb, restoreSession } from "../../../app/static/js/core/session-crumb.js";
import { segmentNow } from "../../../app/static/js/core/session-phases.js";
import { nextDue, remainingAt } from "../../../app/static/js/core/session-view.js";

const content = new URL("../../../app/static/content/", import.meta.url);
export const steps = JSON.parse(readFileSync(new URL("steps.json", content), "utf8"));
export const routine = JSON.parse(readFileSync(new URL("routines/kneeling.json", content), "utf8"));
export const poses = new URL("poses.json", content);
export const words = JSON.parse(readFileSync(new URL("i18n/en.json", content), "utf8"));

export const settings = {
  hold_s: 30,
  repetitions: 2,
  rest_s: 10,
  lead_side: "left",
  level: "auto",
  volume: 70,
  day_start_min: 180,
};

export const planFor = (level = "guide", changes = {}, lead_side = "left") =>
  buildPlan({ routine, steps, settings: { ...settings, ...changes }, level, lead_side });

/** 10 March 2026, 09:00 UTC. */
const MORNING_MS = Date.UTC(2026, 2, 10, 9);

export class Phone {
  constructor({ level = "guide", changes = {}, lead_side = "left", tick_ms = 100 } = {}) {
    this.wall_ms = MORNING_MS;
    this.mono_ms = 5000;
    this.tick_ms = tick_ms;
    this.effects = [];
    this.log = [];
    this.crumb = null;
    this.hidden = false;
    this.session = startSession(planFor(level, changes, lead_side), this.now(), "session-1");
  }

  now() {
    return { wall_ms: this.wall_ms, mono_ms: this.mono_ms, offset_min: 60 };
  }

  send(event) {
    const before = this.session;
    const [after, effects] = update(before, typeof event === "string" ? { type: event } : event, this.now());
    this.session = after;
    for (const effect of effects) this.perform(effect);
    this.log.push({ event, before, after, effects, now: this.now() });
    return this;
  }

  perform(effect) {
    this.effects.push(effect);
    // Through JSON, because that is what storage does to it.
    if (effect.type === "breadcrumb_save") this.crumb = JSON.parse(JSON.stringify(effect.crumb));
    if (effect.type === "breadcrumb_clear") this.crumb = null;
    if (effect.type === "breadcrumb_beat" && this.crumb?.index === effect.index) {
      this.crumb = { ...this.crumb, elapsed_ms: effect.elapsed_ms, saved_wall_ms: effect.wall_ms };
    }
  }

  /** Time passes on both clocks; the ticker looks at least every second and exactly when something is due. */
  wait(ms) {
    const end_ms = this.mono_ms + ms;
    while (this.mono_ms < end_ms) {
      const due = nextDue(this.session);
      const step = Math.min(this.tick_ms, end_ms - this.mono_ms, due !== null && due > this.mono_ms ? due - this.mono_ms : Infinity);
      this.wall_ms += step;
      this.mono_ms += step;
      this.send("tick");
    }
    return this;
  }

  /** Time passes and nobody looks. */
  lapse(ms) {
    this.wall_ms += ms;
    this.mono_ms += ms;
    return this;
  }

  /** The device sleeps: only the wall clock goes on. */
  sleep(ms) {
    this.wall_ms += ms;
    return this;
  }

  hide() {
    this.hidden = true;
    return this.send("hidden");
  }

  show() {
    this.hidden = false;
    return this.send("visible");
  }

  /** The tab is killed and opened again later; the monotonic clock starts anew. */
  reopen(after_ms) {
    this.wall_ms += after_ms;
    this.mono_ms = 120;
    if (!isCrumb(this.crumb)) throw new Error("no breadcrumb");
    this.session = restoreSession(this.crumb, this.now());
    return this;
  }

  until(kind, side) {
    for (let guard = 0; guard < 100_000; guard += 1) {
      const here = segmentNow(this.session);
      if (this.session.status === "done") return this;
      if (here.kind === kind && (!side || here.side === side)) return this;
      this.wait(this.tick_ms);
    }
    throw new Error(`never came to ${kind}`);
  }

  toEnd() {
    for (let guard = 0; this.session.status !== "done"; guard += 1) {
      if (guard > 100_000) throw new Error("the session sticks");
      this.wait(1000);
    }
    return this;
  }

  get time_ms() {
    return timeAt(this.session.clock, this.now());
  }
  get left_ms() {
    return remainingAt(this.session, this.time_ms);
  }
  get kind() {
    return segmentNow(this.session).kind;
  }
  get status() {
    return this.session.status;
  }
  drafts() {
    return this.effects.filter((effect) => effect.type === "finish").map((effect) => effect.draft);
  }
}
