import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { commanderOn } from "../support/commander.ts";
import { everywhere } from "../support/everywhere.ts";
import { says } from "../support/replies.ts";
import { sharedStage } from "../support/shared-stage.ts";
import { shiftedClock } from "../support/shifted-clock.ts";
import { openStage } from "../support/stage.ts";

const minutes = 60_000;

everywhere("rights in shared chats", (open, way) => {
  test("F25 what was said in a shared chat while Parley was away is kept, and not answered late", async () => {
    const clock = shiftedClock();
    await using stage = await open({ clock });
    using s = await sharedStage(stage);
    const { maya, ben } = s;
    await s.share();
    await maya.use("settings", { rights: "editors", everyone: "editor", answers: "always" });
    await s.hears(maya, /I answer\*\* everything/);
    await stage.stop();
    ben.say("long ago: the code is teal");
    clock.skip(20 * minutes);
    await stage.start();
    await s.kept("the code is teal");
    await stage.until(() => stage.app.lanes.size === 0, "nothing runs");
    assert.equal(s.asked.length, 0, "nobody waits for that any more");
    assert.match(await s.ask("which code?"), /long ago: the code is teal[\s\S]*which code\?/);
  });

  test("A37 F35 whoever lost access while their question waited gets no answer to it", async () => {
    await using stage = await open();
    const release = Promise.withResolvers<void>();
    const asked: string[] = [];
    using _script = stage.sandbox.models.script(async (request) => {
      asked.push(request.turns.at(-1)?.text ?? "");
      if (asked.length === 1) await release.promise;
      return says("answered");
    });
    const first = stage.ask("first");
    await stage.until(() => asked.length === 1, "the model is asked");
    stage.ask("what did they say?", { in: first, person: "second" });
    const ben = commanderOn(stage.platform, stage.sandbox, "first");
    await stage.until(() => ben.heard().some((h) => h.text.includes("1 ahead")), "it waits");
    const { discord, slack } = stage.sandbox;
    if (way.platform === "discord")
      discord.as(discord.named.users.adam).kick(discord.named.guild, discord.named.users.ben);
    else slack.as("U0DAN").leave("C0GENERAL");
    release.resolve();
    await stage.until(() => ben.heard().some((h) => h.text === "answered"), "the first answer");
    await stage.until(() => stage.app.lanes.size === 0, "the work is done");
    await stage.until(() => !ben.heard().some((h) => h.text.includes("1 ahead")), "the sign is gone");
    assert.equal(asked.length, 1, "the model was asked once");
  });

  test("A40 a merge that an editor asked for may be confirmed by the owner", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    const { maya, ben } = s;
    await s.share();
    await ben.use("branch", { name: "side" });
    const opening = await s.hears(ben, /`side` goes on from/);
    await s.hears(ben, /`side` goes on in/);
    ben.say("only here", opening.thread ?? opening.id);
    await s.hears(ben, /answer 1/);
    await ben.use("merge", { branch: "side" });
    const preview = await s.hears(ben, /Merge `side`\?/);
    await ben.use("who");
    await s.hears(ben, /Shared chat/);
    await maya.press(preview, "Confirm");
    await s.hears(ben, /merged `side` here/);
  });

  test("SHARE-DM a direct message can't be shared, and what to do instead is said", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    if (way.platform === "discord") {
      const { discord } = stage.sandbox;
      const person = discord.as(discord.named.users.maya);
      person.slash(person.dm().id, "share");
    } else {
      stage.sandbox.slack.as("U0CLEO").dm("share");
    }
    await s.hears(s.maya, /nobody can be added to them\. Use `\/(parley )?share` in a channel/);
  });
});

describe("what Discord shows and hides", () => {
  test("A72 a branch's name is suggested as it is typed, but not one that stands where the person can't read", async () => {
    await using stage = await openStage({ platform: "discord" });
    using s = await sharedStage(stage);
    const { discord } = stage.sandbox;
    const { users, channels } = discord.named;
    await s.maya.use("branch", { name: "plan for all" });
    await s.hears(s.maya, /`plan for all` goes on in/);
    const maya = discord.as(users.maya);
    const thread = maya.openThread(channels.general, {
      name: "plan for two",
      isPrivate: true,
      invitable: true,
    });
    maya.joinThread(thread.id, users.parley);
    maya.say(thread.id, `<@${users.parley}> between us`);
    await s.hears(s.maya, /answer 1/);
    const suggestedTo = async (user: string) => {
      const typed = discord.as(user).autocomplete(channels.general, "switch", { name: "thre" }, "name");
      const { state } = await typed.settled;
      return state.kind === "choices" ? state.choices.map((c) => c.name) : state.kind;
    };
    assert.deepEqual(await suggestedTo(users.maya), ["thread"]);
    assert.deepEqual(await suggestedTo(users.ben), []);
  });

  test("SHARE-HIDDEN where Discord hides what people say, sharing says so openly", async () => {
    const seed = { discord: { portal: { messageContent: false } } };
    await using stage = await openStage({ platform: "discord", seed });
    using s = await sharedStage(stage);
    await s.maya.use("share");
    const notice = await s.hears(s.ben, /shared chat\*\* now/);
    assert.match(notice.text, /the Message Content intent is off/);
    s.ben.say("unseen");
    assert.match(await s.ask("hello"), /hello/);
    assert.equal((await stage.query("select 1 from message where text = ''", [])).length, 0);
  });
});
