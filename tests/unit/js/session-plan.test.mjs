/** The plan of a session: order, times, dose, sides and words. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { minutesOf, plannedMinutes } from "../../../app/static/js/core/plan-length.js";
import { guidance, leadSide } from "../../../app/static/js/core/plan-order.js";
import { placeIn } from "../../../app/static/js/core/plan.js";
import { planFor, poses, routine, settings, steps, words } from "./session-driver.mjs";

const LEVELS = ["teach", "guide", "timer"];
const kinds = (plan) => plan.segments.map((segment) => segment.kind);

test("the timer has nothing but holds and the ways between them", () => {
  assert.deepEqual(kinds(planFor("timer")), [
    ...["position", "hold", "ease_out", "rest", "hold", "ease_out"],
    ...["change_sides", "hold", "ease_out", "rest", "hold", "ease_out"],
  ]);
});

test("teaching walks through all five steps on each side", () => {
  const shown = planFor("teach").segments.filter((segment) => segment.step_number && segment.repetition === 1);
  assert.deepEqual(
    shown.map((segment) => segment.step_number),
    [1, 2, 3, 4, 5, 2, 3, 4, 5],
  );
});

for (const level of LEVELS) {
  test(`segments at level ${level} join without gap, with unique names and cues inside`, () => {
    const plan = planFor(level, { repetitions: 5, hold_s: 120 });
    let at_ms = 0;
    for (const segment of plan.segments) {
      assert.equal(segment.start_ms, at_ms);
      at_ms += segment.duration_ms;
      for (const cue of segment.cues) assert.ok(cue.at_ms >= 0 && cue.at_ms <= segment.duration_ms);
      for (const frame of segment.keyframes) assert.ok(frame.at_ms < segment.duration_ms, segment.id);
      assert.equal(segment.keyframes[0].at_ms, 0);
    }
    assert.equal(plan.total_ms, at_ms);
    assert.equal(new Set(plan.segments.map((segment) => segment.id)).size, plan.segments.length);
    assert.equal(plan.segments.filter((segment) => segment.kind === "hold").length, 10);
  });

  test(`every text at level ${level} exists and is at most 12 words`, () => {
    for (const segment of planFor(level).segments) {
      const keys = [segment.text, segment.detail, segment.speech, ...segment.cues.map((cue) => cue.caption)];
      for (const key of keys.filter(Boolean)) {
        assert.ok(words[key], `no words for ${key}`);
        assert.ok(words[key].text.split(/\s+/).length <= 12, `${key} is too long`);
      }
    }
  });
}

test("every pose is one the figure knows", { skip: !existsSync(poses) }, () => {
  const known = JSON.parse(readFileSync(poses, "utf8"));
  const ids = new Set(Object.keys(known.poses ?? known));
  for (const level of LEVELS) {
    for (const frame of planFor(level).segments.flatMap((segment) => segment.keyframes)) {
      assert.ok(ids.has(frame.pose), frame.pose);
      if (frame.ghost) assert.ok(ids.has(frame.ghost), frame.ghost);
    }
  }
});

test("a dose outside the limits is brought inside them", () => {
  const plan = planFor("timer", { hold_s: 999, repetitions: 0, rest_s: "x" });
  assert.equal(plan.hold_ms, 120_000);
  assert.equal(plan.repetitions, 1);
  assert.equal(plan.rest_ms, 10_000);
});

test("changing sides takes nothing from either side", () => {
  const holds = planFor("guide").segments.filter((segment) => segment.kind === "hold");
  assert.deepEqual(
    holds.map((segment) => [segment.side, segment.duration_ms]),
    [
      ["left", 30_000],
      ["left", 30_000],
      ["right", 30_000],
      ["right", 30_000],
    ],
  );
});

const session = (day, side, ended_ms = 1) => ({ day, ended_ms, holds: [{ side, held_ms: 1, planned_ms: 1 }], backfill: false });

test("the side that began last time goes second", () => {
  assert.equal(leadSide("alternate", []), "left");
  assert.equal(leadSide("alternate", [session("2026-03-09", "left"), session("2026-03-08", "right")]), "right");
  assert.equal(leadSide("alternate", [session("2026-03-09", "left", 1), session("2026-03-09", "right", 2)]), "left");
  assert.equal(leadSide("right", [session("2026-03-09", "right")]), "right");
});

test("the first two sessions teach, unless a level is wished", () => {
  const one = session("2026-03-09", "left");
  assert.equal(guidance("auto", [one]), "teach");
  assert.equal(guidance("auto", [one, one]), "guide");
  assert.equal(guidance("auto", [{ ...one, backfill: true }, one]), "teach");
  assert.equal(guidance("timer", []), "timer");
});

test("every place of one level has a place in another, and a hold stays that hold", () => {
  for (const from of LEVELS) {
    for (const to of LEVELS) {
      const [a, b] = [planFor(from), planFor(to)];
      a.segments.forEach((segment, index) => {
        const found = placeIn(a, index, b);
        const other = b.segments[found.index];
        assert.equal(other.hold_number, segment.hold_number);
        assert.ok(segment.kind !== "hold" || other.id === segment.id);
        assert.equal(found.same, other.id === segment.id);
      });
    }
  }
});

test("the minutes told before a session are those of its plan, for every dose and level", () => {
  for (const level of LEVELS) {
    for (const dose of [{}, { hold_s: 120, repetitions: 5 }, { hold_s: 10, repetitions: 1, rest_s: 60 }, { hold_s: "no number" }]) {
      const wish = { ...settings, ...dose, level };
      const told = plannedMinutes({ routine, steps, settings: wish, sessions: [] });
      assert.equal(told, minutesOf(planFor(level, dose).total_ms));
    }
  }
  assert.equal(plannedMinutes({ routine, steps, settings, sessions: [] }), minutesOf(planFor("teach").total_ms));
});

test("the first step leaves time to fetch a cushion and kneel down", () => {
  assert.equal(planFor("teach").segments[0].duration_ms, 15_000);
});
