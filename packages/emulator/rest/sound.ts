import type { ApiFile } from "./files.ts";

/** Samples a second of the telephone network; the emulator's WAV files have one byte each. */
const wavRate = 8000;

/**
 * An MP3 frame that holds silence: MPEG-1 layer III, 32 kbit/s, 32 kHz, mono, 144 bytes for 36 ms.
 * http://www.mp3-tech.org/programmer/frame_header.html
 */
const mp3Frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x18, 0xc0]), Buffer.alloc(140)]);
const mp3FrameSeconds = 0.036;

/** Silence of some seconds, as a sound file that players take. Nobody really speaks in the emulator. */
export function soundFile(format: "wav" | "mp3", seconds: number): ApiFile {
  if (format === "mp3") {
    const frames = Math.ceil(seconds / mp3FrameSeconds);
    return { contentType: "audio/mpeg", content: Buffer.alloc(frames * mp3Frame.length, mp3Frame) };
  }
  const samples = Math.round(seconds * wavRate);
  return {
    contentType: "audio/x-wav",
    content: Buffer.concat([wavHeader(samples), Buffer.alloc(samples, 0x80)]),
  };
}

/** RIFF, uncompressed, one channel of 8 bits. */
function wavHeader(samples: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(wavRate, 24);
  header.writeUInt32LE(wavRate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples, 40);
  return header;
}
