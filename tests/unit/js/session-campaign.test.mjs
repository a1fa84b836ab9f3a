/** Hundreds of random sessions, judged by a second, simpler account of what was really held. */
import assert from "node:assert/strict";
import test from "node:test";

import { BEAT_MS } from "../../../app/static/js/core/session-effects.js";
import { segmentNow } from "../../../app/static/js/core/session-phases.js";
import { nextDue } from "../../../app/static/js/core/session-view.js";
import { Phone, planFor } from "./session-driver.mjs";

const SESSIONS = 600;
/** Said here again on purpose: an absence up to this long may count. */
const GRACE_MS = 10_000;
/** And this: a hold cut short counts from this time on, or in full if planned shorter. */
const COUNTS_MS = 15_000;
const CUTS = ["skip", "next", "end"];
const LEVELS = ["teach", "guide", "timer"];
const EFFECTS = {
  wake_lock: (effect) => typeof effect.on === "boolean",
  sounds: (effect, phone) => effect.cues.every((cue) => cue.sound && cue.mono_ms >= phone.mono_ms - 1),
  breadcrumb_save: (effect) => effect.crumb.version === 1 && Number.isFinite(effect.crumb.elapsed_ms),
  breadcrumb_beat: (effect) => Number.isFinite(effect.elapsed_ms) && Number.isFinite(effect.wall_ms),
  breadcrumb_clear: () => true,
  announce: (effect) => /^(step|cue)\./.test(effect.key),
  finish: (effect) => effect.draft.holds.length > 0,
  retract: (effect) => typeof effect.id === "string",
};

/** Small seeded generator (mulberry32), so that a failure can be run again. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The second account: adds up how long each hold was on and seen. It knows nothing of anchors, deadlines or credit,
 * only what the screen says before and after time passes.
 */
class Witness {
  constructor(phone) {
    this.phone = phone;
    this.seen_ms = 0;
    this.credits = 0;
    this.doubts_ms = 0;
    this.absence_ms = 0;
    this.crashes = 0;
  }

  /** Time the person was seen holding. */
  passed(before, ms) {
    this.absence_ms = 0;
    if (before.status === "running" && segmentNow(before).kind === "hold") this.seen_ms += ms;
  }

  /** Time nobody saw: so much of it may be claimed. */
  unseen(ms) {
    this.absence_ms = Math.min(ms, GRACE_MS);
    this.doubts_ms += this.absence_ms;
  }

  judge(before, { confirmed = false, cut = false } = {}) {
    const { session } = this.phone;
    const fresh = session.held.slice(this.credits);
    for (const hold of fresh) {
      if (cut) assert.ok(hold.held_ms >= Math.min(COUNTS_MS, hold.planned_ms) && hold.held_ms <= hold.planned_ms);
      else assert.equal(hold.held_ms, hold.planned_ms);
      if (confirmed) assert.ok(hold.confirmed, "the person said so, and it is written down as said");
      else assert.ok(hold.confirmed === false && this.seen_ms + this.doubts_ms >= hold.held_ms - 50, `held only ${this.seen_ms}`);
    }
    if (cut && fresh.length === 0) this.lostNothing(before);
    this.credits = session.held.length;
    const elsewhere = segmentNow(before).id !== segmentNow(session).id || session.status === "done" || fresh.length > 0;
    if (elsewhere) this.reset();
  }

  /** Held long enough before End or Skip, it counts. */
  lostNothing(before) {
    if (before.status === "asking" || segmentNow(before).kind !== "hold") return;
    const left = segmentNow(before).id !== segmentNow(this.phone.session).id || this.phone.status === "done";
    const spare_ms = 50 + this.crashes * BEAT_MS;
    assert.ok(!left || this.seen_ms < COUNTS_MS + spare_ms, `${this.seen_ms} ms held and lost`);
  }

  reset() {
    this.seen_ms = 0;
    // A hold that began out of sight may claim that absence too.
    this.doubts_ms = this.absence_ms;
    this.crashes = 0;
  }

  /** None held is lost: a hold that was seen for its whole time is over, and credited. */
  complete() {
    const { session } = this.phone;
    if (session.status !== "running" || segmentNow(session).kind !== "hold") return;
    const spare_ms = 50 + this.crashes * BEAT_MS;
    assert.ok(this.seen_ms <= segmentNow(session).duration_ms + spare_ms, "a hold goes on after its time");
  }
}

const MOVES = [
  "pause",
  "resume",
  "skip",
  "next",
  "back",
  "repeat",
  "count",
  "continue",
  "level",
  "hide",
  "sleep",
  "kill",
  "clock",
  "freeze",
  "end",
];
const RARE = { end: 0.1, kill: 0.5, back: 0.6, repeat: 0.6, skip: 0.5 };

