import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { isParleyError } from "../../src/core/errors.ts";
import type { FileRef, InboundCommand } from "../../src/core/inbound.ts";
import { manualClock } from "../support/manual-clock.ts";
import { type SlackPlatformBench, slackPlatformBench } from "../support/slack-platform-bench.ts";

const signal = new AbortController().signal;

async function commanded(bench: SlackPlatformBench): Promise<InboundCommand> {
  await bench.people.command(bench.people.ben, bench.channel, "parley", { words: "help" });
  return bench.hear("command");
}

const texts = async (bench: SlackPlatformBench, viewer = bench.people.ben, place = bench.channel) =>
  (await bench.standing(place, viewer)).map((one) => one.text);

/** Another process of the same Parley. */
async function beside({ origin }: SlackPlatformBench): Promise<SlackPlatformBench> {
  const other = await slackPlatformBench({ start: false, deps: { apiUrl: `${origin}/slack/api/` } });
  await other.platform.start(other.events, signal);
  return other;
}

test("SLACK-RESPOND a private answer is seen by the asker alone, and once however often it is given", async () => {
  await using bench = await slackPlatformBench();
  const { reply, place, person } = await commanded(bench);
  for (let times = 0; times < 3; times++) {
    await bench.platform.respond(
      reply,
      place,
      person,
      { text: "for you", visibility: "asker" },
      false,
      signal,
    );
  }
  assert.deepEqual(
    (await texts(bench)).filter((text) => text === "for you"),
    ["for you"],
  );
  assert.ok(!(await texts(bench, bench.people.chloe)).includes("for you"));
});

test("SLACK-RESPOND a command written in a thread is answered there, to the asker alone", async () => {
  await using bench = await slackPlatformBench();
  const root = await bench.people.say(bench.people.ben, bench.channel, "a question");
  await bench.people.say(bench.people.ben, bench.thread(root), "help", { mention: true });
  const { reply, place, person } = await bench.hear("command");
  assert.equal(reply.token, "");
  await bench.platform.respond(reply, place, person, { text: "for you", visibility: "asker" }, false, signal);
  const [ephemeral] = bench.slack.state.ephemerals;
  assert.deepEqual([ephemeral?.user, ephemeral?.thread_ts, ephemeral?.text], ["U0ADA", root, "for you"]);
});

test("F27 when the address is dead the answer is given another way", async () => {
  const clock = manualClock(Date.now());
  await using bench = await slackPlatformBench({ clock });
  const { reply, place, person } = await commanded(bench);
  await clock.advance(31 * 60_000);
  await bench.platform.respond(reply, place, person, { text: "late", visibility: "asker" }, false, signal);
  assert.ok((await texts(bench)).includes("late"));
  assert.ok(!(await texts(bench, bench.people.chloe)).includes("late"));
  assert.equal(bench.calls("response_url").length, 0);
});

test("F27 where not even that is allowed, the person is answered directly, not before everyone", async () => {
  const clock = manualClock(Date.now());
  await using bench = await slackPlatformBench({ clock });
  const { reply, place, person } = await commanded(bench);
  await clock.advance(31 * 60_000);
  const refusal = { kind: "status", status: 200, body: { ok: false, error: "user_not_in_channel" } } as const;
  bench.faults.add({ service: "slack", name: "chat.postEphemeral", fault: refusal });
  await bench.platform.respond(reply, place, person, { text: "late", visibility: "asker" }, false, signal);
  assert.deepEqual(
    (await bench.standing(bench.channel)).filter((one) => one.own),
    [],
  );
  const direct = await bench.standing(bench.dm, bench.people.ben);
  assert.ok(direct.some((one) => one.own && one.text === "late"));
});

test("SLACK-RESPOND in a channel that Parley is not in, an open answer still gets there", async () => {
  await using bench = await slackPlatformBench();
  const place = { ...bench.channel, channel: "C0QUIET" };
  await bench.people.command(bench.people.ben, place, "parley", { words: "help" });
  const { reply, person } = await bench.hear("command");
  await bench.platform.respond(reply, place, person, { text: "for all", visibility: "all" }, false, signal);
  assert.ok((await texts(bench, bench.people.chloe, place)).includes("for all"));
});

test("F31 an answer whose delivery was not confirmed is not given twice", async () => {
  await using bench = await slackPlatformBench();
  const { reply, place, person } = await commanded(bench);
  bench.faults.add({
    service: "slack",
    name: "response_url",
    fault: { kind: "reset", when: "after" },
    times: 1,
  });
  const answer = { text: "once", visibility: "asker" } as const;
  for (let times = 0; times < 2; times++) {
    const giving = bench.platform.respond(reply, place, person, answer, false, signal);
    await assert.rejects(giving, (error) => isParleyError(error, "outcome_unknown"));
  }
  assert.deepEqual(
    (await texts(bench)).filter((text) => text === "once"),
    ["once"],
  );
});

test("F31 an open answer given again right after a crash is found and not posted again", async () => {
  await using bench = await slackPlatformBench();
  const { reply, place, person } = await commanded(bench);
  const answer = { text: "for all", visibility: "all" } as const;
  await bench.platform.respond(reply, place, person, answer, false, signal);
  await using other = await beside(bench);
  await other.platform.respond(reply, place, person, answer, true, signal);
  assert.deepEqual(
    (await texts(bench, bench.people.chloe)).filter((text) => text === "for all"),
    ["for all"],
  );
});

