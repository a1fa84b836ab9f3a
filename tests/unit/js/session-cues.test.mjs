/** Bells, captions and announcements: due when they should be, cancelled when they must, never every second. */
import assert from "node:assert/strict";
import test from "node:test";
import { captionOf, countdownAt, keyframeAt, nextDue, perSide, progressOf, secondsOf } from "../../../app/static/js/core/session-view.js";
import { Phone, planFor } from "./session-driver.mjs";

/** Rings bells the way the audio adapter does: the newest list replaces what has not rung yet. */
function rung(phone) {
  const bells = new Map();
  for (const { effects, now } of phone.log) {
    for (const effect of effects.filter((each) => each.type === "sounds")) {
      for (const [key, bell] of bells) if (bell.mono_ms > now.mono_ms) bells.delete(key);
      for (const bell of effect.cues) bells.set(`${bell.id}@${bell.mono_ms}`, bell);
    }
  }
  return [...bells.values()].sort((a, b) => a.mono_ms - b.mono_ms);
}

test("every bell of a whole session rings once, at its instant of the plan", () => {
  for (const level of ["teach", "guide", "timer"]) {
    const phone = new Phone({ level, tick_ms: 430 });
    const begun_ms = phone.mono_ms;
    phone.send("begin").toEnd();
    const expected = planFor(level).segments.flatMap((segment) =>
      segment.cues.filter((cue) => cue.sound).map((cue) => `${cue.sound} ${begun_ms + segment.start_ms + cue.at_ms}`),
    );
    assert.deepEqual(
      rung(phone)
        .map((bell) => `${bell.sound} ${bell.mono_ms}`)
        .sort(),
      expected.sort(),
    );
  }
});

test("a hold rings at the start, half-way, three times before the end and at the end", () => {
  const hold = planFor("timer").segments.find((segment) => segment.kind === "hold");
  const bells = hold.cues.filter((cue) => cue.sound).map((cue) => `${cue.sound} ${cue.at_ms}`);
  assert.deepEqual(bells, ["start 0", "half 15000", "count 27000", "count 28000", "count 29000", "end 30000"]);
});

test("a short hold keeps its bells and loses its reminders", () => {
  const hold = planFor("timer", { hold_s: 10 }).segments.find((segment) => segment.kind === "hold");
  assert.deepEqual(hold.cues.map((cue) => cue.caption).filter(Boolean), ["cue.half", "cue.last_three"]);
});

test("pause, skip, end and a question silence what was scheduled", () => {
  const last = (phone) => phone.effects.filter((effect) => effect.type === "sounds").at(-1).cues;
  assert.deepEqual(last(new Phone().send("begin").until("hold").send("pause")), []);
  assert.deepEqual(last(new Phone().send("begin").until("hold").send("end")), []);
  assert.deepEqual(last(new Phone().send("begin").until("hold").lapse(60_000).send("tick")), []);
  const skipped = new Phone().send("begin").until("hold").wait(5000).send("skip");
  assert.ok(last(skipped).every((bell) => !bell.id.includes("left.1.hold")));
});

test("after a pause the remaining bells are moved by exactly the pause", () => {
  const phone = new Phone({ level: "timer" }).send("begin").until("hold");
  const begun_ms = phone.mono_ms;
  phone.wait(20_000).send("pause").wait(7000).send("resume").until("ease_out");
  const bells = rung(phone).filter((bell) => bell.id.startsWith("left.1.hold"));
  assert.deepEqual(
    bells.map((bell) => bell.mono_ms - begun_ms),
    [0, 15_000, 37_000, 38_000, 39_000, 40_000],
  );
});

test("screen readers hear milestones, never seconds", () => {
  const phone = new Phone({ level: "timer", changes: { repetitions: 1 } }).send("begin").toEnd();
  const said = phone.effects.filter((effect) => effect.type === "announce").map((effect) => effect.key);
  const hold = ["step.hold", "cue.half", "cue.last_three", "step.ease_out"];
  assert.deepEqual(said, ["step.ready_left", ...hold, "step.change_right", ...hold]);
});

test("captions follow the cues of the hold", () => {
  const phone = new Phone({ level: "timer" }).send("begin").until("hold");
  assert.equal(captionOf(phone.session), null);
  assert.equal(captionOf(phone.wait(7000).session), "step.hold_bowl");
  assert.equal(captionOf(phone.wait(8100).session), "cue.half");
  assert.equal(captionOf(phone.wait(12_000).session), "cue.last_three");
});

test("the next look is at the next cue, the end, or the end of the countdown", () => {
  const phone = new Phone({ level: "timer" });
  assert.equal(nextDue(phone.session), null);
  phone.send("begin");
  assert.equal(nextDue(phone.session) - phone.mono_ms, 7000);
  phone.send("pause").send("resume");
  assert.equal(nextDue(phone.session) - phone.mono_ms, 3000);
  assert.equal(countdownAt(phone.session, phone.time_ms), 3);
  assert.equal(countdownAt(phone.session, phone.time_ms + 2001), 1);
});

test("progress names the hold at hand, and in a rest the one to come", () => {
  const phone = new Phone().send("begin");
  assert.deepEqual(progressOf(phone.session), { n: 1, total: 4, coming: true });
  assert.deepEqual(progressOf(phone.until("hold").session), { n: 1, total: 4, coming: false });
  assert.deepEqual(progressOf(phone.until("rest").session), { n: 2, total: 4, coming: true });
  assert.deepEqual(progressOf(phone.until("change_sides").session), { n: 3, total: 4, coming: true });
});

test("the figure keeps the old side until both knees are down", () => {
  const phone = new Phone().send("begin").until("change_sides");
  const at = (ms) => keyframeAt(phone.session, phone.session.started_ms + ms).side;
  assert.deepEqual([at(0), at(3999), at(4000), at(9000)], ["left", "left", "right", "right"]);
});

test("seconds are counted as people count them", () => {
  assert.deepEqual([30_000, 29_999, 29_000, 1, 0].map(secondsOf), [30, 30, 29, 1, 0]);
});

test("what was held is told side by side", () => {
  const holds = [
    { side: "right", held_ms: 30_000 },
    { side: "left", held_ms: 20_000 },
    { side: "right", held_ms: 30_000 },
  ];
  assert.deepEqual(perSide(holds), [
    { side: "left", count: 1, seconds: 20, each: [20] },
    { side: "right", count: 2, seconds: 60, each: [30, 30] },
  ]);
});
