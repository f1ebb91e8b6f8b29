import type { BranchId } from "./ids.ts";
import type { Place } from "./inbound.ts";
import type { Response, Stood } from "./platform.ts";
import type { JobEnd } from "./store.ts";
import { estimateTokens } from "./tokens.ts";

/** What is stored of a command's answer: its messages, and what joins the conversation. */
export function standing(
  { kept, files = [] }: Response,
  stood: Stood | undefined,
  place: Place,
  at: number,
  branch: BranchId | undefined,
): Pick<JobEnd, "sent" | "answer"> {
  if (kept === undefined || branch === undefined) return { sent: [] };
  const sent = (stood?.ids ?? []).map((platformId, part) => ({ part, platformId, place }));
  const known = (stood?.files ?? []).map((file, i) => {
    const seen = files[i]?.seen;
    return seen === undefined ? file : { ...file, seen };
  });
  return { sent, answer: { text: kept, tokens: estimateTokens(kept), at, branch, files: known } };
}