test("SLACK-RESPOND files that are for one person go to that person directly", async () => {
  await using bench = await slackPlatformBench();
  const { reply, place, person } = await commanded(bench);
  const files = [{ name: "a.txt", mime: "text/plain", bytes: new TextEncoder().encode("hi") }];
  await bench.platform.respond(
    reply,
    place,
    person,
    { text: "yours", visibility: "asker", files },
    false,
    signal,
  );
  const direct = (await bench.standing(bench.dm, bench.people.ben)).at(-1);
  assert.deepEqual([direct?.text, direct?.files], ["yours", ["a.txt"]]);
  assert.ok(!(await texts(bench)).includes("yours"));
});

test("A56 the token goes to Slack's file hosts and nowhere else", async () => {
  const seen: string[] = [];
  const trap = createServer((request, response) => {
    seen.push(String(request.headers.authorization));
    response.end("bytes");
  });
  await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
  const trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/a.png`;
  await using bench = await slackPlatformBench();
  const file = (url: string): FileRef => ({ id: "F1", name: "a.png", mime: "image/png", sizeBytes: 5, url });
  const urls = [
    trapUrl,
    "https://files.slack.com.evil.example/a.png",
    "https://files.slack.com@127.0.0.1/a.png",
    "http://files.slack.com/a.png",
    "https://files.slack.com:8443/a.png",
    "https://slack.com/a.png",
    "file:///etc/passwd",
    "nonsense",
  ];
  for (const url of urls) {
    const fetching = bench.platform.download(file(url), bench.channel, signal);
    await assert.rejects(fetching, (error) => isParleyError(error, "bad_input"), url);
  }
  const fault = { kind: "status", status: 302, headers: { location: trapUrl } } as const;
  await bench.people.say(bench.people.ben, bench.channel, "look", {
    file: { name: "a.png", mime: "image/png", bytes: Buffer.from("bytes") },
  });
  const { files } = await bench.hear("message");
  const [shared] = files;
  assert.ok(shared);
  bench.faults.add({ service: "slack", name: /file|GET/, fault });
  await assert.rejects(bench.platform.download(shared, bench.channel, signal), isParleyError);
  assert.deepEqual(seen, []);
  trap.closeAllConnections();
  trap.close();
});

test("A56 a file that is kept elsewhere is not fetched", async () => {
  await using bench = await slackPlatformBench();
  bench.slack.as("U0ADA").say("C0GENERAL", {
    text: "look",
    files: [{ name: "a.png", mimetype: "image/png", externalUrl: "https://elsewhere.example/a.png" }],
  });
  const { files } = await bench.hear("message");
  const [file] = files;
  assert.ok(file);
  await assert.rejects(bench.platform.download(file, bench.channel, signal), (e) =>
    isParleyError(e, "bad_input"),
  );
});

test("F49 a sign-in page is not taken for a file", async () => {
  await using bench = await slackPlatformBench();
  await bench.people.say(bench.people.ben, bench.channel, "look", {
    file: { name: "a.png", mime: "image/png", bytes: Buffer.from("bytes") },
  });
  const { files } = await bench.hear("message");
  const [file] = files;
  assert.ok(file);
  bench.slack.state.app.scopes.delete("files:read");
  await assert.rejects(bench.platform.download(file, bench.channel, signal), (e) =>
    isParleyError(e, "place_forbidden"),
  );
});

test("F25 what was missed in threads that were alive is found too, and commands in it are commands", async () => {
  await using bench = await slackPlatformBench();
  const { people, channel } = bench;
  const root = await people.say(people.ben, channel, "an old question");
  const { at } = await bench.hear("message", (event) => event.id === root);
  await bench.platform.pause();
  const later = [
    await people.say(people.ben, bench.thread(root), "a late reply"),
    await people.say(people.chloe, channel, "a new one", { mention: true }),
    await people.say(people.chloe, bench.thread(root), "stop", { mention: true }),
  ];
  const direct = await people.say(people.ben, bench.dm, "in private");
  const found: string[] = [];
  for await (const event of bench.platform.history(at, [], signal)) {
    if (event.kind === "message") found.push(event.id);
    if (event.kind === "command") found.push(event.reply.id.split(":")[1] ?? "");
  }
  assert.deepEqual(
    found.filter((id) => later.includes(id)),
    later,
  );
  assert.ok(found.includes(direct));
  assert.ok(!found.includes(root));
});

test("F31 where nobody may look whether an open answer stands, a second attempt answers its person alone", async () => {
  await using bench = await slackPlatformBench();
  const place = { ...bench.channel, channel: "C0QUIET" };
  await bench.people.command(bench.people.ben, place, "parley", { words: "help" });
  const { reply, person } = await bench.hear("command");
  const answer = { text: "for all", visibility: "all" } as const;
  await bench.platform.respond(reply, place, person, answer, false, signal);
  await using other = await beside(bench);
  await other.platform.respond(reply, place, person, answer, true, signal);
  const seen = async (viewer: typeof person) =>
    (await texts(bench, viewer, place)).filter((text) => text === "for all").length;
  assert.deepEqual([await seen(bench.people.chloe), await seen(person)], [1, 2]);
});
