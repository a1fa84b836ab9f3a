/** Forward kinematics from a pose to joint points, with two-bone reach for the front leg and the arms. */

import { add, frontOf, hang, hangAngle, len, mul, sub, turn, unit } from "./vec.js";

/**
 * @typedef {import("./vec.js").Pt} Pt
 * @typedef {import("./skeleton.js").Skeleton} Skeleton
 * @typedef {import("./poses.js").Pose} Pose
 * @typedef {{o: Pt, a: number, o0: Pt}} Bone  where a bone's rest origin `o0` now is (`o`) and how far it has turned (`a`)
 * @typedef {{shoulder: Pt, elbow: Pt, elbow_depth: number, wrist: Pt, hand_deg: number}} Arm
 * @typedef {{
 *   hip: Pt, kKnee: Pt, kAnkle: Pt, fKnee: Pt, fAnkle: Pt,
 *   kThigh: number, kShank: number, kFoot: number, fThigh: number, fShank: number, fFoot: number,
 *   spine: Pt[], bones: {[name: string]: Bone}, shoulder: Pt, neck: Pt, head: Pt, neck_deg: number, head_deg: number,
 *   near: Arm, far: Arm, chest: number, head_scale: number,
 *   angles: {kHip: number, kKnee: number, kAnkle: number, fHip: number, fKnee: number, fAnkle: number}
 * }} Joints  points in H, world angles in degrees, `angles` = joint angles with the signs of the pose table
 */

/** Bones of the spine from below; "thorax" starts at L1/2 because T12/L1 does not move. */
const SPINE = ["l5", "l4", "l3", "l2", "thorax"];

/**
 * The middle joint of a two-bone chain from a to b.
 * @param {Pt} a @param {Pt} b @param {number} l1 @param {number} l2
 * @param {number} bend +1 puts the joint to the left of a→b, -1 to the right; between them it swings out of the plane
 * @returns {{mid: Pt, depth: number}} the joint and how far it stands out of the plane; a target out of reach straightens the chain
 */
export function reach(a, b, l1, l2, bend) {
  const d = sub(b, a);
  const far = Math.min(Math.max(len(d), Math.abs(l1 - l2) + 1e-9), l1 + l2 - 1e-9);
  const u = unit(d);
  const along = (l1 * l1 - l2 * l2 + far * far) / (2 * far);
  const h = Math.sqrt(Math.max(0, l1 * l1 - along * along));
  const mid = add(a, add(mul(u, along), mul(frontOf(u), h * bend)));
  return { mid, depth: h * Math.sqrt(Math.max(0, 1 - bend * bend)) };
}

/** Where a rest-pose point sits on a bone now. @param {Bone} bone @param {Pt} p rest position, hip at 0,0 @returns {Pt} */
export const onBone = (bone, p) => add(bone.o, turn(sub(p, bone.o0), bone.a));

/** Hip centre of a pose. @param {Pose} pose @param {Skeleton} s @returns {Pt} */
function hipOf(pose, s) {
  if (pose.anchor !== "knee") return [pose.hipX, pose.hipY];
  return sub(s.plant.knee, mul(hang(pose.root + pose.tilt + pose.kHip), s.thigh));
}

/** Pelvis, lumbar bones and thorax. @param {Pose} pose @param {Skeleton} s @param {Pt} hip */
function spineOf(pose, s, hip) {
  /** @type {{[name: string]: Bone}} */
  const bones = { pelvis: { o: hip, a: pose.root + pose.tilt, o0: [0, 0] } };
  let below = bones.pelvis;
  SPINE.forEach((name, i) => {
    below = { o: onBone(below, s.spine[i]), a: below.a + pose.lumb * s.share[i], o0: s.spine[i] };
    bones[name] = below;
  });
  const spine = SPINE.map((name) => bones[name].o);
  spine.push(onBone(below, s.spine[SPINE.length]));
  return { bones, spine };
}

