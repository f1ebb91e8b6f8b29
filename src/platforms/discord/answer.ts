import { type ErrorCode, ParleyError } from "../../core/errors.ts";

/**
 * How a request to Discord's API ended, in terms of what may have happened there.
 * - `ok`: it took place. `nextMs` is when the route allows the next one.
 * - `refused`: it did not, and will not if repeated as it stands. `code` is Discord's JSON error code, 0 without.
 * - `limited`: it did not; Discord wants a wait longer than Parley's patience.
 * - `unsent`: it never left this machine.
 * - `lost`: it may have taken place: the answer was lost, cut off, late or a server error.
 * - `unauthorised`: the bot's token is not valid; nothing more is asked with it.
 */
export type Answer =
  | { kind: "ok"; body: unknown; nextMs: number }
  | { kind: "refused"; status: number; code: number }
  | { kind: "limited"; retryAfterMs: number }
  | { kind: "unsent" }
  | { kind: "lost" }
  | { kind: "unauthorised" };

export type Failure = Exclude<Answer, { kind: "ok" }>;

/** JSON error codes (discord docs: topics/opcodes-and-status-codes) that the adapter decides by. */
export const discordCode = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownUser: 10013,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  tooManyOldEdits: 30046,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  cannotMessageUser: 50007,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  invalidForm: 50035,
  archivedThread: 50083,
  replyWithoutHistory: 160002,
  threadExists: 160004,
  lockedThread: 160005,
} as const;

const meanings: Record<number, ErrorCode> = {
  [discordCode.unknownChannel]: "place_gone",
  [discordCode.unknownGuild]: "place_gone",
  [discordCode.unknownMessage]: "place_gone",
  [discordCode.unknownWebhook]: "reply_expired",
  [discordCode.unknownInteraction]: "reply_expired",
  [discordCode.invalidWebhookToken]: "reply_expired",
  [discordCode.tooManyOldEdits]: "rate_limited",
  [discordCode.missingAccess]: "place_forbidden",
  [discordCode.cannotMessageUser]: "place_forbidden",
  [discordCode.missingPermissions]: "place_forbidden",
  [discordCode.archivedThread]: "place_closed",
  [discordCode.lockedThread]: "place_closed",
};

/** @param what constant English for operators: never content, never a token. */
export function failure(answer: Failure, what: string): ParleyError {
  switch (answer.kind) {
    case "refused": {
      const code = meanings[answer.code] ?? (answer.status === 403 ? "place_forbidden" : "platform_failed");
      return new ParleyError(code, `Discord refused to ${what} (${answer.status}, code ${answer.code})`);
    }
    case "limited":
      return new ParleyError("rate_limited", `Discord asks to wait too long to ${what}`, {
        retryable: true,
        retryAfterMs: answer.retryAfterMs,
      });
    case "unsent":
      return new ParleyError("platform_failed", `Discord could not be reached to ${what}`, {
        retryable: true,
      });
    case "lost":
      return new ParleyError("outcome_unknown", `Discord's answer was lost: ${what}`);
    case "unauthorised":
      return new ParleyError("platform_unauthorised", "Discord does not accept the bot's token");
  }
}

export function isRefused(answer: Answer, ...codes: number[]): boolean {
  return answer.kind === "refused" && codes.includes(answer.code);
}
