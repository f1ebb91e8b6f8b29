import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createFaults, type Faults } from "../../sandbox/kernel/faults.ts";
import { createLedger, type Ledger } from "../../sandbox/kernel/ledger.ts";
import { listen } from "../../sandbox/kernel/server.ts";
import type { Manifest } from "../../sandbox/slack/manifest/manifest.ts";
import type { Seed } from "../../sandbox/slack/seed.ts";
import { createSlack, type Slack } from "../../sandbox/slack/slack.ts";
import type { Clock } from "../../src/core/clock.ts";
import { workspaceId } from "../../src/core/ids.ts";
import type { Place } from "../../src/core/inbound.ts";
import type { Log } from "../../src/core/log.ts";
import { buildManifest } from "../../src/platforms/slack/manifest.ts";
import { createSlackPlatform, type SlackDeps } from "../../src/platforms/slack/slack.ts";
import type { Bench, Standing } from "../contracts/platform-bench.ts";
import { briskClock } from "./hasty-clock.ts";
import { type Heard, keepHeard } from "./heard.ts";
import { offered } from "./test-commands.ts";
import { untilHolds } from "./until-holds.ts";

export type Way = "socket" | "http";

/** The Slack adapter, started, against the loopback Slack, with the levers of both. */
export interface SlackPlatformBench extends Bench {
  slack: Slack;
  ledger: Ledger;
  faults: Faults;
  events: Heard;
  clock: Clock;
  origin: string;
  /** Where the adapter listens for events over HTTP. */
  url: string;
  /** Constant messages that were logged. */
  logged: readonly string[];
  /** Resolves once this has been logged. */
  noted(message: string): Promise<void>;
  thread(ts: string): Place;
  /** Calls of one Web API method, as the sandbox's ledger has them. */
  calls(method: string): readonly Record<string, unknown>[];
}

