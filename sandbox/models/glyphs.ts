/** Capitals and digits of 3 by 5 dots: a digit of three bits for each row, from the top. */
const dots: Record<string, string> = {
  A: "25755",
  B: "65656",
  C: "34443",
  D: "65556",
  E: "74647",
  F: "74644",
  G: "34553",
  H: "55755",
  I: "72227",
  J: "11152",
  K: "55655",
  L: "44447",
  M: "57755",
  N: "65555",
  O: "25552",
  P: "65644",
  Q: "25563",
  R: "65655",
  S: "34216",
  T: "72222",
  U: "55557",
  V: "55552",
  W: "55775",
  X: "55255",
  Y: "55222",
  Z: "71247",
  "0": "75557",
  "1": "26227",
  "2": "61247",
  "3": "61216",
  "4": "55711",
  "5": "74616",
  "6": "34757",
  "7": "71222",
  "8": "75757",
  "9": "75716",
  " ": "00000",
};

/** What has no glyph is a block. */
const block = "77777";

/** How wide a text is, in dots. */
export const textDots = (text: string) => Math.max(0, text.length * 4 - 1);

/** Whether the dot at `x` and `y` of a text is set; five dots high. */
export function textDot(text: string, x: number, y: number): boolean {
  const letter = text[Math.floor(x / 4)];
  if (letter === undefined || x % 4 === 3) return false;
  const row = Number((dots[letter.toUpperCase()] ?? block)[y] ?? "0");
  return (row & (4 >> (x % 4))) !== 0;
}
