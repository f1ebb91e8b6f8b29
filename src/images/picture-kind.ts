const beginnings = {
  // PNG specification (W3C), 5.2
  png: (first: string) => first.startsWith("\x89PNG\r\n\x1a\n"),
  // ITU-T T.81, B.1.1: SOI, and the beginning of the marker that must follow
  jpeg: (first: string) => first.startsWith("\xff\xd8\xff"),
  // RFC 9649, 2.4: between the two stands the length
  webp: (first: string) => first.startsWith("RIFF") && first.startsWith("WEBP", 8),
  // GIF89a specification, 17
  gif: (first: string) => first.startsWith("GIF87a") || first.startsWith("GIF89a"),
};
type PictureKind = keyof typeof beginnings;

const kinds = Object.keys(beginnings) as PictureKind[];

/** Of the kinds that are read at all, by what the bytes are and not by what they are said to be. */
export function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  const first = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  return kinds.find((kind) => beginnings[kind](first));
}
