import type { Backend } from "../backend.ts";
import { eventStream } from "../event-stream.ts";
import { answer, type Exchange, Refusal } from "../exchange.ts";
import { responsesEvents, step } from "./responses-events.ts";
import { type ResponseState, responseObject } from "./responses-object.ts";
import { readResponses } from "./responses-read.ts";
import { scriptedError } from "./scripted-error.ts";

/** `POST /responses` */
export async function createResponse(backend: Backend, exchange: Exchange): Promise<Response> {
  const { body, asked } = readResponses(exchange.body);
  const run = await backend.run(exchange, asked, "call_", (status, headers) => {
    return new Refusal(status, scriptedError(status), headers);
  });
  const state: ResponseState = {
    id: backend.newId("resp_"),
    createdAt: backend.clock.now(),
    body,
    items: [],
  };
  if (body.stream) {
    const events = (signal: AbortSignal) => responsesEvents(state, run.outputs(signal), backend.newId);
    return eventStream(backend.ledger, exchange, events);
  }
  for await (const output of run.outputs(exchange.c.req.raw.signal)) {
    if (output.kind === "error") throw new Refusal(output.status, scriptedError(output.status));
    if (output.kind !== "ping") for (const _ of step(state, output, backend.newId));
  }
  return answer(exchange, responseObject(state));
}
