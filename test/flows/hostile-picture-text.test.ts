import assert from "node:assert/strict";
import { test } from "node:test";
import { everywhere } from "../support/everywhere.ts";
import { looking } from "../support/looking.ts";
import { plainPng } from "../support/pictures.ts";
import type { Stage } from "../support/stage.ts";

const given = { option: "image", bytes: plainPng(40, 30).bytes };

/** What a picture can have written in it. */
const evil = (stage: Stage) => {
  const someone = stage.platform === "discord" ? `<@${stage.sandbox.discord.named.users.ben}>` : "<@U0DAN>";
  return `@everyone @here <!channel> <!here> ${someone}\n\`\`\`\`\n[the bank](https://evil.example)\n\`\`\``;
};

/** Whether anybody was notified, or could be, by what Parley has posted. */
function pings({ platform, sandbox }: Stage): unknown[] {
  if (platform === "discord")
    return [...sandbox.discord.state.messages.values()].filter(
      (m) =>
        m.authorId === sandbox.discord.named.users.parley && (m.mention_everyone || m.mentionIds.length > 0),
    );
  return [...sandbox.slack.state.messages.values()]
    .flatMap((channel) => [...channel.values()])
    .filter((m) => m.user === sandbox.slack.state.app.botUserId)
    .filter(
      (m) =>
        /<[!@]/.test(m.text) || /"type":"(user|usergroup|broadcast)"/.test(JSON.stringify(m.blocks ?? [])),
    );
}

everywhere("hostile text in pictures", (open) => {
  test("A19 what is written in a picture notifies nobody, and no line of it leaves its block", async () => {
    await using stage = await open();
    using s = await looking(stage, evil(stage));
    await s.maya.useWith(given, "ocr");
    const read = await s.hears(/the bank/);
    const [, block, rest] = /```\n([\s\S]*?)```([\s\S]*)$/.exec(read.text) ?? [];
    assert.match(block ?? "", /the bank[\s\S]*evil\.example/);
    assert.equal(rest, "");
    await s.maya.useWith(given, "analyze");
    await s.hears(/the bank/);
    assert.deepEqual(pings(stage), []);
  });

  test("A19 however many backticks a picture is full of, its text is one block of one message", async () => {
    await using stage = await open();
    using s = await looking(stage, `a${"`".repeat(1_900)}\n**b**`);
    await s.maya.useWith(given, "ocr");
    const read = await s.hears(/the whole text is in the file/);
    assert.equal(read.text.split("```").length, 3);
    assert.ok(read.text.length < 2_000);
  });

  test("PICTURE-CUT words that are cut for a picture end between characters, wherever that falls", async () => {
    await using stage = await open();
    using s = await looking(stage, `${"a".repeat(1_499)}😀😀`);
    await s.maya.useWith(given, "analyze");
    await s.hears(/a{1499}😀😀/);
    await s.maya.use("image", { prompt: `${"b".repeat(999)}😀😀` });
    await s.hears(/A picture for/);
    const kept = await stage.query("select files from message where files is not null", []);
    assert.doesNotMatch(JSON.stringify(kept), /\ufffd|\\ud83d/);
  });
});