/** The leg that is stretched. @param {Pose} pose @param {Skeleton} s @param {Pt} hip */
function stretchedLeg(pose, s, hip) {
  const kThigh = pose.root + pose.tilt + pose.kHip;
  const kShank = pose.anchor === "knee" ? s.plant.shank_deg : kThigh - pose.kKnee;
  const kKnee = add(hip, mul(hang(kThigh), s.thigh));
  return { kThigh, kShank, kKnee, kAnkle: add(kKnee, mul(hang(kShank), s.shank)), kFoot: kShank + pose.kAnkle };
}

/** The front leg, reached from the hip to where its ankle stands. @param {Pose} pose @param {Skeleton} s @param {Pt} hip */
function frontLeg(pose, s, hip) {
  /** @type {Pt} */
  const fAnkle = [pose.fx, pose.fy];
  const fKnee = reach(hip, fAnkle, s.thigh, s.shank, 1).mid;
  return { fKnee, fAnkle, fThigh: hangAngle(hip, fKnee), fShank: hangAngle(fKnee, fAnkle), fFoot: pose.fFoot };
}

/**
 * One arm, its hand resting where the pose's place weights say.
 * @param {number[]} weights one per skeleton.handPlaces @param {"near"|"far"} which
 * @param {Skeleton} s @param {{[name: string]: Bone}} bones @param {Pt} shoulder
 * @returns {Arm}
 */
function armOf(weights, which, s, bones, shoulder) {
  /** @type {Pt} */
  let wrist = [0, 0];
  let hand_deg = 0;
  let swivel = 0;
  s.handPlaces.forEach((name, i) => {
    const place = s.hands[name][which];
    const bone = bones[place.frame];
    wrist = add(wrist, mul(onBone(bone, place.at), weights[i]));
    hand_deg += weights[i] * (bone.a + place.angle);
    swivel += weights[i] * place.swivel;
  });
  const limit = (s.upperArm + s.forearm) * 0.997;
  const d = sub(wrist, shoulder);
  if (len(d) > limit) wrist = add(shoulder, mul(unit(d), limit));
  const { mid, depth } = reach(shoulder, wrist, s.upperArm, s.forearm, -Math.cos((swivel * Math.PI) / 180));
  return { shoulder, elbow: mid, elbow_depth: depth, wrist, hand_deg };
}

/** Bring an angle into −180…180. @param {number} a */
const wrap = (a) => ((((a + 180) % 360) + 360) % 360) - 180;

/**
 * Joint points and angles of a pose.
 * @param {Pose} pose from poses.js @param {Skeleton} s
 * @returns {Joints}
 */
export function solve(pose, s) {
  const hip = hipOf(pose, s);
  const { bones, spine } = spineOf(pose, s, hip);
  const k = stretchedLeg(pose, s, hip);
  const f = frontLeg(pose, s, hip);
  bones.kThigh = { o: hip, a: k.kThigh, o0: [0, 0] };
  bones.fThigh = { o: hip, a: f.fThigh, o0: [0, 0] };
  const thorax = bones.thorax;
  const shoulder = add(onBone(thorax, s.shoulder), turn([0, 0.006 * pose.chest], thorax.a));
  bones.neck = { o: onBone(thorax, s.neck), a: thorax.a + pose.neck / 2, o0: s.neck };
  bones.head = { o: onBone(bones.neck, s.head), a: thorax.a + pose.neck, o0: s.head };
  const near = armOf(pose.near, "near", s, bones, shoulder);
  const far = armOf(pose.far, "far", s, bones, shoulder);
  bones.nearArm = { o: shoulder, a: hangAngle(shoulder, near.elbow), o0: s.shoulder };
  bones.farArm = { o: shoulder, a: hangAngle(shoulder, far.elbow), o0: s.shoulder };
  const pelvis = bones.pelvis.a;
  return {
    hip, ...k, ...f, near, far, spine, bones, shoulder, chest: pose.chest, head_scale: s.headScale,
    neck: bones.neck.o, head: bones.head.o, neck_deg: bones.neck.a, head_deg: bones.head.a,
    angles: {
      kHip: wrap(k.kThigh - pelvis), kKnee: wrap(k.kThigh - k.kShank), kAnkle: wrap(k.kFoot - k.kShank),
      fHip: wrap(f.fThigh - pelvis), fKnee: wrap(f.fThigh - f.fShank), fAnkle: wrap(f.fFoot - f.fShank),
    },
  };
}
