import type { Model } from "./model.ts";
import type { TranscriptMessage } from "./store.ts";
import { summariser } from "./summarise.ts";
import { estimateTokens } from "./tokens.ts";

/** What a stretch of conversation came to, however long it is: summed up piece by piece, nothing unread. */
export async function digest(
  messages: readonly Pick<TranscriptMessage, "role" | "authorName" | "text">[],
  model: Model,
  signal: AbortSignal,
): Promise<{ text: string; tokens: number }> {
  const pieceTokens = Math.floor(model.limits.context / 2);
  const summarise = summariser(model);
  let told: { text: string; tokens: number } | undefined;
  let piece: (typeof messages)[number][] = [];
  let tokens = 0;
  for (const message of messages) {
    const size = estimateTokens(message.text);
    if (piece.length > 0 && tokens + size > pieceTokens) {
      told = await summarise(told?.text, piece, signal);
      [piece, tokens] = [[], 0];
    }
    piece.push(message);
    tokens += size;
  }
  return summarise(told?.text, piece, signal);
}
