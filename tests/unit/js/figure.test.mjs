/** The rig: planted points never slide, bones keep their length, joints move without jumps, poses match the published table. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { reach } from "../../../app/static/js/figure/kinematics.js";
import { readPose } from "../../../app/static/js/figure/poses.js";
import { makeSkeleton } from "../../../app/static/js/figure/skeleton.js";
import { distance, joints, pose, poses, skeleton, skeletonData, staticUrl, walkthrough } from "./figure-kit.mjs";

/** The pose table: K hip, K knee, K ankle, F hip, F knee, F ankle in degrees, hip x, y in H. */
const TABLE = {
  tall_kneel: [0, 92, -55, 0, 92, -55, 0, 0.275],
  step_lift: [-5, 92, -55, 95, 115, 5, 0, 0.275],
  step_place: [-2, 92, -55, 95, 91, -2, 0, 0.275],
  half_kneel_neutral: [0, 92, -55, 92, 84, -8, 0, 0.275],
  half_kneel_arched: [11, 92, -55, 103, 84, -8, 0, 0.275],
  tilt_engaged: [-8, 92, -55, 84, 84, -8, 0, 0.275],
  shift_forward: [-15, 85, -55, 85, 92, -1, 0.03, 0.273],
  hold_inhale: [-14, 85, -55, 85, 92, -1, 0.03, 0.273],
  hold_exhale: [-16, 84, -55, 84, 92, -1, 0.032, 0.273],
  ease_off: [-2, 92, -55, 90, 84, -8, 0, 0.275],
};
const NAMES = ["kHip", "kKnee", "kAnkle", "fHip", "fKnee", "fAnkle"];

test("solved joints match the pose table within rounding", () => {
  for (const [id, row] of Object.entries(TABLE)) {
    const j = joints(id);
    for (const [i, name] of NAMES.entries()) assert.ok(Math.abs(j.angles[name] - row[i]) <= 1, `${id} ${name}: ${j.angles[name]} v ${row[i]}`);
    assert.ok(Math.abs(j.hip[0] - row[6]) <= 0.002 && Math.abs(j.hip[1] - row[7]) <= 0.002, `${id} hip ${j.hip}`);
  }
});

test("the kneeling knee and the planted front foot never slide", () => {
  for (const { name, from, goal, frames } of walkthrough()) {
    for (const j of frames) {
      assert.ok(distance(j.kKnee, skeleton.plant.knee) < 1e-6, `${name}: kneeling knee`);
      assert.ok(distance(j.kAnkle, frames[0].kAnkle) < 1e-6, `${name}: kneeling ankle`);
      if (from.f !== "foot" || goal.f !== "foot") continue;
      assert.ok(distance(j.fAnkle, skeleton.plant.ankle) < 1e-6, `${name}: front ankle`);
      assert.ok(Math.abs(j.fFoot) < 1e-6, `${name}: front foot stays flat`);
    }
  }
});

/** Names of the bones that have changed length in one frame. */
function stretched(j, s) {
  const legs = { kThigh: [j.hip, j.kKnee, s.thigh], kShank: [j.kKnee, j.kAnkle, s.shank], fThigh: [j.hip, j.fKnee, s.thigh], fShank: [j.fKnee, j.fAnkle, s.shank] };
  const lengths = Object.entries(legs).map(([name, [a, b, rest]]) => [name, distance(a, b), rest]);
  for (const arm of [j.near, j.far]) {
    lengths.push(["upper arm", Math.hypot(distance(arm.shoulder, arm.elbow), arm.elbow_depth), s.upperArm]);
    lengths.push(["forearm", Math.hypot(distance(arm.elbow, arm.wrist), arm.elbow_depth), s.forearm]);
  }
  s.spine.slice(1).forEach((p, i) => { lengths.push([`spine ${i}`, distance(j.spine[i + 1], j.spine[i]), distance(p, s.spine[i])]); });
  return lengths.filter(([, now, rest]) => Math.abs(now - rest) > 1e-9).map(([name]) => name);
}

test("bones keep their length in every frame, arms included in depth", () => {
  for (const build of ["adult", "teen"]) {
    const s = makeSkeleton(skeletonData, build);
    for (const { name, frames } of walkthrough(s)) {
      for (const j of frames) assert.deepEqual(stretched(j, s), [], `${name} ${build}`);
    }
  }
});

test("no joint jumps between frames and none goes under the floor", () => {
  for (const { name, frames } of walkthrough()) {
    frames.forEach((j, i) => {
      const points = [j.hip, j.kKnee, j.fKnee, j.fAnkle, j.shoulder, j.head, j.near.elbow, j.near.wrist, j.far.wrist];
      const before = frames[Math.max(0, i - 1)];
      const old = [before.hip, before.kKnee, before.fKnee, before.fAnkle, before.shoulder, before.head, before.near.elbow, before.near.wrist, before.far.wrist];
      points.forEach((p, k) => {
        assert.ok(distance(p, old[k]) < 0.012, `${name} frame ${i} point ${k} moves ${distance(p, old[k])}`);
        assert.ok(p[1] > 0.02, `${name} frame ${i} point ${k} is at height ${p[1]}`);
      });
    });
  }
});

test("the pelvis tips and the low back flattens between arched and tilted", () => {
  const arched = joints("half_kneel_arched");
  const tilted = joints("tilt_engaged");
  assert.equal(tilted.bones.pelvis.a - arched.bones.pelvis.a, 19);
  // Not the published trunk angles (4 and 0): with the hip over one spot those carry the shoulders 24 mm back per metre of height, and
  // the lesson then reads as leaning back. The lumbar bend takes up the difference, within its limits of -20 to +25 degrees.
  assert.ok(Math.abs(arched.bones.thorax.a - 6) < 1e-9 && Math.abs(tilted.bones.thorax.a + 3) < 1e-9);
});

test("while the pelvis tips, shoulders and head stay over the same spot and the low back moves", () => {
  const [arched, tilted] = [joints("half_kneel_arched"), joints("tilt_engaged")];
  const shift = (point) => Math.abs(point(tilted)[0] - point(arched)[0]);
  assert.ok(shift((j) => j.shoulder) < 0.01 && shift((j) => j.head) < 0.005);
  assert.ok(shift((j) => j.spine[3]) > 2.5 * shift((j) => j.shoulder));
});

test("knees bend forward, and a target out of reach straightens the leg", () => {
  assert.ok(reach([0, 1], [0, 0.2], 0.5, 0.5, 1).mid[0] > 0);
  assert.ok(Math.abs(reach([0, 1], [0, -1], 0.5, 0.5, 1).mid[0]) < 1e-3);
});

test("an unknown pose or hand place is refused by name", () => {
  assert.throws(() => pose("headstand"), /No pose is named headstand/);
  const broken = { poses: { x: { ...poses.poses.tall_kneel, hands: "moon" } } };
  assert.throws(() => readPose(broken, "x", skeleton), /No hand place is named moon/);
});

test("figure code and data stay under 20 KB compressed", () => {
  const dir = staticUrl("js/figure/");
  const code = readdirSync(dir).map((name) => readFileSync(new URL(name, dir)));
  const data = ["content/skeleton.json", "content/poses.json"].map((p) => readFileSync(staticUrl(p)));
  const bytes = [...code, ...data].reduce((sum, text) => sum + gzipSync(text).length, 0);
  assert.ok(bytes <= 20 * 1024, `${bytes} bytes`);
});
