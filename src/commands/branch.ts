import { branchName } from "../core/branch-name.ts";
import type { Forked, Located } from "../core/branches.ts";
import type { Command, CommandCall, CommandDeps } from "../core/command.ts";
import { isParleyError, ParleyError } from "../core/errors.ts";
import { type BranchId, branchId } from "../core/ids.ts";
import type { Place } from "../core/inbound.ts";
import { titleFrom } from "../core/title.ts";
import { branchVerb } from "./branch-verb.ts";
import { code } from "./branch-words.ts";
import { branches } from "./branches.ts";
import { readableBranches } from "./find-branch.ts";

export const branch: Command = {
  name: "branch",
  summary: "Go on from here in a thread of its own; this conversation stays as it is",
  order: "lane",
  right: "talk",
  menu: { label: "Branch from here", option: "from" },
  options: [
    { kind: "text", name: "name", summary: "The branch's name, from the topic if left out", required: false },
    { kind: "text", name: "from", summary: "The message to branch from: its link or id", required: false },
  ],
  async run(call, deps, signal) {
    const verb = await branchVerb(call, deps, signal);
    if (verb) return branches.run({ ...call, options: verb }, deps, signal);
    // only of a deletion is a question asked
    if (call.pressed && call.pressed.action !== "branch")
      return { text: "", settled: "That branch is not there any more.", visibility: "asker" };
    const { name, link } = readOptions(call);
    const linked = link === undefined ? undefined : await locate(call, deps, link, signal);
    // one branch for each answer that the button stands under
    const id = branchId(call.pressed?.of ?? call.job);
    const forked = await deps.store.branches.fork({
      id,
      chat: call.conversation.chat,
      from: linked?.located.branch ?? call.conversation.branch,
      ...(linked ? { at: linked.located.message } : {}),
      name: name ?? (await topic(call, deps, linked)),
      numbered: name === undefined,
      by: call.person,
    });
    if (forked.kind === "taken")
      throw new ParleyError(
        "bad_input",
        `There is a branch ${code(name ?? "")} already. Please choose another name.`,
      );
    if (forked.kind === "gone")
      throw new ParleyError("bad_input", "That message is not in this conversation.");
    const place = await placeOf(call, deps, id, forked, linked, signal);
    if (!forked.opening && call.attempt === 1) {
      const text = await announcement(call, deps, forked.name, place, signal);
      return { text: `${text} It was branched here before.`, visibility: "asker" };
    }
    // of what comes out of a private thread only those hear who are in it
    const isKnown = !forked.isPrivate || !linked || linked.place.thread === call.place.thread;
    const text = await announcement(call, deps, forked.name, place, signal);
    return { text, visibility: isKnown ? "all" : "asker" };
  },
};

/** Typed as words, the link comes last and so at the end of the name. */
function readOptions({ options }: CommandCall): { name: string | undefined; link: string | undefined } {
  const given = String(options.name ?? "");
  const tail = /(?:^|\s)<?(https?:\/\/\S+?)>?\s*$/.exec(given);
  const link = options.from === undefined ? tail?.[1] : String(options.from);
  const before = tail && options.from === undefined ? given.slice(0, tail.index) : given;
  const rest = before.trim().replace(/^["“](.*)["”]$/s, "$1");
  return { name: rest.trim() === "" ? undefined : branchName(rest), link };
}

interface Linked {
  place: Place;
  id: string;
  located: Located;
}

async function locate(
  call: CommandCall,
  deps: CommandDeps,
  link: string,
  signal: AbortSignal,
): Promise<Linked> {
  const linked = deps.platform(call.place).linked(link, call.place);
  const located =
    linked && (await deps.store.branches.locate(linked.place, linked.id, call.conversation.branch));
  const isReadable =
    located && (await readableBranches(call, deps, signal)).some((b) => b.id === located.branch);
  if (linked && isReadable) return { ...linked, located };
  throw new ParleyError(
    "bad_input",
    "I don't know that message: it has to be one of this channel that was said to me or by me.",
  );
}

/** An answer's first words say little; what was asked says what it is about. */
async function topic(
  { conversation }: CommandCall,
  { store }: CommandDeps,
  linked: Linked | undefined,
): Promise<string> {
  const { branch = conversation.branch, message } = linked?.located ?? {};
  return titleFrom((await store.branches.topic(branch, message)) ?? "branch");
}

/**
 * Opens the branch's thread unless an earlier attempt has done so. Whichever of thread and branch a crash left
 * alone, the next attempt finds it and completes it; what can't be completed is taken back.
 */
async function placeOf(
  call: CommandCall,
  { store, platform }: CommandDeps,
  id: BranchId,
  forked: Forked & { kind: "forked" },
  linked: Linked | undefined,
  signal: AbortSignal,
): Promise<Place | undefined> {
  const { thread: _, ...channel } = call.place;
  if (!forked.opening) return forked.thread === undefined ? undefined : { ...channel, thread: forked.thread };
  try {
    // what comes out of a private thread is for no more people than that
    const { isPrivate } = forked;
    const on = linked && linked.place.thread === undefined && !isPrivate ? linked.id : undefined;
    const isFree = on !== undefined && !(await store.chats.find({ ...channel, thread: on }));
    const text = await origin(call, { platform }, forked.name, linked, signal);
    const place = await platform(channel).openThread(
      call.place,
      {
        title: forked.name,
        text,
        ...(isFree ? { on } : {}),
        ...(isPrivate ? { private: { for: call.person } } : {}),
      },
      { job: call.job, part: 0, mayStand: call.attempt > 1, since: call.at },
      signal,
    );
    await store.branches.opened(id, place?.thread);
    return place;
  } catch (error) {
    // a store that is away or a shutdown leaves it to the next attempt
    const goesOn = signal.aborted || (isParleyError(error, "store_failed") && error.retryable);
    if (!goesOn) await store.branches.abandon(id);
    throw error;
  }
}

async function origin(
  { place, person }: CommandCall,
  { platform }: Pick<CommandDeps, "platform">,
  name: string,
  linked: Linked | undefined,
  signal: AbortSignal,
): Promise<string> {
  const thread = place.thread === undefined ? undefined : { place, id: place.thread };
  const at = linked ?? thread;
  const link = at && (await platform(place).permalink(at.place, at.id, signal));
  const from = link ? `[this message](${link})` : "what was said last in this channel";
  return `🌿 ${code(name)} goes on from ${from}. Whatever is said in this thread stays in it. (Branched by ${code(person.name)}.)`;
}

async function announcement(
  { place: here }: CommandCall,
  { platform }: CommandDeps,
  name: string,
  place: Place | undefined,
  signal: AbortSignal,
): Promise<string> {
  if (!place?.thread)
    return `🌿 ${code(name)} is there. Go on with it here: \`/switch ${name.replaceAll("`", "'")}\`.`;
  const link = await platform(here).permalink(place, place.thread, signal);
  return `🌿 ${code(name)} goes on in [a thread of its own](${link}).`;
}
