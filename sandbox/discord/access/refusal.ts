/** Discord's error codes with their HTTP status and words (discord docs: topics/opcodes-and-status-codes "JSON"). */
const refusals = {
  10002: [404, "Unknown Application"],
  10003: [404, "Unknown Channel"],
  10004: [404, "Unknown Guild"],
  10007: [404, "Unknown Member"],
  10008: [404, "Unknown Message"],
  10011: [404, "Unknown Role"],
  10013: [404, "Unknown User"],
  10014: [400, "Unknown Emoji"],
  10015: [404, "Unknown Webhook"],
  10062: [404, "Unknown interaction"],
  10063: [404, "Unknown application command"],
  30003: [400, "Maximum number of pins reached for the channel (250)"],
  30010: [400, "Maximum number of reactions reached (20)"],
  30015: [400, "Maximum number of attachments in a message reached (10)"],
  30032: [400, "Maximum number of application commands reached (100)"],
  30034: [429, "Max number of daily application command creates has been reached (200)"],
  30046: [429, "Maximum number of edits to messages older than 1 hour reached. Try again later"],
  40001: [401, "Unauthorized"],
  40005: [413, "Request entity too large"],
  40060: [400, "Interaction has already been acknowledged."],
  50001: [403, "Missing Access"],
  50003: [400, "Cannot execute action on a DM channel"],
  50005: [403, "Cannot edit a message authored by another user"],
  50006: [400, "Cannot send an empty message"],
  50007: [403, "Cannot send messages to this user"],
  50008: [400, "Cannot send messages in a non-text channel"],
  50013: [403, "Missing Permissions"],
  50021: [403, "Cannot execute action on a system message"],
  50024: [400, "Cannot execute action on this channel type"],
  50027: [401, "Invalid Webhook Token"],
  50033: [400, "Invalid Recipient(s)"],
  50035: [400, "Invalid Form Body"],
  50041: [400, "Invalid API version provided"],
  50083: [400, "Thread is archived"],
  50109: [400, "The request body contains invalid JSON."],
  160002: [400, "Cannot reply without permission to read message history"],
  160014: [400, "You cannot forward a message whose content you cannot read."],
  160004: [400, "A thread has already been created for this message"],
  160005: [400, "Thread is locked"],
  160006: [400, "Maximum number of active threads reached"],
} as const satisfies Record<number, readonly [number, string]>;

export type RefusalCode = keyof typeof refusals;

/** The platform says no: what it answers, to the bot as JSON, to a person as an exception. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  /** The `errors` tree of an invalid form. */
  readonly errors: object | undefined;
  /** Seconds to wait, where the refusal is a rate limit. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: number, message: string, errors?: object, retryAfterSeconds?: number) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** `retryAfterSeconds` belongs to refusals with status 429. */
export function refuse(code: RefusalCode, errors?: object, retryAfterSeconds?: number): Refusal {
  const [status, message] = refusals[code];
  return new Refusal(status, code, message, errors, retryAfterSeconds);
}
