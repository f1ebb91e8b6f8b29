import assert from "node:assert/strict";
import { test } from "node:test";
import { slackBench } from "../../../test/support/slack-bench.ts";

const channel = "C0GENERAL";
const post = { channel, text: "hello" };

test("SLACK-FAULT-BEFORE-AFTER: statuses and resets strike before the effect took place or after", async () => {
  await using bench = await slackBench();
  const { web, slack, faults, ledger } = bench;
  const stored = () => slack.state.messages.get(channel)?.size ?? 0;
  const struck = async (fault: Parameters<typeof faults.add>[0]["fault"]) => {
    faults.add({ service: "slack", name: "chat.postMessage", fault, times: 1 });
    await assert.rejects(web.chat.postMessage(post));
    return stored();
  };
  assert.equal(await struck({ kind: "status", status: 503, when: "before" }), 0);
  assert.equal(await struck({ kind: "reset", when: "before" }), 0);
  assert.equal(await struck({ kind: "status", status: 502, when: "after" }), 1);
  assert.equal(await struck({ kind: "reset", when: "after" }), 2);
  assert.equal(await struck({ kind: "truncate", bytes: 10 }), 3);
  await web.chat.postMessage(post);
  const statuses = ledger.entries.filter((e) => e.name === "chat.postMessage").map((e) => e.status);
  assert.deepEqual(statuses, [503, 0, 502, 200, 200, 200]);
});

test("SLACK-FAULT-ANY: any method, uploads, downloads and response_url can be struck, for as long as wished", async () => {
  await using bench = await slackBench();
  const { web, faults, clock, origin, slack } = bench;
  const rule = faults.add({ service: "slack", fault: { kind: "status", status: 500 } });
  await assert.rejects(web.auth.test());
  await assert.rejects(web.users.info({ user: "U0ADA" }));
  for (const path of ["/slack/files-pri/T-F/a", "/slack/upload/v1/x", "/slack/response/commands/x"]) {
    const method = path.includes("files-pri") ? "GET" : "POST";
    assert.equal((await fetch(origin + path, { method })).status, 500, path);
  }
  rule[Symbol.dispose]();
  await web.auth.test();
  faults.add({ service: "slack", name: /^chat\./, fault: { kind: "delay", ms: 60_000 }, times: 1 });
  const slow = web.chat.postMessage(post);
  await bench.ledger.until((e) => e.name === "auth.test" && e.status === 200);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(slack.state.messages.get(channel)?.size, 0);
  await clock.advance(60_000);
  assert.equal((await slow).ok, true);
});
