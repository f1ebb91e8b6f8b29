type Signature = { mime: string; at: number; bytes: string };

/** First bytes of what people send, as Latin-1 text. */
const signatures: readonly Signature[] = [
  { mime: "image/png", at: 0, bytes: "\x89PNG\r\n\x1a\n" },
  { mime: "image/jpeg", at: 0, bytes: "\xff\xd8\xff" },
  { mime: "image/gif", at: 0, bytes: "GIF8" },
  { mime: "image/webp", at: 8, bytes: "WEBP" },
  { mime: "audio/wav", at: 8, bytes: "WAVE" },
  { mime: "audio/ogg", at: 0, bytes: "OggS" },
  { mime: "audio/mpeg", at: 0, bytes: "ID3" },
  { mime: "audio/flac", at: 0, bytes: "fLaC" },
  { mime: "video/mp4", at: 4, bytes: "ftyp" },
  { mime: "video/webm", at: 0, bytes: "\x1a\x45\xdf\xa3" },
  { mime: "application/pdf", at: 0, bytes: "%PDF-" },
];

/**
 * What a file is, by its first bytes where they tell, else as declared.
 * @returns undefined for what is declared to be an image, but is none, or shows to be a web page.
 */
export function sniff(bytes: Uint8Array, declared: string): string | undefined {
  const begin = Buffer.from(bytes.subarray(0, 64)).toString("latin1");
  const found = signatures.find((one) => begin.startsWith(one.bytes, one.at))?.mime;
  if (found) return sameContainer(found, declared) ? declared : found;
  if (declared.startsWith("image/")) return undefined;
  const isPage = /^\s*<(?:!doctype html|html)/i.test(begin);
  return isPage && declared !== "text/html" ? undefined : declared;
}

/** One container holds sound or pictures: which, only the declaration says. */
function sameContainer(found: string, declared: string): boolean {
  const families = [
    ["video/mp4", "audio/mp4", "audio/x-m4a", "audio/m4a", "video/quicktime"],
    ["video/webm", "audio/webm", "video/x-matroska"],
    ["audio/ogg", "video/ogg", "audio/opus", "application/ogg"],
  ];
  return families.some((family) => family.includes(found) && family.includes(declared));
}
