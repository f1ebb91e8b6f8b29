import { App } from "@slack/bolt";
import { chunk } from "../../core/chunks.ts";
import type { Clock } from "../../core/clock.ts";
import type { CommandSpec } from "../../core/command.ts";
import { isParleyError, ParleyError } from "../../core/errors.ts";
import type { Log } from "../../core/log.ts";
import type { Handler, Platform, PlatformHealth } from "../../core/platform.ts";
import type { Probe } from "../../core/probe.ts";
import { createSlackApi } from "./api.ts";
import { readBacklog } from "./backlog.ts";
import { EDIT_INTERVAL_MS } from "./edits.ts";
import { text } from "./fields.ts";
import { createForms } from "./forms.ts";
import { readHistory } from "./history.ts";
import { createHttpReceiver, type Route } from "./http-receiver.ts";
import { identify } from "./identify.ts";
import type { Self } from "./identity.ts";
import { createInHand } from "./in-hand.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createMembers } from "./members.ts";
import { readMessageLink } from "./message-link.ts";
import { mutedLogger } from "./muted-logger.ts";
import { parseStored } from "./parse.ts";
import { createPeople } from "./people.ts";
import type { Prompts } from "./sessions.ts";
import { createSocketReceiver } from "./socket-receiver.ts";
import { createTicketOffice } from "./socket-ticket.ts";
import { measure, TEXT_LIMIT } from "./text-limit.ts";
import { createWriting } from "./writing.ts";

export interface SlackDeps {
  botToken: string;
  transport: { kind: "socket"; appToken: string } | { kind: "http"; signingSecret: string; route: Route };
  /** Where the Web API is, with a trailing slash: `https://slack.com/api/`. */
  apiUrl: string;
  clock: Clock;
  log: Log;
  probe?: Probe;
  /** For commands that are written as words. */
  commands: readonly CommandSpec[];
  /** What is suggested to who opens Parley's messages. */
  prompts?: Prompts;
}

/** Slack takes a gigabyte; Parley holds a file in memory while it goes up. */
const FILE_LIMIT_BYTES = 50 * 1024 * 1024;

