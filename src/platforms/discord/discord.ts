import type { Clock } from "../../core/clock.ts";
import type { CommandSpec } from "../../core/command.ts";
import type { Place } from "../../core/inbound.ts";
import { type Log, logged } from "../../core/log.ts";
import type { Platform } from "../../core/platform.ts";
import { failure } from "./answer.ts";
import { createApi } from "./api.ts";
import { type Channels, createChannels, type Packet } from "./channels.ts";
import { publishCommands } from "./commands.ts";
import { createEdits, editIntervalMs } from "./edit.ts";
import { downloadFile } from "./files.ts";
import { createGateway } from "./gateway.ts";
import { readBacklog, readHistory } from "./history.ts";
import { createIdentity } from "./identity.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createInteractions } from "./interactions.ts";
import { channelOf } from "./known.ts";
import { createMembers } from "./members.ts";
import { readMessageLink } from "./message-link.ts";
import { openPrivateThread } from "./open-private-thread.ts";
import { openThread } from "./open-thread.ts";
import { renderContent } from "./render.ts";
import { sendOnce } from "./send.ts";
import { watchSilence } from "./silence.ts";
import { maxText, split } from "./text-out.ts";
import { archiveThread } from "./threads.ts";
import { createTypingSigns } from "./typing.ts";

export interface DiscordDeps {
  token: string;
  /** `https://discord.com/api` unless it is a sandbox. The gateway's address comes from there. */
  apiUrl: string;
  clock: Clock;
  log: Log;
  commands: readonly CommandSpec[];
  /** Over all REST calls; what Discord allows every bot when absent. */
  requestsPerSecond?: number;
}

const fileBytes = 10 * 1024 * 1024;
/** Messages may come in a little out of order across channels. */
const overlapMs = 60_000;
const missedAgainMs = 30_000;
/** What may give Parley rights that it was refused before. */
const rightsChange: readonly (string | null)[] = [
  "GUILD_ROLE_UPDATE",
  "GUILD_MEMBER_UPDATE",
  "CHANNEL_UPDATE",
  "THREAD_UPDATE",
];

