/** Samples per second of the raw formats. Source: openai docs, "Text to speech: Supported output formats". */
const rateHz = 24_000;

/** A quiet tone of 16-bit mono samples, longer for a longer text, at most ten seconds. */
export function tonePcm(text: string): Buffer {
  const samples = Math.round(rateHz * Math.min(10, Math.max(0.2, text.length * 0.06)));
  const out = Buffer.alloc(samples * 2);
  for (let i = 0; i < samples; i++)
    out.writeInt16LE(Math.round(4_000 * Math.sin((i * 440 * 2 * Math.PI) / rateHz)), i * 2);
  return out;
}

/** Puts samples into a WAV container. */
export function toWav(pcm: Buffer): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + pcm.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rateHz, 24);
  header.writeUInt32LE(rateHz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(pcm.length, 40);
  return Buffer.concat([header, pcm]);
}

/** As long as `pcm` and silent: frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz, mono, with nothing in them. */
export function silentMp3(pcm: Buffer): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0xc4]);
  const frames = Math.ceil(pcm.length / 2 / rateHz / (1_152 / 44_100));
  return Buffer.concat(Array.from({ length: frames }, () => frame));
}
