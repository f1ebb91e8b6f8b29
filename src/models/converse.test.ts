import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { systemClock } from "../core/clock.ts";
import { converse, type EventReader } from "./converse.ts";

/** Takes `text` events until one says `end`. */
const reader: EventReader = {
  *read({ data }) {
    yield data === "end" ? { kind: "end", reason: "stop" } : { kind: "text", text: data };
  },
  close: () => [],
};

test("the end is told before the service closes, and the connection is used again after it has", async (t) => {
  let connections = 0;
  const open: ServerResponse[] = [];
  const server = createServer((_, answer) => {
    open.push(answer);
    answer.write("data: a\n\ndata: end\n\n");
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const never = new AbortController().signal;
  for (let i = 0; i < 6; i++) {
    const send = (signal: AbortSignal) => fetch(url, { signal });
    const events = await Array.fromAsync(converse(send, reader, systemClock, never));
    assert.deepEqual(
      events.map((event) => event.kind),
      ["text", "end"],
    );
    const answer = open[i];
    assert.equal(answer?.writableEnded, false);
    await new Promise<void>((resolve) => answer?.end(resolve));
  }
  // One more may be made where a request follows before the answer's last bytes have been read.
  assert.ok(connections <= 2, `${connections} connections for 6 requests`);
});
