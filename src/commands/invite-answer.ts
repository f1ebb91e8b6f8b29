import { authorise } from "../core/authorise.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { isParleyError, ParleyError } from "../core/errors.ts";
import type { Invitation } from "../core/invitations.ts";
import type { Pressed } from "../core/job.ts";
import type { Response } from "../core/platform.ts";
import { words } from "../core/words.ts";
import { code } from "./branch-words.ts";

/** The invited person's answer. One that can't be given any more is told in the words of one that never could be. */
export async function answerInvitation(
  call: CommandCall,
  { action, of }: Pressed,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<Response> {
  const { store } = deps;
  const answer = action === "accept" ? "accepted" : "declined";
  const found = await store.invitations.read(of);
  if (!found || !(await mayStillInvite(found, deps, signal))) throw gone();
  if (!(await isStillHere(found, deps, signal))) throw gone();
  const { job: by, at: now } = call;
  const invitation = await store.invitations.answer({ id: of, person: call.person.id, answer, by, now });
  if (!invitation) throw gone();
  const { inviter, person, role, place } = invitation;
  const settled = closed(invitation, answer);
  if (answer === "declined") {
    await tellInviter(call, invitation, `${code(person.name)} declined your invitation.`, deps, signal);
    return { text: `You declined. ${code(inviter.name)} is told.`, settled, visibility: "asker" };
  }
  const platform = deps.platform(place);
  const isIn = await platform.members.add(place, person.id, signal);
  const link = await platform.permalink(place, undefined, signal);
  const told = isIn
    ? `${code(person.name)} accepted your invitation and is in [the shared chat](${link}) as ${role}.`
    : `${code(person.name)} accepted your invitation as ${role}, but I can't add people to [that channel](${link}): please add them yourself.`;
  await tellInviter(call, invitation, told, deps, signal);
  const text = isIn
    ? `Welcome! You are in [the shared chat](${link}) as ${role}.`
    : `You are in as ${role}, but I can't open [the channel](${link}) to you myself. I have asked ${code(inviter.name)} to add you.`;
  return { text, settled, visibility: "asker" };
}

/** What the invitation says from now on. */
function closed({ inviter, role }: Invitation, answer: "accepted" | "declined"): string {
  return `✉️ ${code(inviter.name)} invited you to a shared chat with me, as ${role}. You ${answer}.`;
}

/** An invitation is worth as much as its inviter's right, now and not then. */
async function mayStillInvite(
  { chat, inviter, place }: Invitation,
  { store, platform }: CommandDeps,
  signal: AbortSignal,
): Promise<boolean> {
  const standing = await store.sharing.standing(chat, inviter.id);
  const access = await platform(place).members.access(place, inviter.id, signal);
  const facts = { person: inviter, place, standing, access };
  return standing.shared && authorise({ kind: "command", right: "invite" }, facts).kind === "granted";
}

/** Whoever left the workspace since has nothing to come into. */
async function isStillHere(
  { person, place }: Invitation,
  { platform }: CommandDeps,
  signal: AbortSignal,
): Promise<boolean> {
  return (await platform(place).members.find(place, person.id, signal)) !== undefined;
}

/** Alone if they let it, else where they invited. */
async function tellInviter(
  { job, attempt }: CommandCall,
  { inviter, place }: Invitation,
  text: string,
  { platform }: CommandDeps,
  signal: AbortSignal,
): Promise<void> {
  const key = { job, part: 1, mayStand: attempt > 1 };
  try {
    const direct = await platform(place).members.direct(place, inviter.id, signal);
    await platform(direct).send(direct, { text }, key, signal);
  } catch (error) {
    if (!isParleyError(error, "place_forbidden")) throw error;
    await platform(place).send(place, { text }, key, signal);
  }
}

const gone = () => new ParleyError("not_found", words.buttonGone);
