/** Absence, sleep, changed clocks, killed tabs: no time is credited that nobody saw, none that was held is lost. */
import assert from "node:assert/strict";
import test from "node:test";
import { verdictOn } from "../../../app/static/js/core/session-crumb.js";
import { update } from "../../../app/static/js/core/session.js";
import { Phone } from "./session-driver.mjs";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const holding = (spent_ms = 8000, options = {}) => new Phone(options).send("begin").until("hold").wait(spent_ms);

test("ten minutes of sleep in a hold are asked about, not credited", () => {
  const phone = holding()
    .hide()
    .sleep(10 * MINUTE_MS)
    .show();
  assert.equal(phone.status, "asking");
  assert.deepEqual(phone.session.ask, { reason: "away", away_ms: 10 * MINUTE_MS, in_hold: true });
  assert.equal(phone.left_ms, 22_000);
  assert.equal(phone.session.held.length, 0);
  phone.wait(MINUTE_MS);
  assert.equal(phone.status, "asking");
});

test("after the question the hold carries on with the time that was left", () => {
  const phone = holding()
    .hide()
    .sleep(10 * MINUTE_MS)
    .show()
    .send("continue")
    .wait(3000 + 21_999);
  assert.equal(phone.kind, "hold");
  assert.equal(phone.wait(1).kind, "ease_out");
  assert.equal(phone.session.held[0].confirmed, false);
  assert.equal(phone.toEnd().session.held.length, 4);
});

test("after the question the hold can be counted, once", () => {
  const phone = holding()
    .hide()
    .sleep(10 * MINUTE_MS)
    .show()
    .send("count")
    .send("count");
  assert.equal(phone.kind, "ease_out");
  assert.deepEqual(
    phone.session.held.map((hold) => hold.confirmed),
    [true],
  );
  assert.equal(phone.toEnd().session.held.length, 4);
});

test("ten seconds out of sight count", () => {
  const phone = holding().hide().lapse(10_000).show();
  assert.equal(phone.status, "running");
  assert.equal(phone.left_ms, 12_000);
});

test("ten seconds of sleep count as well", () => {
  const phone = holding().hide().sleep(9_000).show();
  assert.equal(phone.left_ms, 13_000);
});

test("a hold that ends within ten seconds of absence is credited, and the rest waits", () => {
  const phone = holding(24_000)
    .hide()
    .lapse(5 * MINUTE_MS)
    .show();
  assert.equal(phone.session.held.length, 1);
  assert.equal(phone.status, "paused");
  assert.equal(phone.kind, "ease_out");
  assert.equal(phone.session.away_ms, 5 * MINUTE_MS);
});

test("it makes no difference whether a hidden tab is woken now and then", () => {
  for (const spent_ms of [3000, 15_000, 24_000, 29_950]) {
    const asleep = holding(spent_ms)
      .hide()
      .lapse(5 * MINUTE_MS)
      .show();
    const throttled = holding(spent_ms).hide();
    for (let second = 0; second < 300; second += 1) throttled.lapse(1000).send("tick");
    throttled.show();
    const look = ({ status, kind, left_ms, session }) => [status, kind, left_ms, session.held.length];
    assert.deepEqual(look(throttled), look(asleep));
  }
});

test("an absence in a pause is nobody's business", () => {
  const phone = holding()
    .send("pause")
    .hide()
    .sleep(10 * MINUTE_MS)
    .show();
  assert.equal(phone.status, "paused");
  assert.equal(phone.session.away_ms, null);
  assert.equal(phone.left_ms, 22_000);
});

test("an absence that begins in the re-countdown costs no held time", () => {
  const phone = holding().send("pause").send("resume").wait(1000).hide().lapse(MINUTE_MS).show();
  assert.equal(phone.status, "asking");
  assert.equal(phone.left_ms, 22_000);
});

test("a hold that began out of sight starts from its beginning", () => {
  const phone = new Phone({ level: "timer" }).send("begin").wait(7000).hide().lapse(MINUTE_MS).show();
  assert.equal(phone.status, "asking");
  assert.equal(phone.left_ms, 30_000);
});

test("a visible page that stood still is asked about too", () => {
  const phone = holding()
    .lapse(10 * MINUTE_MS)
    .send("tick");
  assert.equal(phone.status, "asking");
  assert.equal(phone.left_ms, 22_000);
});

test("a tap that meets the question does not answer it", () => {
  const phone = holding()
    .lapse(10 * MINUTE_MS)
    .send("skip");
  assert.equal(phone.status, "asking");
});