export function createDiscordPlatform(deps: DiscordDeps): Platform {
  const { clock, log, token } = deps;
  const apiUrl = deps.apiUrl.replace(/\/+$/, "");
  const api = createApi({ ...deps, apiUrl });
  const identity = createIdentity(api);
  const channels: Channels = createChannels(api);
  const edits = createEdits(api);
  const typing = createTypingSigns(api, clock);
  const life = new AbortController();
  const sending = { api, clock, me: async () => channels.me || identity.me(life.signal) };
  const members = createMembers({ api, channels, now: () => clock.now() });
  const interactions = createInteractions({
    api,
    clock,
    log,
    applicationId: () => identity.application(life.signal),
    post: (place, payload, key, signal) => sendOnce(sending, channelOf(place), payload, key, signal),
    edit: edits.edit,
    direct: (place, person, signal) => members.direct(place, person, signal),
  });
  const history = { api, channels, log };
  let intake: Intake | undefined;
  let startedAt = clock.now();
  let dmsOfBefore: readonly string[] = [];
  let heardAt = clock.monotonic();

  const gateway = createGateway({
    token,
    apiUrl,
    clock,
    log,
    onPacket(packet: Packet) {
      heardAt = clock.monotonic();
      channels.learn(packet);
      if (rightsChange.includes(packet.t)) api.breaker.reset();
      intake?.take(packet);
    },
    onGap() {
      void catchUp((intake?.heardUntil ?? startedAt) - overlapMs);
    },
  });

  /** Reads what was not heard or not stored, until it is. */
  async function catchUp(since: number): Promise<void> {
    if (!intake || life.signal.aborted) return;
    try {
      for await (const event of readHistory(history, since, dmsOfBefore, life.signal)) {
        if (!(await intake.accept(event)))
          throw new Error("an event that was caught up with could not be stored");
      }
    } catch (error) {
      if (life.signal.aborted) return;
      log.warn(logged(error), "catching up with Discord failed; trying again");
      clock.timer(missedAgainMs, () => void catchUp(since));
    }
  }

  function watchMissed(): void {
    clock.timer(missedAgainMs, () => {
      const since = intake?.takeMissed();
      if (since !== undefined) void catchUp(since - 1);
      if (!life.signal.aborted) watchMissed();
    });
  }

  async function remove(place: Place, id: string, signal: AbortSignal): Promise<void> {
    const path = `/channels/${channelOf(place)}/messages/${id}` as const;
    const answer = await api.persist({ method: "DELETE", path }, signal);
    const isGone = answer.kind === "refused" && answer.status === 404;
    if (answer.kind !== "ok" && !isGone) throw failure(answer, "delete a message");
  }

  return {
    name: "discord",
    limits: { text: maxText, fileBytes, editIntervalMs, answerIn: "channel" },
    async start(handler, signal) {
      signal.addEventListener("abort", () => life.abort(signal.reason), { once: true });
      startedAt = clock.now();
      intake = createIntake({ ...deps, handler, channels, interactions, signal: life.signal });
      watchMissed();
      await gateway.connect(life.signal);
      const onDeaf = () =>
        void gateway.renew(life.signal).catch((error: unknown) => {
          if (!life.signal.aborted) log.error(logged(error), "Discord could not be connected to anew");
        });
      watchSilence({ api, channels, clock, log, heardAt: () => heardAt, onDeaf }, life.signal);
    },
    pause: () => gateway.close(),
    async stop() {
      life.abort(new Error("Discord was stopped"));
      await gateway.close();
    },
    async publish(commands, signal) {
      const written = await publishCommands(api, await identity.application(signal), commands, signal);
      log.info({ commands: commands.length, written }, "Discord knows the commands");
    },
    health() {
      return api.isAuthorised
        ? gateway.health()
        : { state: "stopped", detail: "Discord does not accept the bot's token" };
    },
    split,
    async send(place, content, key, signal) {
      const id = await sendOnce(sending, channelOf(place), renderContent(content), key, signal);
      return { id, nextEditMs: editIntervalMs };
    },
    edit: edits.edit,
    remove,
    respond: interactions.respond,
    // Discord shows whoever used a command that it is worked on, and words of Parley's own would be its answer
    received: async () => {},
    working: (place, _note, signal) => typing.show(channelOf(place), signal),
    download: (file, place, signal) => downloadFile({ api, apiUrl, fetch }, file, place, signal),
    history(since, dms, signal) {
      dmsOfBefore = dms;
      return readHistory(history, since, dms, signal);
    },
    backlog: (place, limit, signal) =>
      readBacklog(history, place, limit, intake?.inHand(channelOf(place)), signal),
    async permalink(place, id) {
      const guild = place.workspace.slice("discord/".length);
      const to = `https://discord.com/channels/${guild}/${channelOf(place)}`;
      return id === undefined ? to : `${to}/${id}`;
    },
    overhears: () => gateway.seesContent(),
    members,
    linked: (text, place) => readMessageLink(text, place, channels),
    openThread(place, thread, key, signal) {
      const opening = renderContent({ text: thread.text });
      const post = (at: Place) => sendOnce(sending, channelOf(at), opening, key, signal);
      if (thread.private && place.kind !== "dm") {
        const wanted = { ...thread, text: String(opening.body.content), for: thread.private.for, key };
        return openPrivateThread({ ...sending, post }, place, wanted, signal);
      }
      const { typeOf } = channels;
      const remove_ = (at: Place, id: string) => remove(at, id, signal);
      return openThread({ api, me: sending.me, post, remove: remove_, typeOf }, place, thread, signal);
    },
    closeThread: async ({ thread }, signal) =>
      thread !== undefined && archiveThread({ api, log }, thread, signal),
  };
}
