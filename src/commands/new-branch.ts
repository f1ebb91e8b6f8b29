import type { Fork, Forked } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { isParleyError, ParleyError } from "../core/errors.ts";
import { type BranchId, branchId } from "../core/ids.ts";
import type { Place } from "../core/inbound.ts";
import type { Response } from "../core/platform.ts";
import { code } from "./branch-words.ts";

/** Where a new branch begins. */
export interface Beginning {
  fork: Pick<Fork, "from" | "before" | "at" | "name" | "numbered">;
  /** The message that was named, on which its thread hangs if none hangs there yet. */
  message?: { place: Place; id: string };
  /** What it goes on from, in Markdown: said in its thread. */
  origin(): Promise<string>;
  /** Said where there is nothing to fork any more. */
  gone: string;
}

/**
 * Forks, opens the branch's thread and tells where it is. One branch for each command, and for each answer that a
 * button stands under, however often it is pressed or tried.
 * @throws ParleyError `bad_input` where the name is taken or the beginning is gone.
 */
export async function newBranch(
  call: CommandCall,
  beginning: Beginning,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<Response> {
  const { fork, message } = beginning;
  const id = branchId(call.pressed?.of ?? call.job);
  const { chat } = call.conversation;
  const forked = await deps.store.branches.fork({ ...fork, id, chat, by: call.person });
  if (forked.kind === "taken")
    throw new ParleyError(
      "bad_input",
      `There is a branch ${code(fork.name)} already. Please choose another name.`,
    );
  if (forked.kind === "gone") throw new ParleyError("bad_input", beginning.gone);
  const place = await placeOf(call, deps, id, forked, beginning, signal);
  const text = await announcement(call, deps, forked.name, place, signal);
  if (!forked.opening && call.attempt === 1)
    return { text: `${text} It was branched here before.`, visibility: "asker" };
  // of what comes out of a private thread only those hear who are in it
  const isKnown = !forked.isPrivate || !message || message.place.thread === call.place.thread;
  return { text, visibility: isKnown ? "all" : "asker" };
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
  { message, origin }: Beginning,
  signal: AbortSignal,
): Promise<Place | undefined> {
  const { thread: _, ...channel } = call.place;
  if (!forked.opening) return forked.thread === undefined ? undefined : { ...channel, thread: forked.thread };
  try {
    // what comes out of a private thread is for no more people than that
    const { isPrivate, name } = forked;
    const on = message && message.place.thread === undefined && !isPrivate ? message.id : undefined;
    const isFree = on !== undefined && !(await store.chats.find({ ...channel, thread: on }));
    const place = await platform(channel).openThread(
      call.place,
      {
        title: name,
        text: `🌿 ${code(name)} goes on from ${await origin()}. Whatever is said in this thread stays in it. (Branched by ${code(call.person.name)}.)`,
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