for (const [name, step_ms] of [
  ["forward", DAY_MS],
  ["back", -DAY_MS],
]) {
  test(`a clock moved a day ${name} before one's eyes does not move the deadline`, () => {
    const phone = holding();
    phone.wall_ms += step_ms;
    assert.equal(phone.wait(21_999).kind, "hold");
    assert.equal(phone.wait(1).kind, "ease_out");
    assert.equal(phone.session.held[0].ended_ms, phone.wall_ms);
  });
}

test("a clock moved back a day out of sight changes nothing", () => {
  const phone = holding().hide();
  phone.wall_ms -= DAY_MS;
  phone.lapse(5000).show();
  assert.equal(phone.left_ms, 17_000);
});

test("hidden twice, as when a page is hidden and then frozen, is hidden once", () => {
  const phone = holding().hide().lapse(3000).hide().lapse(4000).show();
  assert.equal(phone.left_ms, 15_000);
});

test("a tab killed in a hold comes back with the time that was left", () => {
  const phone = holding()
    .hide()
    .reopen(4 * MINUTE_MS);
  assert.equal(phone.status, "asking");
  assert.deepEqual(phone.session.ask, { reason: "restored", away_ms: 4 * MINUTE_MS, in_hold: true });
  assert.equal(phone.left_ms, 22_000);
  assert.equal(phone.send("continue").wait(3000 + 21_999).kind, "hold");
  assert.equal(phone.wait(1).kind, "ease_out");
  assert.equal(phone.toEnd().drafts()[0].holds.length, 4);
});

test("a crash without warning costs at most a second", () => {
  const phone = holding(8400).reopen(MINUTE_MS);
  assert.ok(phone.left_ms >= 21_600 && phone.left_ms <= 22_600, String(phone.left_ms));
});

test("a reload that comes back at once loses nothing", () => {
  const phone = holding().hide().reopen(700).send("continue");
  assert.equal(phone.wait(3000).left_ms, 22_000);
});

test("a killed hold can be counted, on the day it was held", () => {
  const phone = new Phone();
  phone.wall_ms = Date.UTC(2026, 2, 11, 1, 30);
  phone
    .send("begin")
    .until("hold")
    .wait(8000)
    .hide()
    .reopen(60 * MINUTE_MS)
    .send("count")
    .send("end");
  assert.equal(phone.drafts()[0].day, "2026-03-10");
});

test("discarding a killed hold keeps the ones before it", () => {
  const phone = new Phone().send("begin").until("rest").until("hold").wait(5000).hide().reopen(MINUTE_MS).send("discard");
  assert.equal(phone.drafts()[0].holds.length, 1);
});

test("killed again while being asked, it asks again", () => {
  const phone = holding().hide().reopen(MINUTE_MS);
  assert.equal(verdictOn(phone.crumb, phone.now()).kind, "offer");
  assert.equal(phone.reopen(MINUTE_MS).left_ms, 22_000);
});

test("killed between two holds there is nothing to count, only to go on", () => {
  const phone = new Phone().send("begin").until("rest").hide().reopen(MINUTE_MS);
  assert.equal(phone.session.ask.in_hold, false);
  assert.equal(phone.send("count").status, "asking");
  assert.equal(phone.send("continue").toEnd().drafts()[0].holds.length, 4);
});

test("a breadcrumb too old to go on keeps its completed holds", () => {
  const phone = new Phone().send("begin").until("rest").hide();
  phone.wall_ms += 3 * 60 * MINUTE_MS;
  const verdict = verdictOn(phone.crumb, phone.now());
  assert.equal(verdict.kind, "keep");
  assert.equal(verdict.draft.holds.length, 1);
  assert.equal(verdict.draft.ended_ms, phone.session.held[0].ended_ms);
});

test("a breadcrumb of a finished session still holds it, in case storing failed", () => {
  const phone = new Phone().send("begin").toEnd();
  const verdict = verdictOn(phone.crumb, phone.now());
  assert.deepEqual(verdict, { kind: "keep", id: "session-1", draft: phone.drafts()[0] });
});

test("a broken or foreign breadcrumb is no breadcrumb", () => {
  const phone = holding();
  const good = phone.crumb;
  const bad = [null, 1, "x", [], {}, { ...good, version: 2 }, { ...good, plan: null }, { ...good, index: 99 }, { ...good, held: {} }];
  for (const crumb of bad) assert.deepEqual(verdictOn(crumb, phone.now()), { kind: "none" });
});

test("the machine can be handed a breadcrumb on its setup screen", () => {
  const phone = holding().hide();
  const fresh = new Phone();
  const [session] = update(fresh.session, { type: "restore", crumb: phone.crumb }, fresh.now());
  assert.equal(session.status, "asking");
});
