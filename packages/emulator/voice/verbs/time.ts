/**
 * What `loop="0"` comes to: again and again, up to a thousand times.
 * https://www.twilio.com/docs/voice/twiml/play#loop
 */
const endless = 1000;

/** How often something is repeated. */
export const repeated = (loop: number): number => (loop === 0 ? endless : loop);

/** Seconds it takes to read a text aloud, at 150 words a minute. */
export const readingSeconds = (text: string): number =>
  Math.max(1, Math.ceil((text.split(/\s+/).length / 150) * 60));

/** Seconds a sound is taken to last: the emulator does not open sound files. */
export const soundSeconds = 5;
