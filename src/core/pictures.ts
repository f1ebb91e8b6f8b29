/** A picture that was read: upright, one frame, 8 bits of sRGB, without metadata, encoded anew from its pixels. */
export interface Picture {
  mime: "image/png" | "image/jpeg";
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** What a picture is wanted as. */
export interface PictureWish {
  /** `any`: JPEG where nothing is see-through and it is smaller, else PNG. */
  as: "png" | "any";
  /** Pixels of the longer side at most: scaled down to it, never up. */
  longest?: number;
  /** Exactly this many pixels, in place of `longest`: a mask over its source. What is see-through stays so. */
  fit?: { width: number; height: number };
}

/**
 * Makes pictures of bytes that nobody vouches for: PNG, JPEG, WebP and GIF of at most 25 megapixels and 8,192 pixels a
 * side, of several frames the first.
 */
export interface PictureReader {
  /**
   * One at a time, in order; what is asked for beyond a full queue is refused at once.
   * @throws ParleyError `bad_input`, its message for people, for what is no such picture, damaged, too large, or takes
   * too long or too much memory; retryable where it was the reader that failed or is busy. `cancelled`.
   */
  read(bytes: Uint8Array, want: PictureWish, signal: AbortSignal): Promise<Picture>;
}
