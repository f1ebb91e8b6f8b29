import assert from "node:assert/strict";
import { test } from "node:test";
import { isParleyError } from "../../src/core/errors.ts";
import { jobId } from "../../src/core/ids.ts";
import type { InboundCommand } from "../../src/core/inbound.ts";
import { type DiscordBench, discordBench } from "../support/discord-bench.ts";
import { asked, help, seen } from "../support/discord-help.ts";
import { manualClock } from "../support/manual-clock.ts";

const signal = AbortSignal.timeout(60_000);
const callback = "POST /interactions/:id/:token/callback";
function answer(
  bench: DiscordBench,
  command: InboundCommand,
  text: string,
  visibility: "asker" | "all" = "asker",
) {
  const { reply, place, person } = command;
  return bench.platform.respond(reply, place, person, { text, visibility }, false, signal);
}

test("DISCORD-INTERACTION-3S a command nobody answers is put off before Discord gives up, then answered", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const command = await asked(bench);
  await clock.advance(1_600);
  await bench.ledger.until((one) => one.name === callback && one.status !== undefined);
  await clock.advance(60_000);
  await answer(bench, command, "the help");
  assert.deepEqual(await seen(bench), ["the help"]);
  assert.deepEqual(await seen(bench, bench.people.chloe), []);
});

test("DISCORD-INTERACTION-3S what is for all is shown to all, though the waiting was shown to one", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const command = await asked(bench);
  await clock.advance(1_600);
  await bench.ledger.until((one) => one.name === callback && one.status !== undefined);
  await answer(bench, command, "news for all", "all");
  const [shown, ...more] = await seen(bench, bench.people.chloe);
  assert.match(shown ?? "", /news for all/);
  assert.deepEqual(more, []);
  assert.deepEqual(await seen(bench), [shown]);
});

test("DISCORD-INTERACTION-3S a button nobody answers is acknowledged and its message stays as it is", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const of = jobId(crypto.randomUUID());
  const content = { text: "done", buttons: [{ action: "stop", label: "Stop", job: of }] } as const;
  const { id } = await bench.platform.send(
    bench.channel,
    content,
    { job: of, part: 0, mayStand: false },
    signal,
  );
  const pressed = bench.discord.as(bench.people.ben.id).press(id, `parley:stop:${of}`);
  const action = await bench.hear("action");
  await clock.advance(1_600);
  assert.equal((await pressed.settled).state.kind, "acknowledged");
  const text = "That button is not yours.";
  await bench.platform.respond(
    action.reply,
    action.place,
    action.person,
    { text, visibility: "asker" },
    false,
    signal,
  );
  assert.deepEqual(await seen(bench), ["done", text]);
  assert.deepEqual(await seen(bench, bench.people.chloe), ["done"]);
});

test("F26 an answer for one person that comes too late reaches that person directly, and nobody else", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  bench.faults.add({
    service: "discord",
    name: callback,
    fault: { kind: "status", status: 404, body: { code: 10062 } },
  });
  const command = await asked(bench);
  await answer(bench, command, "the help");
  await answer(bench, command, "the help");
  const own = (await bench.standing(bench.channel)).filter((one) => one.own);
  assert.deepEqual(own, []);
  const direct = (await bench.standing(bench.dm, bench.people.ben)).filter((one) => one.own);
  assert.deepEqual(
    direct.map((one) => one.text),
    ["the help"],
  );
});

test("F26 where they take no direct messages, a message notifies them and says nothing of what it was", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  bench.discord.state.closedDms.add(bench.people.ben.id);
  bench.faults.add({
    service: "discord",
    name: callback,
    fault: { kind: "status", status: 404, body: { code: 10062 } },
  });
  const command = await asked(bench);
  await answer(bench, command, "the help");
  const own = (await bench.standing(bench.channel)).filter((one) => one.own);
  assert.equal(own.length, 1);
  assert.match(own[0]?.text ?? "", /too late to be shown to you alone/);
  assert.deepEqual(own[0]?.pings, [`<@${bench.people.ben.id}>`]);
});

test("F26 an answer whose own answer is lost is not given twice", async () => {
  await using bench = await discordBench();
  const command = await asked(bench);
  bench.faults.add({ service: "discord", name: callback, fault: { kind: "reset", when: "after" }, times: 1 });
  await answer(bench, command, "the help", "all");
  assert.deepEqual(await seen(bench, bench.people.chloe), ["the help"]);
});

test("F56 a command that a process beside this one put off is answered all the same", async () => {
  await using bench = await discordBench();
  const command = await asked(bench);
  const url = `${bench.origin}/discord/api/v10/interactions/${command.reply.id}/${command.reply.token}/callback`;
  const body = JSON.stringify({ type: 5, data: { flags: 64 } });
  await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });
  await answer(bench, command, "the help");
  assert.deepEqual(await seen(bench), ["the help"]);
});

test("F27 once the token is dead the answer comes as a message that notifies the asker alone", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const command = await asked(bench);
  await clock.advance(1_600);
  await bench.ledger.until((one) => one.name === callback && one.status !== undefined);
  await clock.advance(16 * 60_000);
  await answer(bench, command, "at last", "all");
  const own = (await bench.standing(bench.channel, bench.people.chloe)).filter((one) => one.own);
  assert.deepEqual(
    own.map((one) => one.text),
    [`<@${bench.people.ben.id}> at last`],
  );
  assert.deepEqual(own[0]?.pings, [`<@${bench.people.ben.id}>`]);
});

