import { authorise } from "./authorise.ts";
import type { Conversation } from "./chat.ts";
import type { Clock } from "./clock.ts";
import type { Command, CommandSpec } from "./command.ts";
import { withCommandsAsTyped } from "./command-words.ts";
import { answerWithinMs } from "./deliver.ts";
import { branchId } from "./ids.ts";
import { inOrder } from "./in-order.ts";
import type { Inbound, InboundAction, InboundCommand, InboundMessage, Place } from "./inbound.ts";
import type { CommandInput, JobInput } from "./job.ts";
import type { Lanes } from "./lanes.ts";
import { type Log, logged } from "./log.ts";
import type { Looks } from "./looks.ts";
import { chosenOn, menuOf } from "./message-menu.ts";
import { accessNow } from "./permit.ts";
import type { Platform } from "./platform.ts";
import { pressedRight } from "./pressed-right.ts";
import type { Probe } from "./probe.ts";
import type { Access, Right } from "./rights.ts";
import type { Arrived, FoundJob, Store, Task } from "./store.ts";
import { titleFrom } from "./title.ts";
import { estimateTokens } from "./tokens.ts";
import type { Waiting } from "./waiting.ts";
import { words } from "./words.ts";

export interface AcceptDeps {
  store: Store;
  lanes: Lanes;
  waiting: Waiting;
  looks: Looks;
  clock: Clock;
  log: Log;
  probe: Probe;
  commands: readonly CommandSpec[];
  command(name: string): Command | undefined;
  platform(place: Place): Platform;
}

/**
 * Durable once it resolves. `missed`: found too late to be answered, with so many others; 0: another one tells of it,
 * and it is kept at most.
 */
export type Accept = (event: Inbound, missed?: number) => Promise<void>;

