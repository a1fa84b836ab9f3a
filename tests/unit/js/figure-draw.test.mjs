/** The drawing: numbers only, all parts present, steady between frames; breath and rounded corners as functions of time. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { backPath, cuePath, feelPlace, ghostPath } from "../../../app/static/js/figure/cues.js";
import { draw, place } from "../../../app/static/js/figure/draw.js";
import { solve } from "../../../app/static/js/figure/kinematics.js";
import { poseAt } from "../../../app/static/js/figure/motion.js";
import { blend, breath, ease } from "../../../app/static/js/figure/poses.js";
import { stageLayers } from "../../../app/static/js/figure/scene.js";
import { distance, joints, pose, poses, skeleton, walkthrough } from "./figure-kit.mjs";

const NUMBERS = /-?\d+(?:\.\d+)?/g;
const points = (d) => d.match(NUMBERS).map(Number);

test("every part of every frame is made of finite numbers with one decimal", () => {
  for (const { name, frames } of walkthrough()) {
    for (const j of frames.filter((_, i) => i % 5 === 0)) {
      for (const [part, d] of Object.entries(draw(j, skeleton))) assert.match(d, /^M[-0-9. CMZ]+$/, `${name} ${part}`);
      for (const [part, t] of Object.entries(place(j))) assert.doesNotMatch(t, /NaN|undefined|Infinity/, `${name} ${part}`);
    }
  }
});

test("outlines keep their points and do not jump between frames", () => {
  for (const { name, frames } of walkthrough()) {
    let before = draw(frames[0], skeleton);
    for (const j of frames) {
      const now = draw(j, skeleton);
      for (const part of Object.keys(now)) {
        const [a, b] = [points(before[part]), points(now[part])];
        assert.equal(a.length, b.length, `${name} ${part}`);
        const jump = Math.max(...a.map((v, i) => Math.abs(v - b[i])));
        assert.ok(jump < 20, `${name} ${part} jumps ${jump}`);
      }
      before = now;
    }
  }
});

test("nothing of the legs is drawn under the floor", () => {
  for (const id of Object.keys(poses.poses)) {
    for (const part of ["kLeg", "fLeg"]) {
      const ys = points(draw(joints(id), skeleton)[part]).filter((_, i) => i % 2);
      assert.ok(Math.max(...ys) <= 4, `${id} ${part}: ${Math.max(...ys)}`);
    }
  }
});

test("every part that the scene names is drawn or placed, and no more than the frame budget", () => {
  const named = new Set();
  const walk = (layers) => layers.forEach((l) => { if (l.part) named.add(l.part); walk(l.inside ?? []); });
  walk(stageLayers(skeleton, "t"));
  const j = joints("tilt_engaged");
  const made = [...Object.keys(draw(j, skeleton)), ...Object.keys(place(j)), "flip", "feel", "cue", "ghost", "back"];
  assert.deepEqual([...named].sort(), made.sort());
});

test("between two half-kneeling poses at most 12 outlines and 30 placements change", () => {
  const [a, b] = ["half_kneel_neutral", "tilt_engaged"].map((id) => joints(id));
  const changed = (make) => {
    const [x, y] = [make(a, skeleton), make(b, skeleton)];
    return Object.keys(x).filter((k) => x[k] !== y[k]).length;
  };
  assert.ok(changed(draw) <= 12, `${changed(draw)} outlines`);
  assert.ok(changed(place) <= 30);
});

test("ease starts and ends at rest and stays in order", () => {
  assert.equal(ease(0), 0);
  assert.equal(ease(1), 1);
  assert.ok(ease(0.01) < 1e-4 && 1 - ease(0.99) < 1e-4);
  assert.ok(ease(-1) === 0 && ease(2) === 1);
});

test("breath takes 4 s in and 6 s out, without a jump", () => {
  const tempo = poses.breath;
  assert.equal(breath(0, tempo), 0);
  assert.equal(breath(4000, tempo), 1);
  assert.ok(breath(10000, tempo) < 1e-12);
  for (let t = 0; t < 20000; t += 16) assert.ok(Math.abs(breath(t + 16, tempo) - breath(t, tempo)) < 0.02);
});

test("a breathing hold swings exactly between the two hold poses, feet and knee planted", () => {
  const [inhale, exhale] = [pose("hold_inhale"), pose("hold_exhale")];
  const motion = { path: [pose("shift_forward"), exhale], start_ms: 0, duration_ms: 1500, holding: true, breathing: { ...poses.breath, inhale, exhale, from_ms: 1500, phase_ms: 0 } };
  const at = (t) => poseAt(motion, t, skeleton);
  for (const name of ["tilt", "lumb", "neck", "kHip"]) {
    assert.ok(Math.abs(at(1500)[name] - exhale[name]) < 1e-9);
    assert.ok(Math.abs(at(5500)[name] - inhale[name]) < 1e-9);
  }
  let last = solve(at(0), skeleton);
  for (let t = 0; t < 14000; t += 16) {
    const j = solve(at(t), skeleton);
    assert.ok(distance(j.fAnkle, skeleton.plant.ankle) < 1e-6 && distance(j.kKnee, skeleton.plant.knee) < 1e-6);
    assert.ok(distance(j.head, last.head) < 0.004);
    last = j;
  }
});

test("blend of a pose with itself is that pose, and halves meet in the middle", () => {
  const [a, b] = [pose("half_kneel_arched"), pose("tilt_engaged")];
  assert.deepEqual(blend(a, a, 0.3, skeleton), a);
  assert.equal(blend(a, b, 0.5, skeleton).tilt, (a.tilt + b.tilt) / 2);
});

test("each cue is an arrow, no cue is nothing, the ghost is the low back and a rim, not a body", () => {
  const j = joints("half_kneel_neutral");
  for (const cue of ["pelvis_tilt", "hips_forward", "chest_up", "step"]) assert.match(cuePath(cue, j, skeleton), /^M.*L/);
  assert.equal(cuePath(null, j, skeleton), "");
  assert.equal(cuePath("dance", j, skeleton), "");
  assert.match(feelPlace(j), /^translate/);
  const arched = joints("half_kneel_arched");
  const ghost = ghostPath(arched, skeleton);
  assert.ok(ghost.endsWith(backPath(arched, skeleton)) && !ghost.includes("Z"));
  assert.equal(ghost.split("M").length, 3);
});
