import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { createFaults, type Faults } from "../../sandbox/kernel/faults.ts";
import { createLedger, type Ledger } from "../../sandbox/kernel/ledger.ts";
import { listen } from "../../sandbox/kernel/server.ts";
import type { Seed } from "../../sandbox/slack/seed.ts";
import { createSlack, type Slack } from "../../sandbox/slack/slack.ts";
import { type ManualClock, manualClock } from "./manual-clock.ts";
import { watchSpecs } from "./watch-specs.ts";

/** A loopback Slack with its clock in hand, and ways to talk to it as real clients do. */
export interface SlackBench extends AsyncDisposable {
  slack: Slack;
  clock: ManualClock;
  ledger: Ledger;
  faults: Faults;
  origin: string;
  /** The real Web API client, which tries nothing twice. */
  web: WebClient;
  /** One raw call, for what the client would not send. */
  call(method: string, args?: Record<string, unknown>, token?: string): Promise<Record<string, unknown>>;
  /** A real bolt app in Socket Mode, stopped with the bench. */
  boltSocket(): Promise<App>;
  /** A real bolt app over signed HTTP, stopped with the bench; the sandbox delivers to it. */
  boltHttp(): Promise<App>;
  defer(end: () => unknown): void;
}

const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

export async function slackBench(seed: Seed = {}): Promise<SlackBench> {
  // Real signatures are checked against the real time, so the manual clock begins now.
  const clock = manualClock(Date.now());
  const ledger = createLedger(clock);
  const specs = watchSpecs(ledger);
  const faults = createFaults();
  let origin = "";
  const slack = createSlack({ clock, ledger, faults, origin: () => origin }, seed);
  const server = await listen([slack]);
  origin = server.origin;
  const slackApiUrl = `${origin}/slack/api/`;
  const ends: (() => unknown)[] = [];
  const clientOptions = { slackApiUrl, retryConfig: { retries: 0 }, logger: quiet };

  const bench: SlackBench = {
    slack,
    clock,
    ledger,
    faults,
    origin,
    web: new WebClient(slack.botToken, { ...clientOptions, rejectRateLimitedCalls: true }),
    async call(method, args = {}, token = slack.botToken) {
      const reply = await fetch(slackApiUrl + method, {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify(args),
      });
      return {
        httpStatus: reply.status,
        retryAfter: reply.headers.get("retry-after"),
        ...((await reply.json()) as Record<string, unknown>),
      };
    },
    async boltSocket() {
      const receiver = new SocketModeReceiver({
        appToken: slack.appToken,
        logger: quiet,
        installerOptions: { clientOptions },
      });
      const app = new App({ token: slack.botToken, receiver, clientOptions, logger: quiet });
      await app.start();
      ends.push(async () => {
        const { connections } = slack.socketMode;
        await app.stop();
        await Promise.all(connections.map((connection) => connection.left));
        // As Slack does, the sandbox leaves the TCP connection open after a goodbye; waiting for it takes seconds.
        for (const connection of connections) connection.drop();
      });
      return app;
    },
    async boltHttp() {
      const app = new App({
        token: slack.botToken,
        signingSecret: slack.signingSecret,
        clientOptions,
        logger: quiet,
      });
      const http = await app.start(0);
      ends.push(() => app.stop());
      const { port } = (http as { address(): { port: number } }).address();
      await slack.deliverBy({ url: `http://127.0.0.1:${port}/slack/events` });
      return app;
    },
    defer: (end) => ends.push(end),
    async [Symbol.asyncDispose]() {
      for (const end of ends.reverse()) await end();
      await server.close();
      specs[Symbol.dispose]();
    },
  };
  return bench;
}
