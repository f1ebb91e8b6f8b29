import type { Clock } from "../../src/core/clock.ts";
import type { Counts, ErrorStatus, FinishReason, Reply } from "./steps.ts";
import { textTokens } from "./tokens.ts";

/** What a model puts out, ready to be put into a service's own words. */
export type Output =
  | { kind: "text"; text: string }
  | { kind: "refusal"; text: string }
  | { kind: "tool-call"; id: string; name: string; args: string }
  | { kind: "thinking" }
  | { kind: "ping" }
  | { kind: "error"; status: ErrorStatus }
  | ({ kind: "end"; reason: FinishReason } & Counts);

/** Thrown where the script cuts the connection. */
export class Reset extends Error {}

/** What a refusing model says. */
const refusal = "I cannot help with that.";

/**
 * Plays a reply. Ends after `end` or `error`, and without either where the script leaves the answer unfinished.
 * @param newId Makes the id of a tool call that has none.
 */
export async function* play(
  reply: Reply,
  inputTokens: number,
  newId: () => string,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<Output> {
  let counts: Counts = { inputTokens, outputTokens: 0 };
  let calls = 0;
  for (const step of reply) {
    switch (step.kind) {
      case "text":
        counts.outputTokens += textTokens(step.text);
        yield step;
        break;
      case "tool-call": {
        const args = typeof step.args === "string" ? step.args : JSON.stringify(step.args);
        counts.outputTokens += textTokens(args);
        calls++;
        yield { kind: "tool-call", id: step.id ?? newId(), name: step.name, args };
        break;
      }
      case "thinking":
      case "ping":
        yield step;
        break;
      case "wait":
        await clock.sleep(step.ms, signal);
        break;
      case "usage": {
        const { kind: _, ...given } = step;
        counts = given;
        break;
      }
      case "error":
        yield { kind: "error", status: step.status };
        return;
      case "reset":
        throw new Reset("the script cuts the connection");
      case "cut":
        return;
      case "stall":
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
        return;
      case "end":
        if (step.reason === "refusal") yield { kind: "refusal", text: refusal };
        yield { kind: "end", reason: step.reason, ...counts };
        return;
    }
  }
  yield { kind: "end", reason: calls > 0 ? "tool_calls" : "stop", ...counts };
}
