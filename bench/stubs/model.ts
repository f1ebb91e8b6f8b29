import type { Turns } from "../turns.ts";
import { startStub } from "./http.ts";

/** OpenAI's Chat Completions, streaming, with no time to think: the whole answer is written at once. */
export async function startModel(turns: Turns): Promise<{ baseUrl: string }> {
  const { origin } = await startStub((request, body, response) => {
    if (!request.url?.endsWith("/chat/completions")) return void response.writeHead(404).end();
    const { pieces, writing } = turns.asked(body);
    const events = [
      ...pieces.map((content) => chunk({ delta: { content }, finish_reason: null })),
      chunk({ delta: {}, finish_reason: "stop" }),
      usage,
      "data: [DONE]\n\n",
    ].join("");
    response.writeHead(200, { "content-type": "text/event-stream" });
    writing();
    response.end(events);
  });
  return { baseUrl: `${origin}/v1` };
}

const common = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "stub" };

function chunk(choice: { delta: object; finish_reason: string | null }): string {
  return `data: ${JSON.stringify({ ...common, choices: [{ index: 0, ...choice }], usage: null })}\n\n`;
}

const usage = `data: ${JSON.stringify({
  ...common,
  choices: [],
  usage: { prompt_tokens: 200, completion_tokens: 120, total_tokens: 320 },
})}\n\n`;
