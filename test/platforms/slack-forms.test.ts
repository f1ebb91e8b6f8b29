import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../src/core/clock.ts";
import { manualClock } from "../support/manual-clock.ts";
import { slackPlatformBench } from "../support/slack-platform-bench.ts";
import { survey } from "../support/test-commands.ts";

const signal = AbortSignal.timeout(60_000);
const form = { kind: "form", command: survey, values: { motto: "before" } } as const;

for (const way of ["http", "socket"] as const) {
  test(`SLACK-FORM (${way}) Slack is told "received" before the form is there, and nothing else holds it up`, async () => {
    const clock = manualClock(Date.now());
    await using bench = await slackPlatformBench({ way, clock });
    const { people, channel, slack, faults } = bench;
    faults.add({ service: "slack", name: "users.info", fault: { kind: "status", status: 500 } });
    const { promise, resolve } = Promise.withResolvers<typeof form>();
    bench.forms.answerForms(promise);
    await people.command(people.ben, channel, survey.name);
    assert.equal(slack.as(people.ben.id).modal(), undefined);
    assert.deepEqual(bench.calls("users.info"), []);
    await clock.advance(1_500);
    resolve(form);
    assert.equal((await people.form(people.ben)).fields.motto, "before");
    assert.deepEqual(slack.state.ephemerals, []);
  });

  test(`SLACK-FORM (${way}) one that is not there in time, or whose trigger is dead, is told to its asker alone`, async () => {
    const clock = manualClock(Date.now());
    await using bench = await slackPlatformBench({ way, clock });
    const { people, channel, slack } = bench;
    bench.forms.answerForms(new Promise(() => {}));
    await people.command(people.ben, channel, survey.name);
    await clock.advance(2_001);
    await bench.until(() => slack.state.ephemerals.length === 1);
    bench.forms.answerForms(form);
    bench.faults.add({
      service: "slack",
      name: "views.open",
      fault: { kind: "status", status: 200, body: { ok: false, error: "expired_trigger_id" } },
    });
    await people.command(people.ben, channel, survey.name);
    await bench.until(() => slack.state.ephemerals.length === 2);
    for (const told of slack.state.ephemerals) {
      assert.equal(told.user, people.ben.id);
      assert.match(told.text, /in time.*try again/);
    }
    assert.deepEqual([slack.as(people.ben.id).modal(), bench.heard], [undefined, []]);
  });

  test(`F16 SLACK-FORM (${way}) what cannot be stored stays open to be sent in again, and what is stored closes`, async () => {
    await using bench = await slackPlatformBench({ way, clock: systemClock });
    const { people, channel, slack } = bench;
    bench.forms.answerForms(form);
    await people.command(people.ben, channel, survey.name);
    await people.form(people.ben);
    bench.events.refuse(1);
    const ben = slack.as(people.ben.id);
    assert.equal((await ben.submitView({ motto: "after" })).kind, "failed");
    assert.ok(ben.modal());
    assert.deepEqual(await ben.submitView({}), { kind: "nothing" });
    assert.equal(ben.modal(), undefined);
    const command = await bench.hear("command");
    assert.equal(command.options.motto, "after");
    assert.equal(bench.heard.length, 1);
  });
}

test("SLACK-FORM whoever has left the place since is answered directly, not before everyone", async () => {
  await using bench = await slackPlatformBench({ clock: systemClock });
  const { people, channel, slack, platform } = bench;
  bench.forms.answerForms(form);
  await people.command(people.ben, channel, survey.name);
  await people.form(people.ben);
  slack.state.channels.get(channel.channel)?.members.delete(people.ben.id);
  await people.submit(people.ben, { motto: "after" });
  const { reply, place, person } = await bench.hear("command");
  await platform.respond(
    reply,
    place,
    person,
    { text: "you are not in there", visibility: "asker" },
    false,
    signal,
  );
  const own = (await bench.standing(channel, people.chloe)).filter((one) => one.own);
  assert.deepEqual(own, []);
  const direct = await bench.standing(bench.dm, people.ben);
  assert.ok(direct.some((one) => one.text.includes("you are not in there")));
});
