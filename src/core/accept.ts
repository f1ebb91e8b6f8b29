import { authorise } from "./authorise.ts";
import type { Conversation } from "./chat.ts";
import type { Clock } from "./clock.ts";
import type { Command } from "./command.ts";
import { firstLook } from "./context.ts";
import { inOrder } from "./in-order.ts";
import type { Inbound, InboundAction, InboundCommand, InboundMessage, Place } from "./inbound.ts";
import type { CommandInput, JobInput } from "./job.ts";
import type { Lanes } from "./lanes.ts";
import { type Log, logged } from "./log.ts";
import { chosenOn, menuOf } from "./message-menu.ts";
import type { Platform } from "./platform.ts";
import type { Probe } from "./probe.ts";
import type { Arrived, FoundJob, Store, Task } from "./store.ts";
import { titleFrom } from "./title.ts";
import { estimateTokens } from "./tokens.ts";
import type { Waiting } from "./waiting.ts";
import { words } from "./words.ts";

export interface AcceptDeps {
  store: Store;
  lanes: Lanes;
  waiting: Waiting;
  clock: Clock;
  log: Log;
  probe: Probe;
  command(name: string): Command | undefined;
  platform(place: Place): Platform;
}

/** Durable once it resolves. `missed`: found too late to be answered, with so many others. */
export type Accept = (event: Inbound, missed?: number) => Promise<void>;

/** The backlog of a thread opened by hand is fetched while the platform waits for its "received". */
const backlogWithinMs = 2_000;
const backlogMessages = 100;

