import type { ErrorCode } from "./errors.ts";
import { isParleyError } from "./errors.ts";
import type { JobId } from "./ids.ts";
import type { Right } from "./rights.ts";

/** What people read: what happened, and what to do next. */
const texts: Record<ErrorCode, string> = {
  model_unreachable: "The AI service can't be reached right now. Please try again in a minute.",
  model_overloaded: "The AI service is overloaded right now. Please try again in a minute.",
  model_stalled: "The AI service stopped answering. Please try again.",
  model_rejected:
    "The AI service refused this request. Try wording it differently, or pick another model with /model.",
  model_unauthorised: "The AI service refused Parley's key. Please tell whoever runs Parley here.",
  model_unusable:
    "The AI service answered with nothing that I can show. Please try again; if it stays so, tell whoever runs Parley here.",
  context_too_long:
    "This conversation is too long for the model. Start afresh with /new, or pick a larger model with /model.",
  place_gone: "The place this belongs to is gone.",
  place_forbidden: "I am not allowed to write there. Please ask an admin to check my permissions.",
  place_closed: "This thread is closed, so I can't write there.",
  reply_expired: "That button or command is too old. Please use it again.",
  outcome_unknown: "I couldn't find out whether my message arrived. Please check before asking again.",
  rate_limited: "I have been told to slow down. Please try again in a few minutes.",
  platform_unauthorised: "I am not signed in properly. Please tell whoever runs Parley here.",
  platform_failed: "Something went wrong while sending my answer. Please try again.",
  store_failed: "I can't reach my memory right now. Please try again in a minute.",
  cancelled: "Stopped.",
  not_allowed: "You may not do that here.",
  not_found: "I can't find that here.",
  bad_input: "I can't use that.",
};

/** With a reference that an operator finds in the log. */
export function failureText(error: unknown, job: JobId): string {
  const text = isParleyError(error)
    ? texts[error.code]
    : "Something went wrong on my side. Please try again.";
  return `⚠️ ${text} (ref ${reference(job)})`;
}

/** These messages are written for people; of anything else only the code's text is shown. */
export function refusalText(error: unknown): string | undefined {
  const isRefusal =
    isParleyError(error, "bad_input") ||
    isParleyError(error, "not_allowed") ||
    isParleyError(error, "not_found");
  return isRefusal ? error.message : undefined;
}

function reference(job: JobId): string {
  return job.slice(0, 8);
}

export const words = {
  thinking: "💭 …",
  queued: (ahead: number) => `⏳ ${ahead} ahead`,
  stopped: "*Stopped.*",
  cutOffByLimit: "*Cut off: this is as long as one answer may be.*",
  cutOff: "*Cut off.*",
  empty: "The model returned an empty answer. Try again, or word it differently.",
  withdrawn: "The AI service withdrew this answer: its content filter objected.",
  declined: "*The model declined to go on.*",
  noTool: "The model asked for a tool that it does not have here. Please try again.",
  tooOften:
    "⚠️ I tried this several times and something broke each time, so I gave up. Please try again later.",
  missed: (count: number) =>
    count === 1
      ? "I was away when you wrote this. Ask again if you still want an answer."
      : `I was away and missed ${count} messages here. Ask again if you still want an answer.`,
  buttonGone: "That button does not belong to anything here any more.",
  notFound:
    "I can't find that here, or you can't see it. Where I am not in a channel myself, add me to it first.",
  readOnly: "You can read along here but not write, so I can't do that for you.",
  viewer:
    "You are a viewer of this shared chat: you can read along, but not ask me or change anything. Its owner (`/who`) can make you an editor.",
  guest: "Guests of this workspace can't bring others in. Please ask one of its members to invite them.",
  ownersOnly: (right: Right) =>
    right === "merge"
      ? "In this shared chat only its owner merges, undoes and switches. `/who` tells who that is."
      : right === "invite"
        ? "In this shared chat only its owner brings people in. `/who` tells who that is."
        : "Only the owner of this shared chat can do that. `/who` tells who that is.",
  alreadyAsked: "That was already asked for.",
  formLate: "I couldn't open the form in time. Please try again.",
  pictureKind: "I can read pictures in PNG, JPEG, WebP or GIF only. Please send it as one of these.",
  pictureLarge:
    "That picture is too large: I read up to 25 megapixels, and up to 8,192 pixels a side. Please send it smaller.",
  pictureDamaged: "That picture is damaged or incomplete, so I can't read it. Please send it once more.",
  pictureHeavy: "That picture takes more memory than I may use for one. Please send it smaller.",
  pictureSlow: "That picture takes too long to read. Please send it smaller.",
  pictureLost: "Something broke while I read that picture. Please try again.",
  picturesBusy: "I have more pictures to read than I can hold. Please try again in a minute.",
};
