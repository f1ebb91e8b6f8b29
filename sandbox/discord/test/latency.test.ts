import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { REST } from "discord.js";
import { openDiscord } from "../../../test/support/discord-sandbox.ts";

const calls = 200;
const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

test("a REST call through the real client takes no more than 2 ms longer than one to a server that does nothing", async (t) => {
  await using fixture = await openDiscord();
  const idle = createServer((_, response) =>
    response.setHeader("content-type", "application/json").end("{}"),
  );
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
  t.diagnostic(
    `medians of ${calls} calls: sandbox ${ours.toFixed(2)} ms, bare server ${theirs.toFixed(2)} ms`,
  );
  assert.ok(ours - theirs <= 2, `${ours} ms against ${theirs} ms`);
});