/** The backlog of a thread opened by hand is fetched while the platform waits for its "received". */
const backlogWithinMs = 2_000;
const backlogMessages = 100;
const askWithinMs = 10_000;

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
      case "stop":
        return acceptStop(event);
      case "opened":
        return;
    }
  }

  async function acceptMessage(message: InboundMessage, missed: number | undefined): Promise<void> {
    probe("received");
    const isKept = message.address === "none" || missed === 0;
    const work = isKept ? await overheard(message, missed) : "turn";
    if (work === undefined || message.author.id === "") return;
    const arrival = {
      message,
      answerIn: deps.platform(message.place).limits.answerIn,
      title: titleFrom(message.text),
      tokens: estimateTokens(message.text),
      work: work === "turn" ? work : undefined,
      look: deps.looks.at(message.place),
      ...(missed ? { missed } : {}),
    } as const;
    let arrived = await store.messages.arrive(arrival, lanes.claim());
    if (arrived.kind === "unknown-place") {
      await makePlace(message.place);
      arrived = await store.messages.arrive(arrival, lanes.claim());
    }
    begin(arrived);
  }

  /**
   * What becomes of a message that is addressed to nobody: undefined for most. In a shared chat it is kept, unless its
   * author left; in a thread that is one of Parley's branches, and where it always answers, it is answered as well.
   */
  async function overheard(
    message: InboundMessage,
    missed: number | undefined,
  ): Promise<"turn" | "keep" | undefined> {
    const { place, author: person } = message;
    // without the right to read along, a platform sends the message without its words
    if (message.text === "" && message.files.length === 0) return undefined;
    const found = await store.sharing.at(place, person.id);
    if (!found) return undefined;
    const { standing, left } = found;
    const facts = { person, place, standing, access: "write" } as const;
    const inBranch = place.thread !== undefined;
    if (authorise({ kind: "overheard", inBranch, left }, facts).kind !== "granted") return undefined;
    const isFresh = missed === undefined && deps.clock.now() - message.at <= answerWithinMs;
    const isWanted = inBranch || standing.settings.answers === "always";
    const mayAsk = authorise({ kind: "message" }, facts).kind === "granted";
    return isFresh && isWanted && mayAsk ? "turn" : "keep";
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
    const isPrivate = await platform.members.isPrivate(place, signal);
    await store.chats.adopt(place, titleFrom(backlog[0]?.text ?? "thread"), backlog, isPrivate);
  }

  async function newConversationAt(place: Place): Promise<Conversation> {
    await makePlace(place);
    const made = await store.chats.find(place);
    if (!made) throw new Error("a place that was just made is not there");
    return made;
  }

  /** Whether the person may is decided when the command is done, and told as its answer. */
  async function acceptCommand(event: InboundCommand): Promise<void> {
    probe("received");
    const command = deps.command(event.name);
    const { place } = event;
    if (!command) return;
    const { kind: _, ...call } = event;
    const known = await store.chats.find(place);
    // a form says itself where it belongs: of a place that nobody has spoken in yet, only who can see it is believed
    if (!known && (await accessFor(event, command.right)) === "none") return tell(event, words.notFound);
    const conversation = known ?? (await newConversationAt(place));
    const key = `command/${place.workspace}/${place.channel}/${event.reply.id}`;
    const input: JobInput = { kind: "command", command: call };
    const beside = command.order === "now";
    begin(await store.jobs.enqueue({ key, conversation, input, beside }, lanes.claim()));
  }

  /** What a button does later is decided then once more: here, under a command's answer, only what is known by itself. */
  async function acceptAction(event: InboundAction): Promise<void> {
    const { person, place, action } = event;
    if (action === "accept" || action === "decline") return acceptInvitation(event);
    const job = await store.jobs.find(event.job, place);
    if (!job) return tell(event, words.buttonGone);
    const command = job.input.kind === "command" ? deps.command(job.input.command.name) : undefined;
    const right = pressedRight(action, command);
    const standing = await store.sharing.standing(job.chat, person.id);
    // of an answer there is one redo only: whoever may not have it must not use it up
    const access = job.input.kind === "turn" ? await accessFor(event) : (event.access ?? "write");
    const act = { kind: "press", action, job, right } as const;
    const first = authorise(act, { person, place, standing, access });
    // why not is told only to who can see the place
    const isUnsure = first.kind === "refused" && job.input.kind === "command";
    const verdict = isUnsure
      ? authorise(act, { person, place, standing, access: await accessFor(event, right) })
      : first;
    if (verdict.kind !== "granted")
      return tell(event, verdict.kind === "refused" ? verdict.text : words.buttonGone);
    if (job.input.kind === "command") return acceptPress(event, job, job.input);
    if (action === "stop") return lanes.cancel(await store.jobs.cancel({ job: job.id }));
    if (action === "branch") return acceptOnAnswer(event, job, action);
    if (action !== "regenerate" && action !== "continue") return;
    const { missed: _missed, access: _access, ...asked } = job.input;
    const input: JobInput = {
      ...asked,
      person,
      askedAt: deps.clock.now(),
      redo: { action, of: job.id },
      access,
    };
    const task: Task = { key: `${event.action}/${job.id}`, conversation: laneOf(job, place), input };
    if (job.message) task.message = job.message;
    const arrived = await store.jobs.enqueue(task, lanes.claim());
    if (arrived.kind === "duplicate") return tell(event, words.alreadyAsked);
    begin(arrived);
  }

  /** What is done at once, or once only, is asked about at once. */
  async function accessFor({ place, person, access, at }: Stopping, right: Right = "talk"): Promise<Access> {
    const proof = { access, at: at ?? deps.clock.now(), waited: false };
    const asking = { platform: deps.platform(place), clock: deps.clock };
    return accessNow(right, { place, person, proof }, asking, AbortSignal.timeout(askWithinMs));
  }

  async function acceptStop(event: Stopping): Promise<void> {
    const { place, person } = event;
    const found = await store.sharing.at(place, person.id);
    if (!found) return;
    const facts = { person, place, standing: found.standing, access: await accessFor(event) };
    if (authorise({ kind: "stop" }, facts).kind !== "granted") return;
    lanes.cancel(await store.jobs.cancel({ lane: found.conversation.branch }));
  }

  /** The answer belongs to the chat that it brings the person into, and waits for nothing there. */
  async function acceptInvitation(event: InboundAction): Promise<void> {
    const { person, place, reply, at, action } = event;
    if (action !== "accept" && action !== "decline") return;
    const invitation = await store.invitations.read(event.job);
    const standing = { shared: true, role: undefined, settings: {} };
    const facts = { person, place, standing, access: event.access ?? "write" } as const;
    const verdict = authorise({ kind: "invitation", invitation }, facts);
    if (!invitation || verdict.kind !== "granted") return tell(event, words.buttonGone);
    const { workspace } = invitation.place;
    const conversation = { workspace, chat: invitation.chat, branch: branchId(invitation.id), settings: {} };
    const command = { place, person, name: "invite", options: {}, reply, at };
    const input: JobInput = { kind: "command", command, pressed: { action, of: invitation.id } };
    const key = `invitation/${invitation.id}/${reply.id}`;
    begin(await store.jobs.enqueue({ key, conversation, input, beside: true }, lanes.claim()));
  }

  /** Yes and no are one answer, given once; each press of the others is answered, also if one was refused before. */
  async function acceptPress(event: InboundAction, job: FoundJob, asked: CommandInput): Promise<void> {
    const { person, place, reply, at } = event;
    const action = underCommands.find((one) => one === event.action);
    if (!action) return;
    const isOften = action !== "confirm" && action !== "along" && action !== "cancel";
    const key = isOften ? `${action}/${job.id}/${reply.id}` : `answer/${job.id}`;
    const { access: _, ...before } = asked.command;
    const access = event.access ? { access: event.access } : {};
    const command = { ...before, ...access, person, place, reply, at };
    const input: JobInput = { kind: "command", command, pressed: { action, of: job.id } };
    // what ran beside its branch has a lane of its own, in which nothing else runs
    const beside = deps.command(asked.command.name)?.order === "now";
    const task = { key, conversation: laneOf(job, place), input, beside };
    const arrived = await store.jobs.enqueue(task, lanes.claim());
    if (arrived.kind === "duplicate") return tell(event, words.alreadyAsked);
    begin(arrived);
  }

  /** A button under an answer that stands for a command of the message menu, used on that answer. */
  async function acceptOnAnswer(event: InboundAction, job: FoundJob, action: "branch"): Promise<void> {
    const { person, place, reply, at, message } = event;
    const [command] = menuOf([deps.command(action) ?? []].flat());
    if (!command) return tell(event, words.buttonGone);
    const call = { ...chosenOn(command, message, []), person, place, reply, at };
    const input: JobInput = { kind: "command", command: call, pressed: { action, of: job.id } };
    const conversation = { workspace: place.workspace, chat: job.chat, branch: job.lane, settings: {} };
    // each press is answered: the command itself knows what an earlier one has made
    const key = `${action}/${job.id}/${reply.id}`;
    begin(await store.jobs.enqueue({ key, conversation, input }, lanes.claim()));
  }

  /** A refusal is a courtesy: it is not kept, and whoever misses it presses again. */
  async function tell(event: Pick<InboundAction, "place" | "person" | "reply">, text: string): Promise<void> {
    const shown = withCommandsAsTyped(text, event.place, deps.commands);
    const answer = { text: shown, visibility: "asker" } as const;
    const platform = deps.platform(event.place);
    platform
      .respond(event.reply, event.place, event.person, answer, false, AbortSignal.timeout(10_000))
      .catch((error: unknown) => deps.log.warn(logged(error), "a refusal could not be shown"));
  }

  return accept;
}

/** Buttons that a command answers. */
const underCommands = ["confirm", "along", "cancel", "undo", "without", "again", "vary"] as const;

interface Stopping extends Pick<InboundAction, "place" | "person" | "access"> {
  at?: number;
}

function laneOf(job: FoundJob, { workspace }: Place): Conversation {
  return { workspace, chat: job.chat, branch: job.lane, settings: {} };
}

/** Events of one conversation are stored in the order in which they came. */
function laneKey(place: Place, id: string): string {
  return `${place.workspace}/${place.channel}/${place.thread ?? (place.platform === "slack" ? id : "")}`;
}
