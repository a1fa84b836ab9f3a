/** Whole sessions, driven through simulated time. */
import assert from "node:assert/strict";
import test from "node:test";
import { Phone, planFor } from "./session-driver.mjs";

const held = (phone) => phone.session.held.map((hold) => `${hold.side} ${hold.held_ms}`);
const FOUR = ["left 30000", "left 30000", "right 30000", "right 30000"];

for (const level of ["teach", "guide", "timer"]) {
  test(`a whole session at level ${level} ends done with every hold, on time`, () => {
    const phone = new Phone({ level });
    const begun_ms = phone.mono_ms;
    phone.send("begin").toEnd();
    assert.deepEqual(held(phone), FOUR);
    const done = phone.log.find((entry) => entry.after.status === "done");
    assert.equal(done.now.mono_ms - begun_ms, planFor(level).total_ms);
    assert.deepEqual(phone.drafts().length, 1);
    const [draft] = phone.drafts();
    assert.equal(draft.day, "2026-03-10");
    assert.equal(draft.level, level);
    assert.equal(draft.offset_min, 60);
    assert.equal(draft.holds.length, 4);
    assert.equal(draft.ended_ms, phone.session.held[3].ended_ms);
  });
}

test("late ticks do not add up: a ticker that looks once in 3.7 s ends on the same instant", () => {
  const phone = new Phone();
  const begun_ms = phone.time_ms;
  phone.send("begin");
  while (phone.status !== "done") phone.lapse(3700).send("tick");
  const last = phone.session.held[3];
  assert.equal(last.ended_ms - begun_ms, planFor("guide").total_ms - 5000);
  assert.deepEqual(held(phone), FOUR);
});

test("the setup screen does nothing by itself", () => {
  const phone = new Phone().wait(60_000);
  assert.equal(phone.status, "setup");
  assert.deepEqual(phone.effects, []);
});

test("a pause stops the hold, and three seconds lead back into it", () => {
  const phone = new Phone().send("begin").until("hold").wait(8000).send("pause");
  assert.equal(phone.left_ms, 22_000);
  phone.wait(45_000);
  assert.equal(phone.left_ms, 22_000);
  phone.send("resume").wait(2999);
  assert.equal(phone.status, "resuming");
  phone.wait(1);
  assert.equal(phone.status, "running");
  phone.wait(21_999);
  assert.equal(phone.kind, "hold");
  phone.wait(1);
  assert.equal(phone.kind, "ease_out");
  assert.deepEqual(held(phone), ["left 30000"]);
});

test("a pause inside the re-countdown keeps the time left", () => {
  const phone = new Phone().send("begin").until("hold").wait(8000).send("pause").wait(500).send("resume").wait(1000).send("pause");
  assert.equal(phone.left_ms, 22_000);
  assert.equal(phone.status, "paused");
});

test("the screen may go dark after a minute of pause and stays on again after it", () => {
  const phone = new Phone().send("begin").until("hold").send("pause").wait(59_000);
  assert.equal(phone.session.awake, true);
  phone.wait(1000);
  assert.equal(phone.session.awake, false);
  assert.equal(phone.send("resume").session.awake, true);
  assert.deepEqual(
    phone.effects.filter((effect) => effect.type === "wake_lock").map((effect) => effect.on),
    [true, false, true],
  );
});

for (const way of ["skip", "end"]) {
  test(`a hold of 15 s or more counts with its true time at ${way}, a shorter one does not`, () => {
    assert.deepEqual(held(new Phone().send("begin").until("hold").wait(15_000).send(way)), ["left 15000"]);
    assert.deepEqual(held(new Phone().send("begin").until("hold").wait(26_300).send("pause").wait(9000).send(way)), ["left 26300"]);
    assert.deepEqual(held(new Phone().send("begin").until("hold").wait(14_900).send(way)), []);
    assert.deepEqual(held(new Phone({ changes: { hold_s: 10 } }).send("begin").until("hold").wait(9900).send(way)), []);
  });
}

test("a hold ended in a pause over midnight belongs to the day it was held on", () => {
  const phone = new Phone()
    .send("begin")
    .until("hold")
    .wait(20_000)
    .send("pause")
    .lapse(20 * 3_600_000)
    .send("end");
  assert.equal(phone.drafts()[0].day, "2026-03-10");
});

for (const way of ["back", "repeat"]) {
  test(`${way} never credits`, () => {
    assert.deepEqual(held(new Phone().send("begin").until("hold").wait(29_000).send(way)), []);
  });
}

