/** The player: goes from wherever the figure is, passes the right stops, pauses without losing time, breathes and stops. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { solve } from "../../../app/static/js/figure/kinematics.js";
import { viewBox } from "../../../app/static/js/ui/elements/figure-camera.js";
import { FigurePlayer } from "../../../app/static/js/ui/elements/figure-player.js";
import { distance, pose, poses, skeleton } from "./figure-kit.mjs";

const player = (id = "half_kneel_neutral") => new FigurePlayer(poses, skeleton, id);
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} v ${b}`);

test("it stands still until it is told to go, and stops on arrival", () => {
  const p = player();
  assert.equal(p.moves(0), false);
  p.go("tilt_engaged", 2000, 100);
  assert.equal(p.moves(1000), true);
  near(p.pose(2100).tilt, 8);
  assert.equal(p.moves(2100), false);
});

test("a new goal begins from wherever the figure is", () => {
  const p = player();
  p.go("tilt_engaged", 2000, 0);
  const halfway = p.pose(1000);
  p.go("half_kneel_arched", 2000, 1000);
  near(p.pose(1000).tilt, halfway.tilt);
  near(p.pose(3000).tilt, -11);
});

test("from kneeling on both knees it lifts and places the foot, without going through the floor", () => {
  const p = player("tall_kneel");
  p.go("half_kneel_neutral", 2500, 0);
  assert.equal(p.motion.path.length, 4);
  let last = solve(p.pose(0), skeleton);
  for (let t = 0; t <= 2500; t += 1000 / 60) {
    const j = solve(p.pose(t), skeleton);
    assert.ok(j.fAnkle[1] > 0.035 && j.fKnee[1] > 0.029, `${t}: ankle ${j.fAnkle[1]}, knee ${j.fKnee[1]}`);
    assert.ok(distance(j.fKnee, last.fKnee) < 0.03 && distance(j.near.wrist, last.near.wrist) < 0.03, `${t}`);
    last = j;
  }
  assert.ok(distance(last.fAnkle, skeleton.plant.ankle) < 1e-3);
});

test("a pause freezes it and a resume loses no time", () => {
  const p = player();
  p.go("tilt_engaged", 2000, 0);
  p.pause(500);
  const frozen = p.pose(500).tilt;
  near(p.pose(9000).tilt, frozen);
  assert.equal(p.moves(9000), false);
  p.resume(10000);
  near(p.pose(10000).tilt, frozen);
  near(p.pose(11500).tilt, 8);
});

test("breath begins where the pose is in the breath, goes on for ever and settles", () => {
  const p = player("hold_inhale");
  p.breathe(true, 1000);
  near(p.pose(1000).tilt, pose("hold_inhale").tilt);
  assert.equal(p.onlyBreathes(1000), true);
  near(p.pose(7000).tilt, pose("hold_exhale").tilt);
  near(p.pose(11000).tilt, pose("hold_inhale").tilt);
  assert.equal(p.moves(3_600_000), true);
  const before = p.pose(8000).tilt;
  p.breathe(false, 8000);
  near(p.pose(8000).tilt, before);
  assert.equal(p.moves(9600), false);
  near(p.pose(9600).tilt, pose("hold_inhale").tilt);
});

test("a pause in the middle of a breath loses nothing", () => {
  const p = player("hold_exhale");
  p.breathe(true, 0);
  const before = p.pose(3000).lumb;
  p.pause(3000);
  p.resume(60_000);
  near(p.pose(60_000).lumb, before);
  near(p.pose(61_000).lumb, pose("hold_inhale").lumb);
});

test("breath during a movement does not cut it short", () => {
  const p = player("tall_kneel");
  p.go("hold_exhale", 4000, 0);
  const [x, y] = [solve(p.pose(1500), skeleton), p.pose(1500).lumb];
  p.breathe(true, 1500);
  near(p.pose(1500).lumb, y);
  assert.ok(distance(solve(p.pose(1500), skeleton).fKnee, x.fKnee) < 1e-9);
  const j = solve(p.pose(4100), skeleton);
  assert.ok(distance(j.fAnkle, skeleton.plant.ankle) < 1e-6);
});

test("the view closes in on the hips for the tilt, opens again, and stands still in a pause", () => {
  const { frames } = skeleton;
  const p = player();
  assert.deepEqual(p.view(0), frames.full);
  p.go("half_kneel_arched", 1200, 0);
  assert.ok(p.view(500)[2] < frames.full[2] && p.view(500)[2] > frames.pelvis[2]);
  p.pause(500);
  const frozen = p.view(900);
  p.resume(2500);
  assert.deepEqual(p.view(2500), frozen);
  assert.deepEqual(p.view(3300), frames.pelvis);
  p.go("tilt_engaged", 1500, 4000);
  assert.deepEqual(p.view(4100), frames.pelvis);
  p.go("shift_forward", 0, 6000);
  assert.deepEqual(p.view(6000), frames.full);
  assert.ok(p.frameOf("shift_forward", "pelvis") === frames.pelvis);
});

test("a mirrored view shows the same part of the person", () => {
  const { full, pelvis } = skeleton.frames;
  assert.equal(viewBox(full, full, true), viewBox(full, full, false));
  const [x, , w] = viewBox(pelvis, full, true).split(" ").map(Number);
  assert.equal(x + w / 2 - (full[0] + full[2] / 2), full[0] + full[2] / 2 - (pelvis[0] + pelvis[2] / 2));
});

test("at once means at once", () => {
  const p = player();
  p.go("shift_forward", 0, 50);
  near(p.pose(50).tilt, 8);
  assert.equal(p.moves(50), false);
});
