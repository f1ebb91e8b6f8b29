import type { Command, CommandCall, CommandDeps } from "../core/command.ts";
import { isParleyError, ParleyError } from "../core/errors.ts";
import type { Person } from "../core/inbound.ts";
import type { Invitation } from "../core/invitations.ts";
import type { Response } from "../core/platform.ts";
import { code } from "./branch-words.ts";
import { answerInvitation } from "./invite-answer.ts";
import { findPerson, insistChannel, insistShared } from "./shared-words.ts";

const holdsMs = 24 * 60 * 60_000;

export const invite: Command = {
  name: "invite",
  summary: "Bring someone into this shared chat, or give them another role",
  order: "now",
  right: "invite",
  options: [
    { kind: "person", name: "person", summary: "Who; on Slack an e-mail address will do", required: true },
    {
      kind: "choice",
      name: "role",
      summary: "Editors talk with me and merge, viewers read along; editor if left out",
      required: false,
      choices: ["editor", "viewer"].map((value) => ({ name: value, value })),
    },
  ],
  async run(call, deps, signal) {
    if (call.pressed) return answerInvitation(call, call.pressed, deps, signal);
    insistChannel(call);
    insistShared(call);
    const person = await findPerson(call, deps, String(call.options.person), signal);
    const role = (call.options.role ?? "editor") as Invitation["role"];
    if (person.id === call.person.id) return comeBack(call, deps);
    const people = await deps.store.sharing.participants(call.conversation.chat, []);
    const known = people.find((p) => p.person.id === person.id && p.role !== undefined && !p.left);
    if (known?.role === "owner")
      throw new ParleyError(
        "bad_input",
        `${code(person.name)} owns this shared chat. Only they can change that, with \`/share hand-over\`.`,
      );
    if (known) return change(call, person, role, deps);
    // nor does leaving and being invited anew make more of a viewer than the owner did
    if (role !== "viewer" && people.some((p) => p.person.id === person.id && p.role === "viewer"))
      await call.permit("govern");
    return send(call, person, role, deps, signal);
  },
};

/** Whoever left comes back by inviting themselves, if they may invite at all; it gives them nothing they don't have. */
async function comeBack({ place, person, conversation }: CommandCall, { store }: CommandDeps) {
  const found = await store.sharing.at(place, person.id);
  if (!found?.left) throw new ParleyError("bad_input", "You take part in this shared chat already.");
  await store.sharing.comeBack(conversation.chat, person.id);
  return { text: `👋 ${code(person.name)} is back in this shared chat.`, visibility: "all" as const };
}

/** Another role is the owner's to give. */
async function change(
  call: CommandCall,
  person: Person,
  role: Invitation["role"],
  { store }: CommandDeps,
): Promise<Response> {
  await call.permit("govern");
  await store.sharing.setRole(call.conversation.chat, person, role);
  const text = `👥 ${code(person.name)} is now ${role === "editor" ? "an editor" : "a viewer"} of this shared chat.`;
  return { text, visibility: "all" };
}

async function send(
  call: CommandCall,
  person: Person,
  role: Invitation["role"],
  { store, platform }: CommandDeps,
  signal: AbortSignal,
): Promise<Response> {
  const { place, conversation, job, attempt } = call;
  const invitation: Invitation = {
    id: job,
    chat: conversation.chat,
    inviter: call.person,
    person,
    role,
    place,
    expiresAt: call.at + holdsMs,
  };
  try {
    const direct = await platform(place).members.direct(place, person.id, signal);
    await store.invitations.make(invitation);
    const content = { text: wordsOf(invitation), buttons: buttonsOf(invitation) };
    await platform(direct).send(direct, content, { job, part: 0, mayStand: attempt > 1 }, signal);
  } catch (error) {
    if (!isParleyError(error, "place_forbidden")) throw error;
    await store.invitations.withdraw(job);
    throw new ParleyError(
      "bad_input",
      `${code(person.name)} does not let me write to them, so I can't bring the invitation. Ask them to allow direct messages from people of this server, then invite them again.`,
    );
  }
  return {
    text: `✉️ ${code(person.name)} is invited as ${role}. They have 24 hours to answer, and I will tell you what they say.`,
    visibility: "asker",
  };
}

function wordsOf({ inviter, role }: Invitation): string {
  const may = role === "editor" ? "talk with me, branch and merge" : "read along";
  return `✉️ ${code(inviter.name)} invites you to a shared chat with me, as ${role}: you could ${may}. I keep what people say in it. The invitation is for you alone and holds for 24 hours.`;
}

function buttonsOf({ id: job }: Invitation) {
  return [
    { action: "accept", label: "Accept", job },
    { action: "decline", label: "Decline", job },
  ] as const;
}
