/** @type {AudioContext | undefined} */
let context;

/** What each sound is: a tone of two frequencies, on for so long, then silent until the next. */
const sounds = {
  ring: { frequencies_hz: [523, 659], on_ms: 900, every_ms: 2_400, volume: 0.12 },
  ring_back: { frequencies_hz: [425], on_ms: 1_000, every_ms: 4_000, volume: 0.05 },
};

/**
 * Plays a sound again and again. A page on which nobody has clicked yet stays silent: browsers want
 * it so.
 *
 * @param {keyof typeof sounds} name
 * @returns {() => void} stops it
 */
export function play(name) {
  const { every_ms } = sounds[name];
  context ??= new AudioContext();
  void context.resume();
  beep(context, sounds[name]);
  const timer = setInterval(() => beep(context, sounds[name]), every_ms);
  return () => clearInterval(timer);
}

function beep(audio, { frequencies_hz, on_ms, volume }) {
  if (audio.state !== "running") return;
  const gain = new GainNode(audio, { gain: 0 });
  const from_s = audio.currentTime;
  const until_s = from_s + on_ms / 1000;
  // Eased in and out, because a tone that is cut off clicks.
  gain.gain.setTargetAtTime(volume, from_s, 0.02);
  gain.gain.setTargetAtTime(0, until_s - 0.1, 0.03);
  gain.connect(audio.destination);
  for (const frequency of frequencies_hz) {
    const tone = new OscillatorNode(audio, { frequency });
    tone.connect(gain);
    tone.start(from_s);
    tone.stop(until_s);
  }
}
