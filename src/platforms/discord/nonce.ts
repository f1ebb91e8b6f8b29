import { createHash } from "node:crypto";
import type { SendKey } from "../../core/platform.ts";

/** One message of one answer has one nonce, so that Discord gives back what stands instead of posting it again. */
export function nonceOf(key: Pick<SendKey, "job" | "part">): string {
  return createHash("sha256").update(`${key.job}|${key.part}`).digest("base64url").slice(0, 25);
}