test("after a hasty End the session goes on where it was, and ends as one record", () => {
  const phone = new Phone().send("begin").until("hold").wait(20_000).send("end");
  assert.deepEqual(held(phone), ["left 20000"]);
  phone.wait(5000).send("go_on");
  assert.equal(phone.status, "paused");
  assert.equal(phone.left_ms, 10_000);
  assert.deepEqual(held(phone), []);
  assert.equal(phone.crumb.status, "paused");
  phone.send("resume").wait(3000).toEnd();
  assert.deepEqual(held(phone), FOUR);
  const finished = phone.effects.filter((effect) => effect.type === "finish");
  assert.deepEqual(
    finished.map(({ id, draft }) => [id, draft.holds.length]),
    [
      ["session-1", 1],
      ["session-1", 4],
    ],
  );
});

test("an End taken back and followed by nothing takes its record away", () => {
  const phone = new Phone().send("begin").until("hold").wait(20_000).send("end").send("go_on").send("repeat").send("end");
  assert.deepEqual(phone.effects.at(-1), { type: "retract", id: "session-1" });
});

test("the natural end is the end", () => {
  const phone = new Phone().send("begin").toEnd();
  assert.equal(phone.send("go_on").status, "done");
});

test("a repeated hold starts anew and is credited when held", () => {
  const phone = new Phone().send("begin").until("hold").wait(20_000).send("repeat");
  assert.equal(phone.left_ms, 30_000);
  assert.equal(phone.toEnd().session.held.length, 4);
});

test("back leads to the segment before, and from the first one to its start", () => {
  const phone = new Phone({ level: "timer" }).send("begin").wait(4000).send("back");
  assert.equal(phone.session.index, 0);
  assert.equal(phone.left_ms, 10_000);
  phone.until("hold").wait(3000).send("back");
  assert.equal(phone.kind, "position");
});

test("a paused session stays paused while looking around", () => {
  const phone = new Phone().send("begin").until("hold").send("pause").send("skip").send("back").send("repeat").wait(5000);
  assert.equal(phone.status, "paused");
  assert.equal(phone.kind, "hold");
  assert.equal(phone.left_ms, 30_000);
});

for (const kind of ["position", "step", "hold", "ease_out", "rest", "change_sides"]) {
  for (const event of ["skip", "next", "back", "repeat", "pause", "end"]) {
    test(`${event} during ${kind} leads on, and the session still ends`, () => {
      const phone = new Phone({ level: "teach" }).send("begin").until(kind).wait(1500).send(event);
      if (event === "pause") phone.send("resume");
      phone.toEnd();
      assert.equal(phone.drafts().length, phone.session.held.length ? 1 : 0);
      for (const hold of phone.session.held) assert.equal(hold.held_ms, hold.planned_ms);
    });
  }
}

test("ending early keeps the holds that were completed", () => {
  const phone = new Phone().send("begin").until("rest").send("end");
  assert.deepEqual(phone.drafts()[0].holds, [{ side: "left", held_ms: 30_000, planned_ms: 30_000 }]);
});

test("ending before the first hold counts keeps nothing", () => {
  const phone = new Phone().send("begin").until("hold").wait(14_000).send("end");
  assert.equal(phone.status, "done");
  assert.deepEqual(phone.drafts(), []);
  assert.equal(phone.crumb, null);
});

test("a session over midnight belongs to the day that began in the morning", () => {
  const phone = new Phone();
  phone.wall_ms = Date.UTC(2026, 2, 10, 22, 59);
  phone.send("begin").toEnd();
  assert.equal(phone.drafts()[0].day, "2026-03-10");
});

test("another level in the middle of a hold loses no time", () => {
  const phone = new Phone({ level: "teach" }).send("begin").until("hold").wait(12_000);
  phone.send({ type: "level_changed", plan: planFor("timer") });
  assert.equal(phone.kind, "hold");
  assert.equal(phone.left_ms, 18_000);
  phone.toEnd();
  assert.equal(phone.drafts()[0].level, "timer");
  assert.equal(phone.session.held.length, 4);
});

test("another level in the middle of the steps goes on to what the new level has next", () => {
  const phone = new Phone({ level: "teach" }).send("begin").until("step");
  phone.send({ type: "level_changed", plan: planFor("timer") });
  assert.equal(phone.kind, "hold");
  assert.equal(phone.left_ms, 30_000);
  phone.send("pause").send({ type: "level_changed", plan: planFor("teach") });
  assert.equal(phone.status, "paused");
});

test("another level that gives a step less time does not let the hold begin in the past", () => {
  const phone = new Phone({ level: "teach" }).send("begin").wait(14_000);
  phone.send({ type: "level_changed", plan: planFor("timer") }).wait(100);
  assert.equal(phone.kind, "hold");
  assert.ok(phone.left_ms >= 29_900);
});

test("events that make no sense now change nothing", () => {
  const phone = new Phone();
  for (const event of ["pause", "resume", "count", "continue", "discard", "skip", "hum", "end"]) phone.send(event);
  assert.equal(phone.status, "setup");
  phone.send("begin").until("hold").send("count").send("continue").send("begin").send("discard");
  assert.equal(phone.status, "running");
  assert.equal(phone.session.held.length, 0);
});
