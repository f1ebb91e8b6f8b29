import { ParleyError } from "../core/errors.ts";

/** One server-sent event; `event` is empty where the stream does not name its events. */
export interface ServerEvent {
  event: string;
  data: string;
}

/** A line longer than this is no answer of a model; without a bound it would fill the memory. */
const maxLineLength = 16 * 1024 * 1024;

/**
 * Reads server-sent events, all that came in one chunk at a time: an empty list stands for bytes that bring
 * no event, such as the comments that keep a connection alive. An event cut off at the end is dropped.
 *
 * The SDKs have readers too, but those hide keep-alives, end quietly when aborted, as if the answer were
 * complete, and cost about three times as much per event.
 * Source: WHATWG HTML, "Server-sent events: Parsing an event stream".
 */
export async function* serverEvents(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly ServerEvent[], void, undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let event = "";
  let data: string | undefined;
  for await (const chunk of body) {
    const searched = text.length;
    text += decoder.decode(chunk, { stream: true });
    const events: ServerEvent[] = [];
    let from = 0;
    for (let end = text.indexOf("\n", searched); end >= 0; end = text.indexOf("\n", from)) {
      const line = text.slice(from, text.charCodeAt(end - 1) === 13 && end > from ? end - 1 : end);
      from = end + 1;
      if (line === "") {
        if (data !== undefined) events.push({ event, data });
        event = "";
        data = undefined;
      } else if (line.startsWith("data:")) {
        const value = fieldValue(line, 5);
        data = data === undefined ? value : `${data}\n${value}`;
      } else if (line.startsWith("event:")) event = fieldValue(line, 6);
    }
    text = from === 0 ? text : text.slice(from);
    if (text.length > maxLineLength) {
      throw new ParleyError("model_unreachable", "the model service sent a line without end");
    }
    yield events;
  }
}

function fieldValue(line: string, from: number): string {
  return line.slice(line.charCodeAt(from) === 32 ? from + 1 : from);
}