/** Slack, through bolt and the official Web API client. Source of its rules: docs.slack.dev. */
export function createSlackPlatform(deps: SlackDeps): Platform {
  const { clock, log, commands } = deps;
  const life = new AbortController();
  let self: Self | undefined;
  let receiver: Receiving | undefined;
  let dead: string | undefined;

  const api = createSlackApi({
    ...deps,
    onTokenDead() {
      dead = "Slack no longer accepts Parley's bot token";
      log.error({}, dead);
      void receiver?.stop();
    },
  });
  const people = createPeople({ api, clock });
  const inHand = createInHand();
  const split = (markdown: string) => chunk(markdown, { max: TEXT_LIMIT, measure });
  const { sender, edits, sessions, respond, received, download, liveText } = createWriting({
    ...deps,
    api,
    split,
    self: known,
  });

  function known(): Self {
    if (!self) throw new ParleyError("platform_failed", "Slack has not been connected to yet");
    return self;
  }

  function receive(handler: Handler): Receiving {
    const intake: Intake = createIntake({
      ...deps,
      self: known(),
      people,
      sessions,
      signal: life.signal,
      process: (event) => app.processEvent(event),
      forms: createForms({ ...deps, api, handler, respond, signal: life.signal }),
      handler: {
        ...handler,
        async accept(event) {
          using _ = inHand.hold(event);
          await handler.accept(event);
        },
      },
      onRevoked: () => api.kill(),
    });
    const common = { clock, log, intake, onAcknowledged: () => deps.probe?.("acknowledged") };
    const { transport } = deps;
    const made: Receiving =
      transport.kind === "socket"
        ? createSocketReceiver({ ...common, requestTicket: createTicketOffice({ ...deps, ...transport }) })
        : { ...createHttpReceiver({ ...common, ...transport }), health: () => ({ state: "connected" }) };
    const { botId, userId } = known();
    const app = new App({
      receiver: made,
      authorize: async () => ({ botToken: deps.botToken, botId, botUserId: userId }),
      // Parley's parser knows its own messages, and the conversation store would keep what nobody reads.
      ignoreSelf: false,
      convoStore: false,
      logger: mutedLogger,
      clientOptions: { slackApiUrl: deps.apiUrl, logger: mutedLogger },
    });
    app.use(({ body }) => intake.accept({ ...body }));
    app.error(async (error) => {
      throw error;
    });
    return made;
  }

  return {
    name: "slack",
    limits: {
      text: TEXT_LIMIT,
      fileBytes: FILE_LIMIT_BYTES,
      editIntervalMs: EDIT_INTERVAL_MS,
      answerIn: "thread",
    },
    async start(handler, signal) {
      signal.addEventListener("abort", () => life.abort(signal.reason), { once: true });
      self = await identify({ api, clock, log }, signal);
      receiver = receive(handler);
      await receiver.start();
      const { state, detail } = receiver.health();
      if (state === "stopped")
        throw new ParleyError("platform_unauthorised", detail ?? "Slack cannot be reached");
    },
    async pause() {
      await receiver?.stop();
    },
    async stop() {
      life.abort(new Error("stopped"));
      await receiver?.stop();
    },
    async publish() {
      // There is no API for it: commands are part of the app's manifest, which a bot token cannot read.
      log.info({}, "Slack takes its commands from the app manifest that `npm run setup` prints");
    },
    health() {
      if (dead !== undefined) return { state: "stopped", detail: dead };
      return receiver?.health() ?? { state: "starting" };
    },
    split,
    async send(place, content, key, signal) {
      const { ts: id } = await sender.send(place, content, key, signal);
      restUnlessRunning(place, content.buttons);
      return { id, nextEditMs: edits.intervalMs() };
    },
    async edit(place, id, content, signal) {
      const { nextEditMs } = await edits.edit(place, id, content, signal);
      restUnlessRunning(place, content.buttons);
      return { nextEditMs };
    },
    remove: (place, id, signal) => edits.remove(place, id, signal),
    respond: (handle, place, person, answer, mayStand, signal) =>
      respond({ handle, place, person, mayStand }, answer, signal),
    received,
    working: (place, note, signal) => sessions.working(place, note, signal),
    download: (file, _place, signal) => download(file, signal),
    async *history(since, _dms, signal) {
      const context = { self: known(), commands };
      const events = readHistory(
        {
          api,
          names: (ids) => people.names(ids, signal),
          read: (message, where, names) =>
            parseStored(message, where, { ...context, names, receivedAt: clock.now() }),
        },
        since,
        signal,
      );
      for await (const event of events) {
        using _ = inHand.hold(event);
        yield event;
      }
    },
    backlog(place, limit, signal) {
      const names = (ids: readonly string[]) => people.names(ids, signal);
      return readBacklog({ api, self: known(), names }, place, limit, inHand.oldest(place), signal);
    },
    async permalink(place, id = place.thread, signal) {
      const team = place.workspace.slice("slack/".length);
      if (id === undefined) return `https://app.slack.com/client/${team}/${place.channel}`;
      const args = { channel: place.channel, message_ts: id };
      const link = text(await api.call("chat.getPermalink", args, "read", signal), "permalink");
      if (!link) throw new ParleyError("platform_failed", "Slack gave no link to a message");
      return link;
    },
    members: createMembers({ api }),
    overhears: () => true,
    linked: readMessageLink,
    async openThread(place, { text: opening, on }, key, signal) {
      // threads do not nest and need not be opened: the first reply begins one
      const { thread: _, ...channel } = place;
      const root = on === undefined ? channel : { ...channel, thread: on };
      const { ts } = await sender.send(root, { text: opening }, key, signal).catch(threadRefused);
      return { ...channel, thread: on ?? ts };
    },
    // Slack has no archive of threads
    closeThread: async () => false,
    liveText,
  };

  /** What carries no Stop is no longer being worked on. */
  function restUnlessRunning(place: Parameters<typeof sessions.rest>[0], buttons: Buttons): void {
    if (!buttons?.some((button) => button.action === "stop")) void sessions.rest(place);
  }
}

/** A branch needs words of Parley's own to hang on, so whoever asked is told what it takes. */
function threadRefused(error: unknown): never {
  if (!isParleyError(error, "place_forbidden")) throw error;
  throw new ParleyError(
    "bad_input",
    "I can't open a thread here: I may not post in this channel. Add me with `/invite @parley`, or ask an admin whether apps may post here, and try again.",
    { cause: error },
  );
}

type Buttons = readonly { action: string }[] | undefined;

/** A bolt receiver that knows how it fares. */
type Receiving = ReturnType<typeof createHttpReceiver> & { health(): PlatformHealth };
