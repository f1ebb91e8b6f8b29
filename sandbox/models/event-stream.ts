import type { Ledger } from "../kernel/ledger.ts";
import type { Exchange } from "./exchange.ts";
import { Reset } from "./play.ts";

/** One server-sent event; without `data` it is a comment, which keeps the connection alive. */
export interface ServerEvent {
  event?: string;
  data?: unknown;
}

/** So many events of one answer are kept in the ledger: a sandbox may run for a week. */
const keptEvents = 100;

/**
 * Streams events as they come. When the client goes away first, `signal` of the events is aborted and the
 * ledger gets an event entry `closed NAME`.
 */
export function eventStream(
  ledger: Ledger,
  { c, entry }: Exchange,
  events: (signal: AbortSignal) => AsyncGenerator<ServerEvent>,
): Response {
  const gone = new AbortController();
  const source = events(gone.signal);
  const kept: unknown[] = [];
  entry.response = kept;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(stream) {
      try {
        const next = await source.next();
        if (next.done) return stream.close();
        const { event, data } = next.value;
        if (typeof data === "object" && event !== "keepalive" && kept.length < keptEvents) kept.push(data);
        stream.enqueue(encoder.encode(frame(next.value)));
      } catch (error) {
        if (gone.signal.aborted) return;
        if (!(error instanceof Reset)) return stream.error(error);
        c.env.incoming.socket.destroy();
        stream.close();
      }
    },
    cancel() {
      ledger.add({ service: entry.service, kind: "event", name: `closed ${entry.name}` });
      gone.abort();
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" },
  });
}

function frame({ event, data }: ServerEvent): string {
  if (data === undefined) return ": keep-alive\n\n";
  const text = typeof data === "string" ? data : JSON.stringify(data);
  return event === undefined ? `data: ${text}\n\n` : `event: ${event}\ndata: ${text}\n\n`;
}
