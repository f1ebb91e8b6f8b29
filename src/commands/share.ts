import type { Command, CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { Response } from "../core/platform.ts";
import { code } from "./branch-words.ts";
import { findPerson, insistChannel, insistShared } from "./shared-words.ts";

export const share: Command = {
  name: "share",
  summary: "Make this channel a shared chat: I follow the whole conversation; end it, or hand it over",
  order: "now",
  right: "govern",
  options: [
    {
      kind: "choice",
      name: "action",
      summary: "On if left out; off ends it; hand-over gives it to someone else",
      required: false,
      choices: ["on", "off", "hand-over"].map((value) => ({ name: value, value })),
    },
    { kind: "person", name: "person", summary: "Who is to own it, for hand-over", required: false },
  ],
  async run(call, deps, signal) {
    insistChannel(call);
    if (call.place.thread !== undefined)
      throw new ParleyError(
        "bad_input",
        "It is the whole channel that is shared, so use this in the channel itself, where everyone sees it.",
      );
    const { action = "on" } = call.options;
    if (action === "hand-over") return handOver(call, deps, signal);
    return action === "off" ? off(call, deps) : on(call, deps, signal);
  },
};

async function on(call: CommandCall, deps: CommandDeps, signal: AbortSignal): Promise<Response> {
  const { place, person, conversation } = call;
  const platform = deps.platform(place);
  const { fresh, owner } = await deps.store.sharing.share(conversation.chat, person);
  // an earlier attempt may have done it and not come to say so
  const isDone = !fresh && !(call.attempt > 1 && owner.id === person.id);
  if (isDone)
    return {
      text: `This is a shared chat already; ${code(owner.name)} owns it. \`/who\` tells more.`,
      visibility: "asker",
    };
  const link = await platform.permalink(place, undefined, signal);
  const answers =
    conversation.settings.answers === "always"
      ? "I answer everything that is said in it."
      : "I answer when I am addressed, as before.";
  const lines = [
    `👥 [This channel](${link}) is a **shared chat** now, owned by ${code(owner.name)}.`,
    `From now on I keep **everything that people say in this channel**, not only what is said to me, so that I can follow the conversation. ${answers}`,
    "To be left out, use `/leave`. What you delete, I forget. The owner ends all of it with `/share off`, and `/settings`, `/invite` and `/who` do what they say.",
    platform.overhears()
      ? undefined
      : "⚠️ Discord does not let me read messages that don't mention me: the Message Content intent is off. Until whoever runs me allows it, I follow only what is said to me.",
  ];
  return { text: lines.filter((line) => line !== undefined).join("\n\n"), visibility: "all" };
}

async function off(call: CommandCall, { store }: CommandDeps): Promise<Response> {
  const was = await store.sharing.unshare(call.conversation.chat);
  if (!was && call.attempt === 1) insistShared({ standing: { ...call.standing, shared: false } });
  return {
    text: `👤 ${code(call.person.name)} ended this shared chat. From now on I keep only what is said to me. What was said so far stays until it is deleted, and \`/new\` starts afresh.`,
    visibility: "all",
  };
}

async function handOver(call: CommandCall, deps: CommandDeps, signal: AbortSignal): Promise<Response> {
  insistShared(call);
  const { place, person, conversation, options } = call;
  if (options.person === undefined) throw new ParleyError("bad_input", "Who is to own this shared chat?");
  const to = await findPerson(call, deps, String(options.person), signal);
  const access = await deps.platform(place).members.access(place, to.id, signal);
  if (access === "none" || access === "read")
    throw new ParleyError(
      "bad_input",
      `${code(to.name)} can't write in this channel. Add them to it first, then hand it over.`,
    );
  if (to.id === person.id) throw new ParleyError("bad_input", "You own it already.");
  await deps.store.sharing.handOver(conversation.chat, person.id, to);
  return {
    text: `👥 ${code(person.name)} handed this shared chat over: ${code(to.name)} owns it now.`,
    visibility: "all",
  };
}