test("F01 after a restart a command that was put off is answered in its place", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const command = await asked(bench);
  await clock.advance(1_600);
  await bench.ledger.until((one) => one.name === callback && one.status !== undefined);
  await bench.platform.stop();
  // Discord starts one session every five seconds.
  await clock.advance(6_000);
  const { platform } = await bench.restart();
  const { reply, place, person } = JSON.parse(JSON.stringify(command)) as InboundCommand;
  await platform.respond(reply, place, person, { text: "the help", visibility: "asker" }, false, signal);
  assert.deepEqual(await seen(bench), ["the help"]);
});

test("F01 after a restart an answer that was given already is not given again", async () => {
  await using bench = await discordBench();
  const command = await asked(bench);
  await answer(bench, command, "the help", "all");
  const { platform } = await bench.restart();
  const { reply, place, person } = command;
  await platform.respond(reply, place, person, { text: "the help", visibility: "all" }, false, signal);
  assert.deepEqual(await seen(bench, bench.people.chloe), ["the help"]);
});

test("F01 after a restart a button's message is not overwritten by the answer to the press", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const of = jobId(crypto.randomUUID());
  const content = { text: "done", buttons: [{ action: "regenerate", label: "Again", job: of }] } as const;
  const { id } = await bench.platform.send(
    bench.channel,
    content,
    { job: of, part: 0, mayStand: false },
    signal,
  );
  await bench.people.press(bench.people.ben, bench.channel, id, "Again");
  const action = await bench.hear("action");
  await clock.advance(1_600);
  await bench.ledger.until((one) => one.name === callback && one.status !== undefined);
  await bench.platform.stop();
  // Discord starts one session every five seconds.
  await clock.advance(6_000);
  const { platform } = await bench.restart();
  await platform.respond(
    action.reply,
    action.place,
    action.person,
    { text: "gone", visibility: "asker" },
    false,
    signal,
  );
  assert.deepEqual(await seen(bench), ["done", "gone"]);
});

for (const waits of [false, true])
  test(`F01 K25 after a crash what all see of a button${waits ? " that was put off" : ""} is not shown again`, async () => {
    const clock = manualClock(Date.now());
    await using bench = await discordBench({ clock });
    const of = jobId(crypto.randomUUID());
    const buttons = [{ action: "regenerate", label: "Again", job: of }] as const;
    const key = { job: of, part: 0, mayStand: false };
    const { id } = await bench.platform.send(bench.channel, { text: "done", buttons }, key, signal);
    await bench.people.press(bench.people.ben, bench.channel, id, "Again");
    const { reply, place, person } = await bench.hear("action");
    if (waits) {
      await clock.advance(1_600);
      await bench.ledger.until((one) => one.name === callback && one.status !== undefined);
    }
    const answer = { text: "merged", visibility: "all" } as const;
    await bench.platform.respond(reply, place, person, answer, false, signal);
    await bench.platform.stop();
    // Discord starts one session every five seconds.
    await clock.advance(6_000);
    const { platform } = await bench.restart();
    await platform.respond(reply, place, person, answer, true, signal);
    assert.deepEqual(await seen(bench, bench.people.chloe), ["done", "merged"]);
    await clock.advance(16 * 60_000);
    await platform.respond(reply, place, person, answer, true, signal);
    assert.deepEqual(await seen(bench, bench.people.chloe), ["done", "merged"], "the token is dead by now");
  });

test("F37 an answer to a command that is too long for one message is there in whole as a file", async () => {
  await using bench = await discordBench();
  const command = await asked(bench);
  const text = "a long line of help\n".repeat(300);
  await answer(bench, command, text);
  const [standing] = (await bench.standing(bench.channel, bench.people.ben)).filter((one) => one.own);
  assert.deepEqual(standing?.files, ["answer.md"]);
  assert.ok((standing?.text.length ?? 0) > 1_000);
});

test("F34 where the answer can be shown by no means that is said", async () => {
  await using bench = await discordBench({
    seed: { botPermissions: ["VIEW_CHANNEL", "READ_MESSAGE_HISTORY"] },
  });
  const everyone = bench.discord.state.roles.get(bench.discord.named.guild)?.get(bench.discord.named.guild);
  assert.ok(everyone);
  const command = await asked(bench);
  everyone.permissions = "66560";
  bench.faults.add({
    service: "discord",
    name: callback,
    fault: { kind: "status", status: 404, body: { code: 10062 } },
  });
  await assert.rejects(answer(bench, command, "the help", "all"), (error) =>
    isParleyError(error, "place_forbidden"),
  );
});

test("F39 a command that can't be stored is answered with that", async () => {
  await using bench = await discordBench();
  bench.events.refuse(100);
  await bench.platform.publish([help], signal);
  const used = bench.discord.as(bench.people.ben.id).slash(bench.channel.channel, "help");
  await used.settled;
  await bench.until(() => used.state.kind === "replied");
  assert.match((await seen(bench))[0] ?? "", /can't reach my memory/);
});
