import type { Backend } from "../backend.ts";
import { eventStream } from "../event-stream.ts";
import { answer, type Exchange, Refusal } from "../exchange.ts";
import type { Output } from "../play.ts";
import { toBlocks } from "./blocks.ts";
import { errorBody } from "./errors.ts";
import { messageEvents } from "./events.ts";
import { messageObject } from "./message.ts";
import { readCount, readMessages } from "./read.ts";

/** `POST /messages` */
export async function createMessage(backend: Backend, exchange: Exchange): Promise<Response> {
  const { body, asked } = readMessages(exchange.body, exchange.c.req.header("anthropic-version") ?? "");
  const run = await backend.run(exchange, asked, "toolu_", (status, headers) => {
    return new Refusal(status, errorBody(status), headers);
  });
  const head = { id: backend.newId("msg_"), model: body.model, inputTokens: asked.inputTokens };
  if (body.stream) {
    return eventStream(backend.ledger, exchange, (signal) => messageEvents(head, run.outputs(signal)));
  }
  const outputs: Output[] = [];
  for await (const output of run.outputs(exchange.c.req.raw.signal)) {
    if (output.kind === "error") throw new Refusal(output.status, errorBody(output.status));
    outputs.push(output);
  }
  const end = outputs.find((output) => output.kind === "end");
  return answer(exchange, messageObject(head, toBlocks(outputs), end));
}

/** `POST /messages/count_tokens` */
export async function countTokens(_backend: Backend, exchange: Exchange): Promise<Response> {
  return answer(exchange, { input_tokens: readCount(exchange.body).inputTokens });
}