export function createAccept(deps: AcceptDeps): Accept {
  const { store, lanes, probe } = deps;
  const queue = inOrder();

  async function accept(event: Inbound, missed?: number): Promise<void> {
    switch (event.kind) {
      case "message":
        return queue(laneKey(event.place, event.id), () => acceptMessage(event, missed));
      case "edited":
        return store.messages.edit(
          event.place,
          event.id,
          event.text,
          estimateTokens(event.text),
          event.at,
          event.address !== "none",
        );
      case "deleted":
        return lanes.cancel(await store.messages.remove(event.place, event.id));
      case "command":
        return queue(laneKey(event.place, event.reply.id), () => acceptCommand(event));
      case "action":
        return acceptAction(event);
      case "stop": {
        const conversation = await store.chats.find(event.place);
        if (conversation) lanes.cancel(await store.jobs.cancel({ lane: conversation.branch }));
        return;
      }
      case "opened":
        return;
    }
  }

  async function acceptMessage(message: InboundMessage, missed: number | undefined): Promise<void> {
    probe("received");
    if (message.address === "none" && !(await concernsUs(message))) return;
    if (authorise({ kind: "ask", person: message.author, place: message.place }).kind !== "granted") return;
    const arrival = {
      message,
      answerIn: deps.platform(message.place).limits.answerIn,
      title: titleFrom(message.text),
      tokens: estimateTokens(message.text),
      work: "turn",
      look: firstLook,
      ...(missed === undefined ? {} : { missed }),
    } as const;
    let arrived = await store.messages.arrive(arrival, lanes.claim());
    if (arrived.kind === "unknown-place") {
      await makePlace(message.place);
      arrived = await store.messages.arrive(arrival, lanes.claim());
    }
    begin(arrived);
  }

  /** In a thread that is one of Parley's branches everything is meant for it. */
  async function concernsUs(message: InboundMessage): Promise<boolean> {
    return message.place.thread !== undefined && (await store.chats.find(message.place)) !== undefined;
  }

  function begin(arrived: Arrived): void {
    if (arrived.kind === "running" || arrived.kind === "queued") probe("accepted");
    if (arrived.kind === "running") lanes.run(arrived.job);
    if (arrived.kind === "queued") {
      deps.waiting.queued(arrived.lane);
      // the lane may have become idle while this was being stored
      void lanes.sweepSoon();
    }
  }

  async function makePlace(place: Place): Promise<void> {
    const { thread, ...channel } = place;
    await store.chats.open(channel);
    if (thread === undefined || (await store.chats.find(place))) return;
    const platform = deps.platform(place);
    const signal = AbortSignal.timeout(backlogWithinMs);
    const backlog = await platform.backlog(place, backlogMessages, signal).catch((error: unknown) => {
      deps.log.warn(
        { platform: place.platform, ...logged(error) },
        "a thread's earlier messages could not be read",
      );
      return [];
    });
    await store.chats.adopt(place, titleFrom(backlog[0]?.text ?? "thread"), backlog);
  }

  async function conversationAt(place: Place): Promise<Conversation> {
    const found = await store.chats.find(place);
    if (found) return found;
    await makePlace(place);
    const made = await store.chats.find(place);
    if (!made) throw new Error("a place that was just made is not there");
    return made;
  }

  async function acceptCommand(event: InboundCommand): Promise<void> {
    probe("received");
    const command = deps.command(event.name);
    const { person, place } = event;
    if (!command || authorise({ kind: "command", person, place, command: event.name }).kind !== "granted")
      return;
    const { kind: _, ...call } = event;
    const conversation = await conversationAt(place);
    const key = `command/${place.workspace}/${place.channel}/${event.reply.id}`;
    const input: JobInput = { kind: "command", command: call };
    begin(
      await store.jobs.enqueue({ key, conversation, input, beside: command.order === "now" }, lanes.claim()),
    );
  }

  async function acceptAction(event: InboundAction): Promise<void> {
    const { person, place } = event;
    const job = await store.jobs.find(event.job, place);
    const { action } = event;
    if (!job || authorise({ kind: "press", person, place, action, job }).kind !== "granted")
      return tell(event, words.buttonGone);
    if (job.input.kind === "command") return acceptPress(event, job, job.input);
    if (action === "stop") return lanes.cancel(await store.jobs.cancel({ job: job.id }));
    if (action === "branch") return acceptOnAnswer(event, job, action);
    if (action !== "regenerate" && action !== "continue") return;
    const conversation = { workspace: place.workspace, chat: job.chat, branch: job.lane, settings: {} };
    const { missed: _, ...asked } = job.input;
    const input: JobInput = {
      ...asked,
      person,
      askedAt: deps.clock.now(),
      redo: { action, of: job.id },
    };
    const task: Task = { key: `${event.action}/${job.id}`, conversation, input };
    if (job.message) task.message = job.message;
    const arrived = await store.jobs.enqueue(task, lanes.claim());
    if (arrived.kind === "duplicate") return tell(event, words.alreadyAsked);
    begin(arrived);
  }

  /** Yes and no are one answer, given once; what can be undone can be undone again later, should it be refused now. */
  async function acceptPress(event: InboundAction, job: FoundJob, asked: CommandInput): Promise<void> {
    const { person, place, reply, at, action } = event;
    if (action !== "confirm" && action !== "cancel" && action !== "undo") return;
    const key = action === "undo" ? `undo/${job.id}/${reply.id}` : `answer/${job.id}`;
    const command = { ...asked.command, person, place, reply, at };
    const input: JobInput = { kind: "command", command, pressed: { action, of: job.id } };
    const conversation = { workspace: place.workspace, chat: job.chat, branch: job.lane, settings: {} };
    const arrived = await store.jobs.enqueue({ key, conversation, input }, lanes.claim());
    if (arrived.kind === "duplicate") return tell(event, words.alreadyAsked);
    begin(arrived);
  }

  /** A button under an answer that stands for a command of the message menu, used on that answer. */
  async function acceptOnAnswer(event: InboundAction, job: FoundJob, action: "branch"): Promise<void> {
    const { person, place, reply, at, message } = event;
    const [command] = menuOf([deps.command(action) ?? []].flat());
    if (!command) return tell(event, words.buttonGone);
    const call = { ...chosenOn(command, message), person, place, reply, at };
    const input: JobInput = { kind: "command", command: call, pressed: { action, of: job.id } };
    const conversation = { workspace: place.workspace, chat: job.chat, branch: job.lane, settings: {} };
    // each press is answered: the command itself knows what an earlier one has made
    const key = `${action}/${job.id}/${reply.id}`;
    begin(await store.jobs.enqueue({ key, conversation, input }, lanes.claim()));
  }

  /** A refusal is a courtesy: it is not kept, and whoever misses it presses again. */
  async function tell(event: InboundAction, text: string): Promise<void> {
    const answer = { text, visibility: "asker" } as const;
    const platform = deps.platform(event.place);
    platform
      .respond(event.reply, event.place, event.person, answer, AbortSignal.timeout(10_000))
      .catch((error: unknown) => deps.log.warn(logged(error), "a refusal could not be shown"));
  }

  return accept;
}

/** Events of one conversation are stored in the order in which they came. */
function laneKey(place: Place, id: string): string {
  return `${place.workspace}/${place.channel}/${place.thread ?? (place.platform === "slack" ? id : "")}`;
}
