import type { Clock } from "../../core/clock.ts";
import type { CommandSpec } from "../../core/command.ts";
import { askForm, opensForm } from "../../core/form.ts";
import type { Inbound, InboundAction, InboundCommand } from "../../core/inbound.ts";
import { type Log, logged } from "../../core/log.ts";
import type { FormAnswer, Handler } from "../../core/platform.ts";
import type { Channels, Packet } from "./channels.ts";
import { renderForm } from "./form.ts";
import type { Interactions } from "./interactions.ts";
import { channelOf } from "./known.ts";
import { parseInteraction, type Typing } from "./parse-interaction.ts";
import { parseDeletes, parseEdit, parseMessage } from "./parse-message.ts";
import { timeOf } from "./snowflake.ts";
import { wait } from "./wait.ts";

export interface IntakeDeps {
  handler: Handler;
  /** To know which of them open a form, and which are chosen in a message's menu. */
  commands: readonly CommandSpec[];
  channels: Channels;
  interactions: Interactions;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

/** Carries what the gateway tells to the core, in order within each channel, and remembers what could not be. */
export interface Intake {
  take(packet: Packet): void;
  /** Hands one event over, again and again for a minute. False: it could not be stored. */
  accept(event: Inbound): Promise<boolean>;
  /** When the newest message that was heard of was written, in milliseconds since the Unix epoch. */
  readonly heardUntil: number | undefined;
  /** The message now being handed over from this channel. */
  inHand(channel: string): string | undefined;
  /** When the oldest message that was not stored was written; asking forgets it. */
  takeMissed(): number | undefined;
}

/** A minute in all. A database that is back is noticed soon after. */
const retryWaitsMs = [500, 1_000, ...Array<number>(29).fill(2_000)];
const memoryText = "I can't reach my memory right now. Please try again in a minute.";

export function createIntake(deps: IntakeDeps): Intake {
  const { handler, commands, channels, interactions, clock, log, signal } = deps;
  const chains = new Map<string, Promise<void>>();
  const hands = new Map<string, string>();
  let heardUntil: number | undefined;
  let missedSince: number | undefined;

  /** The gateway has no way to say "again": what can't be stored now is tried for a while and then caught up with. */
  async function accept(event: Inbound): Promise<boolean> {
    for (const waitMs of [0, ...retryWaitsMs]) {
      try {
        if (waitMs > 0) await wait(clock, waitMs, signal);
        await handler.accept(event);
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        if (waitMs === 0)
          log.warn({ kind: event.kind, ...logged(error) }, "an event from Discord is not stored yet");
      }
    }
    log.error({ kind: event.kind }, "an event from Discord could not be stored");
    return false;
  }

  async function store(event: Inbound): Promise<void> {
    if (await accept(event)) return;
    if (event.kind === "message") missedSince = Math.min(missedSince ?? event.at, event.at);
    if (event.kind === "command" || event.kind === "action") {
      const answer = { text: memoryText, visibility: "asker" } as const;
      await interactions.respond(event.reply, event.place, event.person, answer, false, signal);
    }
  }

  function inOrder(channel: string, task: () => Promise<void>): void {
    const done = (chains.get(channel) ?? Promise.resolve()).then(task).catch((error: unknown) => {
      if (!signal.aborted) log.error(logged(error), "an event from Discord could not be taken in");
    });
    chains.set(channel, done);
    void done.finally(() => {
      if (chains.get(channel) === done) chains.delete(channel);
    });
  }

  function takeMessage(packet: Packet, parse: (payload: unknown) => Inbound[]): void {
    const payload = (packet.d ?? {}) as { id?: string; channel_id?: string; guild_id?: string };
    const channel = String(payload.channel_id);
    if (packet.t === "MESSAGE_CREATE" && /^\d{1,20}$/.test(payload.id ?? "")) {
      heardUntil = Math.max(heardUntil ?? 0, timeOf(payload.id as string));
    }
    inOrder(channel, async () => {
      await channels.ensure(channel, payload.guild_id, signal);
      for (const event of parse(packet.d)) {
        if (event.kind === "message") hands.set(channel, event.id);
        await store(event).finally(() => hands.delete(channel));
      }
    });
  }

  async function suggest(typing: Typing): Promise<void> {
    const { command, option, typed, place, person } = typing;
    const choices = await handler.suggest(command, option, typed, place, person);
    await interactions.suggest(typing.id, typing.token, choices);
  }

  /** A form is the first answer or none, so nothing is stored and nobody is asked to wait until its content is there. */
  async function showForm(event: InboundCommand | InboundAction, asking: Promise<FormAnswer>): Promise<void> {
    const answer = await askForm(asking, clock.now(), deps);
    if (answer.kind === "form") {
      const isOpen = await interactions.open(event.reply, renderForm(answer));
      if (!isOpen) log.warn({}, "a form could not be opened on Discord");
      return;
    }
    interactions.arrived(event.reply);
    const refusal = { text: answer.text, visibility: "asker" } as const;
    await interactions.respond(event.reply, event.place, event.person, refusal, false, signal);
  }

  function takeInteraction(packet: Packet): void {
    const event = parseInteraction(packet.d, channels, commands);
    const told = (what: string) => (error: unknown) => log.warn(logged(error), what);
    switch (event?.kind) {
      case "typing":
        suggest(event).catch(told("suggestions could not be made"));
        return;
      case "stray":
        interactions.acknowledge(event.id, event.token).catch(told("a component could not be acknowledged"));
        return;
      case "command":
        if (opensForm(event, deps.commands)) {
          const asking = handler.form(event.name, event.place, event.person);
          showForm(event, asking).catch(told("a form could not be answered for"));
          return;
        }
        interactions.arrived(event.reply, isLong(event.name));
        inOrder(channelOf(event.place), () => store(event));
        return;
      case "action":
        if (event.action === "open" || event.action === "edit") {
          const asking = handler.formOf(event.action, event.job, event.place, event.person);
          showForm(event, asking).catch(told("a form could not be answered for"));
          return;
        }
        interactions.arrived(event.reply);
        store(event).catch(told("a button could not be taken in"));
    }
  }

  const isLong = (name: string) => commands.find((one) => one.name === name)?.takesLong !== undefined;

  return {
    take(packet) {
      switch (packet.t) {
        case "MESSAGE_CREATE":
          return takeMessage(packet, (payload) => [parseMessage(payload, channels) ?? []].flat());
        case "MESSAGE_UPDATE":
          return takeMessage(packet, (payload) => [parseEdit(payload, channels) ?? []].flat());
        case "MESSAGE_DELETE":
        case "MESSAGE_DELETE_BULK":
          return takeMessage(packet, (payload) => parseDeletes(payload, channels));
        case "INTERACTION_CREATE":
          return takeInteraction(packet);
      }
    },
    accept,
    get heardUntil() {
      return heardUntil;
    },
    inHand: (channel) => hands.get(channel),
    takeMissed() {
      const since = missedSince;
      missedSince = undefined;
      return since;
    },
  };
}
