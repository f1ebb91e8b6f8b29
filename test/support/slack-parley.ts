import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { commands } from "../../src/commands/list.ts";
import type { Inbound } from "../../src/core/inbound.ts";
import type { Handler, Platform } from "../../src/core/platform.ts";
import { createSlackPlatform, type SlackDeps } from "../../src/platforms/slack/slack.ts";
import type { SlackBench } from "./slack-bench.ts";

export type Way = "socket" | "http";

export interface SlackParley {
  platform: Platform;
  /** What the handler took, in order. */
  events: Inbound[];
  /** Resolves with the first event, past or to come, that fits. */
  until(fits: (event: Inbound) => boolean): Promise<Inbound>;
  /** Runs before an event counts as taken: throw here, and it is not. */
  accepting: (event: Inbound) => Promise<void>;
  /** Constant messages that were logged. */
  logged: string[];
  /** Resolves once this has been logged. */
  noted(message: string): Promise<void>;
  url: string;
}

/** The real adapter, connected to a loopback Slack, with a handler that only keeps what it is given. */
export async function slackParley(
  bench: SlackBench,
  way: Way,
  options: Partial<SlackDeps> = {},
): Promise<SlackParley> {
  const routes = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
  const server = createServer((request, response) => {
    const handle = routes.get(request.url ?? "");
    if (handle) handle(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const { slack, clock, origin } = bench;
  const logged: string[] = [];
  const waiting: (() => void)[] = [];
  const wake = () => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const change = () => new Promise<void>((resolve) => waiting.push(resolve));
  const note = (_: object, message: string) => {
    logged.push(message);
    wake();
  };
  const platform = createSlackPlatform({
    botToken: slack.botToken,
    apiUrl: `${origin}/slack/api/`,
    transport:
      way === "socket"
        ? { kind: "socket", appToken: slack.appToken }
        : {
            kind: "http",
            signingSecret: slack.signingSecret,
            route: (path, handle) => void routes.set(path, handle),
          },
    clock,
    log: { info: note, warn: note, error: note },
    commands,
    ...options,
  });
  const parley: SlackParley = {
    platform,
    events: [],
    logged,
    url,
    accepting: async () => {},
    async until(fits) {
      for (;;) {
        const found = parley.events.find(fits);
        if (found) return found;
        await change();
      }
    },
    async noted(message) {
      while (!logged.includes(message)) await change();
    },
  };
  const handler: Handler = {
    async accept(event) {
      await parley.accepting(event);
      parley.events.push(event);
      wake();
    },
    suggest: async () => [],
  };
  const ending = new AbortController();
  bench.defer(async () => {
    const ended = Promise.all(slack.socketMode.connections.map((connection) => connection.ended));
    await platform.stop();
    ending.abort();
    if (way === "socket") await ended;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await platform.start(handler, ending.signal);
  await slack.deliverBy(way === "socket" ? "socket" : { url });
  return parley;
}
