import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { Person } from "../core/inbound.ts";

/**
 * The person of this workspace that is meant.
 * @throws ParleyError `bad_input` that says how to name one.
 */
export async function findPerson(
  { place }: Pick<CommandCall, "place">,
  { platform }: Pick<CommandDeps, "platform">,
  who: string,
  signal: AbortSignal,
): Promise<Person> {
  const found = await platform(place).members.find(place, who, signal);
  if (found) return found;
  const others = place.platform === "slack" ? "mention them, or give their e-mail address" : "mention them";
  throw new ParleyError("bad_input", `I don't know anyone here by that: ${others}. Bots can't take part.`);
}

/** @throws ParleyError `bad_input` in a chat that is not shared. */
export function insistShared({ standing }: Pick<CommandCall, "standing">): void {
  if (!standing.shared) throw new ParleyError("bad_input", "This is no shared chat. `/share` makes it one.");
}

/** @throws ParleyError `bad_input` in direct messages. */
export function insistChannel({ place }: Pick<CommandCall, "place">): void {
  if (place.kind === "dm")
    throw new ParleyError(
      "bad_input",
      "Direct messages are between you and me: nobody can be added to them. Use `/share` in a channel that we are both in, or a new one.",
    );
}
