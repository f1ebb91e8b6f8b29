import { OpenAI } from "openai";
import { setting } from "./report.ts";

const client = new OpenAI({
  apiKey: setting("OPENAI_API_KEY"),
  baseURL: setting("OPENAI_BASE_URL"),
  maxRetries: 0,
});

/** What the peers ask of the model: the question alone, no history. Resolves when the answer begins. */
export async function complete(question: string): Promise<AsyncIterable<string>> {
  const stream = await client.chat.completions.create({
    model: "gpt-5-mini",
    stream: true,
    messages: [
      {
        role: "system",
        content: "You are a team-mate in a conversation. Be helpful, correct and brief; use Markdown.",
      },
      { role: "user", content: question },
    ],
  });
  return words(stream);
}

async function* words(stream: AsyncIterable<OpenAI.ChatCompletionChunk>): AsyncGenerator<string> {
  for await (const chunk of stream) {
    const content = chunk.choices[0]?.delta.content;
    if (content) yield content;
  }
}
