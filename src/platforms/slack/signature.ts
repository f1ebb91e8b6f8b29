import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Slack's own recommendation; in both directions, so that a stamp from the future is no key that never expires. */
const MAX_SKEW_SECONDS = 300;

/** Whether the headers can belong to a fresh, signed request at all: told before the body is read. */
export function isStamped(headers: IncomingHttpHeaders, nowMs: number): boolean {
  const { stamp, signature } = readHeaders(headers);
  if (!/^\d{1,12}$/.test(stamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return false;
  return Math.abs(nowMs / 1000 - Number(stamp)) <= MAX_SKEW_SECONDS;
}

/**
 * Whether Slack signed this body (docs.slack.dev/authentication/verifying-requests-from-slack).
 * @param body the bytes as they came: a body decoded and encoded again has another signature.
 */
export function isSigned(headers: IncomingHttpHeaders, body: Buffer, secret: string): boolean {
  const { stamp, signature } = readHeaders(headers);
  const expected = createHmac("sha256", secret).update(`v0:${stamp}:`).update(body).digest();
  const given = Buffer.from(signature.slice(3), "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Node joins a header that was sent twice with a comma, which then fits no pattern. */
function readHeaders(headers: IncomingHttpHeaders): { stamp: string; signature: string } {
  const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");
  return { stamp: one(headers["x-slack-request-timestamp"]), signature: one(headers["x-slack-signature"]) };
}
