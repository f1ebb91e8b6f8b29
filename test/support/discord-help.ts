import type { InboundCommand } from "../../src/core/inbound.ts";
import type { DiscordBench } from "./discord-bench.ts";

const signal = AbortSignal.timeout(60_000);
export const help = { name: "help", summary: "What works here", options: [] };

/** Ben uses /help; nobody answers yet. */
export async function asked(bench: DiscordBench): Promise<InboundCommand> {
  await bench.platform.publish([help], signal);
  await bench.people.command(bench.people.ben, bench.channel, "help");
  return bench.hear("command");
}

/** What someone, Ben if left out, sees in the channel. */
export async function seen(bench: DiscordBench, viewer = bench.people.ben): Promise<string[]> {
  return (await bench.standing(bench.channel, viewer)).map((one) => one.text);
}
