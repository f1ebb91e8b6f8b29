import type { Clock } from "../core/clock.ts";
import { ParleyError } from "../core/errors.ts";
import type { ModelEvent } from "../core/model.ts";
import { explain, isFiltered, type ServiceFault } from "./failure.ts";
import { type Alive, alive } from "./live.ts";
import { sdkFault } from "./sdk-fault.ts";
import { type ServerEvent, serverEvents } from "./server-events.ts";

/** Understands one answer's events, one after another. */
export interface EventReader {
  /** What an event of the wire means. Nothing is asked after `end`. @throws ServiceFailure */
  read(event: ServerEvent): Iterable<ModelEvent>;
  /** What it means that the stream has closed in good order; nothing, when the answer is not complete. */
  close(): Iterable<ModelEvent>;
}

/** Thrown by a reader when the service reports a fault inside the stream. */
export class ServiceFailure extends Error {
  readonly fault: ServiceFault;

  constructor(fault: ServiceFault) {
    super("the service reported a fault inside the stream");
    this.fault = fault;
  }
}

/** How long a finished answer's connection may take to end before it is given up for reuse. */
const drainMs = 1_000;

/**
 * One request and its streamed answer, by the rules of `Model.generate`.
 * @param send Makes the request; rejects with the SDK's error when the service refuses it.
 */
export async function* converse(
  send: (signal: AbortSignal) => Promise<Response>,
  reader: EventReader,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent | Alive, void, undefined> {
  const request = new AbortController();
  const abort = () => request.abort(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  let over = false;
  try {
    const { body } = await send(request.signal);
    if (!body) throw new ParleyError("model_unreachable", "the model service answered with nothing");
    const chunks = serverEvents(body);
    for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) {
      const { events, failure } = readAll(reader, chunk.value);
      if (events.length === 0) yield alive;
      for (const event of events) {
        if (event.kind === "end") {
          over = true;
          void drain(chunks, request, clock);
        }
        yield event;
      }
      if (over) return;
      if (failure !== undefined) throw failure;
    }
    for (const event of reader.close()) {
      over ||= event.kind === "end";
      yield event;
    }
    if (!over) {
      const message = "the model service's answer broke off";
      throw new ParleyError("model_unreachable", message, { retryable: true });
    }
  } catch (error) {
    if (signal.aborted) throw new ParleyError("cancelled", "the request was cancelled");
    if (error instanceof ParleyError) throw error;
    const fault = error instanceof ServiceFailure ? error.fault : sdkFault(error);
    if (!isFiltered(fault)) throw explain(fault, clock);
    yield { kind: "end", reason: "filter" };
  } finally {
    signal.removeEventListener("abort", abort);
    if (!over) request.abort();
  }
}

/**
 * What arrived at one time, its pieces of text put together: passing events on one by one is most of what an
 * answer costs. A failure comes after what arrived before it.
 */
function readAll(
  reader: EventReader,
  wires: readonly ServerEvent[],
): { events: readonly ModelEvent[]; failure?: unknown } {
  const events: ModelEvent[] = [];
  try {
    for (const wire of wires) {
      for (const event of reader.read(wire)) {
        const last = events.at(-1);
        if (event.kind === "text" && last?.kind === "text") last.text += event.text;
        else events.push(event.kind === "text" ? { ...event } : event);
        if (event.kind === "end") return { events };
      }
    }
  } catch (failure) {
    return { events, failure };
  }
  return { events };
}

/** Reads what is left, a few bytes, so that the connection can be used again. */
async function drain(chunks: AsyncGenerator<unknown>, request: AbortController, clock: Clock): Promise<void> {
  using _ = clock.timer(drainMs, () => request.abort());
  try {
    while (!(await chunks.next()).done);
  } catch {
    // The answer is complete; a connection that fails now is merely not used again.
  }
}
