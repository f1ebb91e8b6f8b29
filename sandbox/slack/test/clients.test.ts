import assert from "node:assert/strict";
import { test } from "node:test";
import type { App } from "@slack/bolt";
import { type SlackBench, slackBench } from "../../../test/support/slack-bench.ts";

const WAYS = { "Socket Mode": "boltSocket", "signed HTTP": "boltHttp" } as const;

for (const [way, start] of Object.entries(WAYS)) {
  test(`the real bolt app hears everything over ${way}`, async () => {
    await using bench = await slackBench();
    const app: App = await bench[start]();
    const heard: string[] = [];
    app.event("app_mention", async ({ event }) => void heard.push(`mention ${event.ts}`));
    app.message(async ({ message }) => void heard.push(`message ${message.ts}`));
    app.command("/model", async ({ ack, command }) => ack(`model: ${command.text}`));
    app.action("stop", async ({ ack, respond, body }) => {
      await ack();
      await respond({ text: `stopped by ${body.user.id}`, replace_original: true });
    });

    const ada = bench.slack.as("U0ADA");
    const asked = ada.say("C0GENERAL", "@parley hello");
    const direct = ada.dm("hi there");
    await bench.slack.idle();
    assert.deepEqual(
      heard.toSorted(),
      [`mention ${asked.ts}`, `message ${asked.ts}`, `message ${direct.ts}`].toSorted(),
    );

    const shown = await ada.slash("C0GENERAL", "/model", "opus");
    assert.deepEqual(shown.kind === "shown" && [shown.to, shown.text], ["asker", "model: opus"]);
    const seen = bench.slack.visibleTo("U0ADA", "C0GENERAL").at(-1);
    assert.deepEqual([seen?.text, seen?.ephemeral], ["model: opus", true]);
    assert.equal(bench.slack.visibleTo("U0BOB", "C0GENERAL").at(-1)?.text, asked.text);

    const posted = await withButton(bench);
    await ada.press({ channel: "C0GENERAL", ts: posted }, "stop");
    await bench.ledger.until((e) => e.name === "response_url");
    assert.equal(bench.slack.state.messages.get("C0GENERAL")?.get(posted)?.text, "stopped by U0ADA");
  });
}

test("the real client posts, edits, reads and streams", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const asked = slack.as("U0CLEO").say("C0GENERAL", "@parley what is 6 times 7?");
  const thread_ts = asked.ts;
  const first = await web.chat.postMessage({ channel: "C0GENERAL", thread_ts, text: "one moment" });
  await web.chat.update({ channel: "C0GENERAL", ts: first.ts ?? "", text: "thinking" });
  await web.chat.postEphemeral({ channel: "C0GENERAL", user: "U0CLEO", thread_ts, text: "only you" });
  await web.assistant.threads.setStatus({ channel_id: "C0GENERAL", thread_ts, status: "is thinking…" });
  assert.equal(slack.state.statuses.size, 1);
  const stream = await web.chat.startStream({
    channel: "C0GENERAL",
    thread_ts,
    recipient_team_id: "T0ACME",
    recipient_user_id: "U0CLEO",
    markdown_text: "It is ",
  });
  const ts = stream.ts ?? "";
  await web.chat.appendStream({ channel: "C0GENERAL", ts, markdown_text: "**42**." });
  await web.chat.stopStream({ channel: "C0GENERAL", ts });
  assert.equal(slack.state.statuses.size, 0);

  const replies = await web.conversations.replies({ channel: "C0GENERAL", ts: thread_ts });
  assert.deepEqual(
    replies.messages?.map((m) => m.text),
    [asked.text, "thinking", "It is **42**."],
  );
  const history = await web.conversations.history({ channel: "C0GENERAL" });
  assert.deepEqual(
    history.messages?.map((m) => [m.ts, m.reply_count]),
    [[asked.ts, 2]],
  );
});

async function withButton({ web }: SlackBench): Promise<string> {
  const posted = await web.chat.postMessage({
    channel: "C0GENERAL",
    text: "working",
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: "working" } },
      {
        type: "actions",
        elements: [
          { type: "button", action_id: "stop", text: { type: "plain_text", text: "Stop" }, value: "job-1" },
        ],
      },
    ],
  });
  return posted.ts ?? "";
}
