import assert from "node:assert/strict";
import { test } from "node:test";
import { workspaceId } from "../../src/core/ids.ts";
import { discordBench } from "../support/discord-bench.ts";
import { slackPlatformBench } from "../support/slack-platform-bench.ts";

const signal = AbortSignal.timeout(60_000);

test("MEMBERS-DISCORD what a member may do in a channel or thread is asked of Discord when it matters", async () => {
  await using bench = await discordBench();
  const { channel, people, discord, platform } = bench;
  const { members } = platform;
  const { named } = discord;
  const hidden = { ...channel, channel: named.channels.private };
  const { ben, chloe } = people;
  assert.equal(await members.access(channel, ben.id, signal), "write");
  assert.equal(await members.access(hidden, ben.id, signal), "none");
  assert.equal(await members.access(hidden, named.users.olivia, signal), "write", "she owns the server");
  assert.equal(await members.access(channel, "1", signal), "none", "nobody of this id");
  assert.equal(await members.access(channel, "x/../y", signal), "none");
  assert.equal(await members.access({ ...channel, channel: "404" }, ben.id, signal), "none");
  assert.equal(await members.access(bench.dm, ben.id, signal), "write");
  assert.equal(await members.access(bench.dm, chloe.id, signal), "none");
  discord.as(named.users.adam).timeOut(named.guild, ben.id, bench.clock.now() + 600_000);
  assert.equal(await members.access(channel, ben.id, signal), "read", "silenced");
  discord.as(named.users.adam).kick(named.guild, ben.id);
  assert.equal(await members.access(channel, ben.id, signal), "none", "gone at once");
});

test("MEMBERS-DISCORD-THREAD a private thread is for its members, and people are added to threads", async () => {
  await using bench = await discordBench();
  const { channel, people, discord, platform } = bench;
  const { members } = platform;
  const { ben, chloe } = people;
  const open = discord.as(ben.id).openThread(channel.channel, { name: "open" });
  const secret = discord
    .as(ben.id)
    .openThread(channel.channel, { name: "secret", isPrivate: true, invitable: true });
  discord.as(ben.id).joinThread(secret.id, discord.named.users.parley);
  const [inOpen, inSecret] = [bench.thread(open.id), bench.thread(secret.id)];
  assert.equal(await members.isPrivate(channel, signal), false);
  assert.equal(await members.isPrivate(inOpen, signal), false);
  assert.equal(await members.isPrivate(inSecret, signal), true);
  assert.equal(await members.access(inOpen, chloe.id, signal), "write");
  assert.equal(await members.access(inSecret, ben.id, signal), "write");
  assert.equal(await members.access(inSecret, chloe.id, signal), "none");
  assert.equal(await members.add(inSecret, chloe.id, signal), true);
  assert.equal(await members.add(inSecret, chloe.id, signal), true, "again");
  assert.equal(await members.access(inSecret, chloe.id, signal), "write");
  assert.equal(
    await members.add({ ...channel, channel: discord.named.channels.private }, ben.id, signal),
    false,
  );
});

test("MEMBERS-DISCORD-FIND people are found by mention or id, bots and strangers are not", async () => {
  await using bench = await discordBench();
  const { channel, people, discord, platform } = bench;
  const { members } = platform;
  const { ben } = people;
  assert.deepEqual(await members.find(channel, `<@${ben.id}>`, signal), ben);
  assert.deepEqual(await members.find(channel, ben.id, signal), ben);
  assert.equal(await members.find(channel, discord.named.users.robo, signal), undefined);
  assert.equal(await members.find(channel, "ben", signal), undefined);
  const direct = await members.direct(channel, ben.id, signal);
  assert.deepEqual(direct, bench.dm);
});

test("MEMBERS-SLACK what somebody may do in a channel is asked of Slack when it matters", async () => {
  await using bench = await slackPlatformBench({ way: "http" });
  const { members } = bench.platform;
  const at = (channel: string) => ({ ...bench.channel, channel });
  const asked = (channel: string, person: string) => members.access(at(channel), person, signal);
  assert.equal(await asked("C0GENERAL", "U0CLEO"), "write");
  assert.equal(await asked("C0QUIET", "U0EVE"), "none", "a guest sees only where they were let in");
  assert.equal(await asked("C0RANDOM", "U0EVE"), "guest");
  assert.equal(await asked("C0SECRET", "U0DAN"), "none");
  assert.equal(await asked("C0BOARD", "U0ADA"), "none", "hidden from Parley");
  assert.equal(await asked("D0CLEO", "U0CLEO"), "write");
  assert.equal(await asked("D0CLEO", "U0DAN"), "none");
  assert.equal(await asked("C0GENERAL", "U0NOBODY"), "none");
  bench.slack.as("U0CLEO").leave("C0SECRET");
  assert.equal(await asked("C0SECRET", "U0CLEO"), "none", "gone at once");
  bench.slack.as("U0DAN").leave("C0RANDOM");
  assert.equal(await asked("C0RANDOM", "U0DAN"), "read", "anyone may look into an open channel");
  assert.equal(await members.add(at("C0RANDOM"), "U0DAN", signal), true);
  assert.equal(await members.add(at("C0RANDOM"), "U0DAN", signal), true, "again");
  assert.equal(await asked("C0RANDOM", "U0DAN"), "write");
  assert.equal(await members.add(at("C0BOARD"), "U0DAN", signal), false);
});

test("MEMBERS-SLACK-FIND people are found by mention, id or e-mail address; bots and strangers are not", async () => {
  await using bench = await slackPlatformBench({ way: "http" });
  const { members } = bench.platform;
  const find = (who: string) => members.find(bench.channel, who, signal);
  const dan = { id: "U0DAN", name: "dan" };
  assert.deepEqual(await find("<@U0DAN>"), dan);
  assert.deepEqual(await find("<@U0DAN|dan>"), dan);
  assert.deepEqual(await find("dan@acme.example"), dan);
  assert.deepEqual(await find("U0DAN"), dan);
  assert.equal(await find("nobody@acme.example"), undefined);
  assert.equal(await find("U0BUILD"), undefined);
  assert.equal(await find("dan"), undefined);
  const elsewhere = { ...bench.channel, workspace: workspaceId("slack", "T0OTHER") };
  assert.equal(await members.find(elsewhere, "U0DAN", signal), undefined);
  assert.deepEqual(await members.direct(bench.channel, "U0CLEO", signal), {
    ...bench.dm,
    channel: "D0CLEO",
  });
});
