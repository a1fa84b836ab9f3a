/** Soft bells made on the spot: a few partials that ring out, no file to load. */

/** @typedef {import("../core/session-types.d.ts").Sound} Sound */
/** @typedef {{hz: number, after_s?: number, gain: number, ring_s: number}} Strike */

/** Partials of one bell: ratio to the pitch, loudness, share of the ringing time. */
const PARTIALS = [
  [1, 1, 1],
  [2.01, 0.35, 0.6],
  [3.02, 0.12, 0.35],
];
const ATTACK_S = 0.008;
const SILENCE = 0.0001;

/** What is struck for each sound. @type {{[sound in Sound]: Strike[]}} */
const BELLS = {
  start: [{ hz: 528, gain: 0.55, ring_s: 1.8 }],
  half: [{ hz: 660, gain: 0.4, ring_s: 1.2 }],
  count: [{ hz: 880, gain: 0.22, ring_s: 0.25 }],
  end: [
    { hz: 528, gain: 0.55, ring_s: 1.6 },
    { hz: 396, after_s: 0.28, gain: 0.5, ring_s: 2.2 },
  ],
  change: [
    { hz: 440, gain: 0.4, ring_s: 1 },
    { hz: 554, after_s: 0.24, gain: 0.4, ring_s: 1 },
    { hz: 659, after_s: 0.48, gain: 0.4, ring_s: 1.6 },
  ],
  step: [{ hz: 494, gain: 0.18, ring_s: 0.6 }],
  done: [
    { hz: 523, after_s: 0.6, gain: 0.4, ring_s: 1.4 },
    { hz: 659, after_s: 0.85, gain: 0.4, ring_s: 1.4 },
    { hz: 784, after_s: 1.1, gain: 0.45, ring_s: 2.6 },
  ],
};

/**
 * @param {BaseAudioContext} ctx @param {AudioNode} out @param {Strike} strike @param {number} at_s
 * @returns {OscillatorNode[]}
 */
function strike(ctx, out, { hz, after_s = 0, gain, ring_s }, at_s) {
  const begin_s = at_s + after_s;
  return PARTIALS.map(([ratio, loud, share]) => {
    const tone = ctx.createOscillator();
    const level = ctx.createGain();
    const end_s = begin_s + ring_s * share;
    tone.frequency.value = hz * ratio;
    level.gain.setValueAtTime(SILENCE, begin_s);
    level.gain.exponentialRampToValueAtTime(gain * loud, begin_s + ATTACK_S);
    level.gain.exponentialRampToValueAtTime(SILENCE, end_s);
    tone.connect(level).connect(out);
    tone.start(begin_s);
    tone.stop(end_s);
    return tone;
  });
}

/**
 * Schedules one sound on the audio clock.
 * @param {BaseAudioContext} ctx @param {AudioNode} out @param {Sound} sound @param {number} at_s time of the context
 * @returns {() => void} silences it, also before it rang
 */
export function ring(ctx, out, sound, at_s) {
  const tones = BELLS[sound].flatMap((each) => strike(ctx, out, each, at_s));
  return () => {
    for (const tone of tones) {
      tone.stop();
      tone.disconnect();
    }
  };
}
