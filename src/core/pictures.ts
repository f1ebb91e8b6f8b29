/** A picture as image models take it. Width and height are pixels. */
export interface Picture {
  mime: "image/png" | "image/jpeg";
  bytes: Uint8Array;
  width: number;
  height: number;
}
