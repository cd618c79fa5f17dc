/** Two tones of a rising fourth, in hertz: noticed, not startling. */
const TONES_HZ = [660, 880];
const TONE_SECONDS = 0.16;
const LOUDNESS = 0.08;

let context: AudioContext | null = null;

/** A sound made here, so that no file has to come along. Silent until the agent has touched the page once. */
export function playChime(): void {
  try {
    context ??= new AudioContext();
    void context.resume();
    const begin = context.currentTime + 0.02;
    for (const [index, hertz] of TONES_HZ.entries())
      tone(context, hertz, begin + index * TONE_SECONDS);
  } catch {
    // No sound on this machine; the title and the icon tell it as well.
  }
}

/** Faded in and out, because a tone that is cut off clicks. */
function tone(audio: AudioContext, hertz: number, at: number): void {
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  volume.gain.linearRampToValueAtTime(0, at + TONE_SECONDS);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + TONE_SECONDS);
}
