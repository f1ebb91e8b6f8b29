/**
 * An estimate of the tokens a text takes, on the high side for the languages and models in use, so that a
 * context built to it fits. A model's own count costs a network call; its tokenizer, 50 MB and a start-up second.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text, "utf8") / 3) + 4;
}

/** What a picture takes at most with the models in use (Anthropic vision docs: about 1,600; OpenAI: 765–1,445). */
export const imageTokens = 1_600;
