/** Plane vectors for the figure: points are `[x, y]` in statures (H), y up, angles in degrees, counter-clockwise. */

/** @typedef {[number, number]} Pt */

/** Degrees to radians. @param {number} deg */
export const rad = (deg) => (deg * Math.PI) / 180;
/** Radians to degrees. @param {number} r */
export const deg = (r) => (r * 180) / Math.PI;
/** @param {Pt} a @param {Pt} b @returns {Pt} */
export const add = (a, b) => [a[0] + b[0], a[1] + b[1]];
/** @param {Pt} a @param {Pt} b @returns {Pt} */
export const sub = (a, b) => [a[0] - b[0], a[1] - b[1]];
/** @param {Pt} a @param {number} s @returns {Pt} */
export const mul = (a, s) => [a[0] * s, a[1] * s];
/** The point `u` of the way from a to b. @param {Pt} a @param {Pt} b @param {number} u @returns {Pt} */
export const mix = (a, b, u) => [a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u];
/** @param {Pt} a */
export const len = (a) => Math.hypot(a[0], a[1]);
/** @param {Pt} a @returns {Pt} */
export const unit = (a) => mul(a, 1 / (len(a) || 1));

/** Turn a vector by an angle. @param {Pt} v @param {number} angle_deg @returns {Pt} */
export function turn(v, angle_deg) {
  const c = Math.cos(rad(angle_deg));
  const s = Math.sin(rad(angle_deg));
  return [v[0] * c - v[1] * s, v[0] * s + v[1] * c];
}

/** Direction of a limb that hangs straight down at 0 and swings forward with +. @param {number} world_deg @returns {Pt} */
export const hang = (world_deg) => [Math.sin(rad(world_deg)), -Math.cos(rad(world_deg))];
/** World angle of the limb from a to b; the inverse of `hang`. @param {Pt} a @param {Pt} b */
export const hangAngle = (a, b) => deg(Math.atan2(b[0] - a[0], a[1] - b[1]));
/** The front side of a limb that runs along `d`. @param {Pt} d @returns {Pt} */
export const frontOf = (d) => [-d[1], d[0]];