export async function slackPlatformBench(
  options: {
    way?: Way;
    clock?: Clock;
    seed?: Seed;
    deps?: Partial<SlackDeps>;
    events?: Heard;
    start?: boolean;
  } = {},
): Promise<SlackPlatformBench> {
  const { way = "http", clock = briskClock(), events = keepHeard() } = options;
  const ledger = createLedger(clock);
  const faults = createFaults();
  let origin = "";
  // Installed with exactly the rights and events that Parley asks for.
  const manifest = buildManifest({ commands: offered, delivery: { kind: "socket" } }) as Manifest;
  const slack = createSlack({ clock, ledger, faults, origin: () => origin }, { manifest, ...options.seed });
  const server = await listen([slack]);
  origin = server.origin;

  const routes = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
  const own = createServer((request, response) => {
    const handle = routes.get(request.url ?? "");
    if (handle) handle(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => own.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(own.address() as AddressInfo).port}/slack/events`;

  const logged: string[] = [];
  const waiting: (() => void)[] = [];
  const keep = (_: object, message: string) => {
    logged.push(message);
    for (const look of waiting.splice(0)) look();
  };
  const log: Log = { info: keep, warn: keep, error: keep };
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
    log,
    commands: offered,
    ...options.deps,
  });
  const life = new AbortController();
  if (options.start !== false) {
    await platform.start(events, life.signal);
    await slack.deliverBy(way === "socket" ? "socket" : { url });
  }

  const { state } = slack;
  const channel: Place = {
    platform: "slack",
    workspace: workspaceId("slack", state.team.id),
    channel: "C0GENERAL",
    kind: "channel",
  };
  const message = (place: Place, ts: string) => {
    const found = state.messages.get(place.channel)?.get(ts);
    if (!found) throw new Error(`there is no message ${ts}`);
    return found;
  };
  const postFault = (when: "before" | "after", times: number) =>
    void faults.add({ service: "slack", name: "chat.postMessage", fault: { kind: "reset", when }, times });

  return {
    platform,
    slack,
    ledger,
    faults,
    events,
    clock,
    origin,
    url,
    logged,
    async noted(wanted) {
      while (!logged.includes(wanted)) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    channel,
    dm: { ...channel, channel: "D0ADA", kind: "dm" },
    thread: (ts) => ({ ...channel, thread: ts }),
    calls: (method) =>
      ledger.entries
        .filter((entry) => entry.kind === "request" && entry.name === method)
        .map((entry) => entry.request as Record<string, unknown>),
    people: {
      ben: { id: "U0ADA", name: "ada" },
      chloe: { id: "U0CLEO", name: "cleo" },
      say({ id }, { channel, thread }, text, { mention, file } = {}) {
        const files = file ? [{ name: file.name, mimetype: file.mime, bytes: file.bytes }] : undefined;
        return slack.as(id).say(channel, {
          text: mention ? `<@${state.app.botUserId}> ${text}` : text,
          ...(thread ? { thread_ts: thread } : {}),
          ...(files ? { files } : {}),
        }).ts;
      },
      edit: ({ id }, place, ts, text) => void slack.as(id).edit(message(place, ts), text),
      remove: ({ id }, place, ts) => void slack.as(id).remove(message(place, ts)),
      pingOf: ({ id }) => `<@${id}>`,
      pingAll: "<!channel>",
      async press({ id }, { channel, thread }, ts, label) {
        const pressed = slack.visibleTo(id, channel, thread).find((one) => one.ts === ts);
        if (!pressed) throw new Error(`there is no message ${ts}`);
        const button = buttonsOf(pressed).find((one) => one.label === label);
        await slack.as(id).press({ channel, ts }, button?.action ?? "");
      },
      async choose({ id }, place, ts, label) {
        const chosen = state.app.manifest.features?.shortcuts?.find((one) => one.name === label);
        await slack.as(id).messageShortcut(message(place, ts), chosen?.callback_id ?? "");
      },
      async command({ id }, { channel }, name, values = {}) {
        await slack.as(id).slash(channel, `/${name}`, Object.values(values).join(" "));
      },
      picked: ({ id }) => `<@${id}>`,
      async form({ id }) {
        await untilHolds(() => slack.as(id).modal() !== undefined);
        const view = slack.as(id).modal();
        const fields = (view?.blocks ?? []).map((block) => shownField(block as never));
        return { title: String(view?.title?.text), fields: Object.fromEntries(fields) };
      },
      async submit({ id }, values) {
        await slack.as(id).submitView(values);
      },
    },
    get heard() {
      return events.events;
    },
    hear: events.until,
    forms: events,
    until: untilHolds,
    async standing({ channel, thread }, viewer) {
      return slack.visibleTo(viewer?.id ?? "U0BOB", channel, thread).map(
        (seen): Standing => ({
          id: seen.ts,
          text: seen.text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
          own: seen.user === state.app.botUserId,
          buttons: buttonsOf(seen).map((one) => one.label),
          // As text holds them, and as Slack's own rich text does.
          pings: [
            ...(seen.text.match(/<[@!][^>]*>/g) ?? []),
            ...(JSON.stringify(seen.blocks ?? []).match(/"type":"(?:user|usergroup|broadcast)"/g) ?? []),
          ],
          files: (seen.files ?? []).map((id) => state.files.get(id)?.name ?? ""),
        }),
      );
    },
    losePosts: (times) => postFault("after", times),
    swallowPosts: (times) => postFault("before", times),
    commandWrites: () => 0,
    foreignUrl: "https://files.slack.com.example/files-pri/T0-F0/a.png",
    async [Symbol.asyncDispose]() {
      const { connections } = slack.socketMode;
      await platform.stop();
      await Promise.all(connections.map((connection) => connection.left));
      for (const connection of connections) connection.drop();
      own.closeAllConnections();
      await new Promise((resolve) => own.close(resolve));
      await server.close();
    },
  };
}

function buttonsOf(message: {
  blocks?: readonly Record<string, unknown>[];
}): { label: string; action: string }[] {
  return (message.blocks ?? []).flatMap((block) => {
    const elements = block.type === "actions" ? (block.elements as Record<string, unknown>[]) : [];
    return elements.map((element) => ({
      label: String((element.text as { text?: unknown }).text),
      action: String(element.action_id),
    }));
  });
}

/** A field of a modal by its name, with what stands in it at first. */
function shownField({ element }: { element: Record<string, unknown> }): [string, string] {
  const option = element.initial_option as { value: string } | undefined;
  const value = element.initial_value ?? option?.value ?? element.initial_user ?? "";
  return [String(element.action_id), String(value)];
}
