import type { Interaction } from "../../sandbox/discord/world/interaction.ts";
import { type Fixture, openDiscord } from "./discord-sandbox.ts";
import { manualClock } from "./manual-clock.ts";

/** A sandbox with `/ask` registered, on a clock of its own. */
export async function startAsking() {
  const clock = manualClock();
  const fixture = await openDiscord({ clock });
  const { discord } = fixture;
  await fixture.call("POST", `/applications/${discord.application.id}/commands`, {
    name: "ask",
    description: "Ask",
    options: [{ type: 3, name: "what", description: "What", autocomplete: true }],
  });
  const ben = discord.as(discord.named.users.ben);
  return { clock, fixture, ben, ask: () => ben.slash(discord.named.channels.general, "ask", { what: "x" }) };
}
/** The application's first answer. */
export const respond = ({ call }: Fixture, { id, token }: Interaction, type: number, data?: object) =>
  call(
    "POST",
    `/interactions/${id}/${token}/callback`,
    { type, ...(data ? { data } : {}) },
    { authorization: "" },
  );
