import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { REST } from "discord.js";
import { openDiscord } from "../test/support/discord-sandbox.ts";

const calls = 200;
const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** What a REST call to the loopback Discord takes through the real client, beside one to a server that does nothing. */
await using fixture = await openDiscord();
const idle = createServer((_, response) => response.setHeader("content-type", "application/json").end("{}"));
await new Promise<void>((resolve) => idle.listen(0, "127.0.0.1", resolve));
const { port } = idle.address() as AddressInfo;
const { token, application, limits } = fixture.discord;
const sandbox = new REST({ api: `${fixture.origin}/discord/api` }).setToken(token);
const bare = new REST({ api: `http://127.0.0.1:${port}` }).setToken(token);
const timed = async (rest: REST) => {
  const start = performance.now();
  await rest.get(`/users/${application.botId}`);
  return performance.now() - start;
};
const took = { sandbox: [] as number[], bare: [] as number[] };
for (let at = 0; at < calls; at++) {
  limits.reset();
  took.sandbox.push(await timed(sandbox));
  took.bare.push(await timed(bare));
}
idle.close();
idle.closeAllConnections();
const [ours, theirs] = [median(took.sandbox), median(took.bare)];
process.stdout.write(
  `medians of ${calls} REST calls: sandbox ${ours.toFixed(2)} ms (bar: 2), a server that does nothing ${theirs.toFixed(2)} ms\n`,
);
