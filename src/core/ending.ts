import { isParleyError } from "./errors.ts";
import type { Job, Outcome, TurnAction } from "./job.ts";
import type { EndReason } from "./model.ts";
import { failureText, words } from "./words.ts";

/** How a turn ended: what people see, which may say more than what joins the conversation. */
export interface Ending {
  outcome: Outcome;
  shown: string;
  /** Absent: nothing joins the conversation. */
  kept?: string;
  /** The model had finished: after a crash this is delivered without asking it again. */
  complete?: EndReason;
  buttons: readonly TurnAction[];
}

/** What the model ended with. */
export function ended(text: string, reason: EndReason | undefined): Ending {
  if (reason === "filter") return { outcome: "refused", shown: words.withdrawn, buttons: ["regenerate"] };
  if (reason === "tool-calls")
    return { outcome: "failed-told", shown: words.noTool, buttons: ["regenerate"] };
  if (text.trim() === "" && reason !== "refusal") {
    return { outcome: "failed-told", shown: words.empty, buttons: ["regenerate"] };
  }
  if (reason === "refusal") {
    return {
      outcome: "refused",
      shown: joined(text, words.declined),
      kept: text,
      complete: reason,
      buttons: ["regenerate"],
    };
  }
  if (reason === "length") {
    return {
      outcome: "answered",
      shown: joined(text, words.cutOffByLimit),
      kept: text,
      complete: reason,
      buttons: ["continue", "regenerate", "branch"],
    };
  }
  return {
    outcome: "answered",
    shown: text,
    kept: text,
    complete: "stop",
    buttons: ["regenerate", "branch"],
  };
}

/** Someone stopped it. */
export function stopped(text: string): Ending {
  const kept = text.trim() === "" ? {} : { kept: text };
  return { outcome: "cancelled", shown: joined(text, words.stopped), ...kept, buttons: ["regenerate"] };
}

/** It broke; what had come so far is kept and can be gone on with. */
export function failed(text: string, failure: unknown, job: Job): Ending {
  if (isParleyError(failure, "not_allowed"))
    return { outcome: "refused", shown: failure.message, buttons: [] };
  const told = failureText(failure, job.id);
  if (text.trim() === "") return { outcome: "failed-told", shown: told, buttons: ["regenerate"] };
  const shown = joined(text, `${words.cutOff} ${told}`);
  return { outcome: "failed-told", shown, kept: text, buttons: ["continue", "regenerate"] };
}

function joined(text: string, note: string): string {
  return text.trim() === "" ? note : `${text}\n\n${note}`;
}