/** One random thing a person or a phone does. */
function act(phone, witness, chance) {
  const move = MOVES[Math.floor(chance() * MOVES.length)];
  if (chance() > (RARE[move] ?? 1)) return;
  const before = phone.session;
  const confirmed = move === "count" && before.status === "asking";
  if (move === "hide") hide(phone, witness, chance);
  else if (move === "sleep") sleep(phone, witness, chance);
  else if (move === "freeze") freeze(phone, witness, chance);
  else if (move === "kill") kill(phone, witness, chance);
  else if (move === "clock") phone.wall_ms += (chance() - 0.5) * 2 * 86_400_000;
  else if (move === "level") phone.send({ type: "level_changed", plan: planFor(LEVELS[Math.floor(chance() * 3)], phone.dose, phone.lead) });
  else phone.send(move);
  witness.judge(before, { confirmed, cut: CUTS.includes(move) });
  if (move === "repeat" && before.status !== "asking") witness.reset();
}

function hide(phone, witness, chance) {
  const away_ms = chance() * (chance() < 0.5 ? 9_000 : 90_000);
  phone.hide();
  const wakes = chance() < 0.5 ? Math.floor(away_ms / 1000) : 0;
  for (let second = 0; second < wakes; second += 1) phone.lapse(1000).send("tick");
  phone.lapse(away_ms - wakes * 1000);
  witness.unseen(away_ms);
  const confirmed = phone.session.held.length;
  phone.show();
  assert.ok(phone.session.held.length - confirmed <= 1);
}

function sleep(phone, witness, chance) {
  const away_ms = chance() * 600_000;
  phone.hide().sleep(away_ms);
  witness.unseen(away_ms);
  phone.show();
}

function freeze(phone, witness, chance) {
  const gap_ms = chance() * 30_000;
  phone.lapse(gap_ms);
  witness.unseen(gap_ms);
  phone.send("tick");
}

function kill(phone, witness, chance) {
  if (phone.status === "setup" || phone.status === "done") return;
  const held = phone.session.held.length;
  if (chance() < 0.5) phone.hide();
  phone.reopen(chance() * 600_000);
  phone.hidden = false;
  witness.crashes += 1;
  assert.equal(phone.session.held.length, held, "a crash loses no hold");
  assert.equal(phone.status, "asking");
}

/** Time passes in small steps before open eyes. */
function watch(phone, witness, ms) {
  for (let spent_ms = 0, step_ms; spent_ms < ms && phone.status !== "done"; spent_ms += step_ms) {
    const before = phone.session;
    const due_ms = (nextDue(before) ?? Infinity) - phone.mono_ms;
    step_ms = due_ms > 0 ? Math.min(200, due_ms) : 200;
    phone.wait(step_ms);
    witness.passed(before, step_ms);
    witness.judge(before);
    witness.complete();
  }
}

function checkEffects(phone) {
  for (const { effects, now } of phone.log) {
    for (const effect of effects) {
      assert.ok(EFFECTS[effect.type], `unknown effect ${effect.type}`);
      assert.ok(EFFECTS[effect.type](effect, { mono_ms: now.mono_ms }), `bad effect ${JSON.stringify(effect)}`);
    }
  }
}

/** Whatever state it is in, a person who answers and waits comes to the end. */
function finish(phone) {
  const answers = { paused: "resume", asking: "continue" };
  for (let guard = 0; phone.status !== "done"; guard += 1) {
    assert.ok(guard < 3000, "the session sticks");
    if (answers[phone.status]) phone.send(answers[phone.status]);
    phone.wait(1000);
  }
}

function campaign(seed) {
  const chance = random(seed);
  const dose = { hold_s: 10 + Math.floor(chance() * 40), repetitions: 1 + Math.floor(chance() * 3), rest_s: 5 + Math.floor(chance() * 10) };
  const lead = chance() < 0.5 ? "left" : "right";
  const phone = new Phone({ level: LEVELS[Math.floor(chance() * 3)], changes: dose, lead_side: lead });
  Object.assign(phone, { dose, lead });
  phone.send("begin");
  const witness = new Witness(phone);
  for (let turn = 0; turn < 25 && phone.status !== "done"; turn += 1) {
    watch(phone, witness, chance() * 12_000);
    if (phone.status !== "done") act(phone, witness, chance);
    phone.log.splice(0, Math.max(0, phone.log.length - 4000));
  }
  finish(phone);
  checkEffects(phone);
  const drafts = phone.drafts();
  assert.equal(drafts.length, phone.session.held.length ? 1 : 0);
  if (drafts.length) assert.equal(drafts[0].holds.length, phone.session.held.length);
  return phone.session.held.length;
}

test(`${SESSIONS} random sessions: nothing credited that was not held or confirmed, nothing held is lost, none sticks`, () => {
  let holds = 0;
  for (let seed = 1; seed <= SESSIONS; seed += 1) {
    try {
      holds += campaign(seed);
    } catch (error) {
      error.message = `seed ${seed}: ${error.message}`;
      throw error;
    }
  }
  assert.ok(holds > SESSIONS, `only ${holds} holds: the campaign hardly tried`);
});
