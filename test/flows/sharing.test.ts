import assert from "node:assert/strict";
import { test } from "node:test";
import { tracesOf } from "../store/traces.ts";
import { everywhere } from "../support/everywhere.ts";
import { sharedStage } from "../support/shared-stage.ts";
import { shiftedClock } from "../support/shifted-clock.ts";
import { untilHolds } from "../support/until-holds.ts";

const hourMs = 60 * 60_000;

everywhere("shared chats", (open) => {
  test("SHARE-KEEP what people say joins the conversation while the chat is shared, and not of those who left", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    const { maya, ben } = s;
    await s.ask("hello");
    ben.say("before anyone shared");
    await maya.use("share");
    const notice = await s.hears(ben, /is a \*\*shared chat\*\* now, owned by `[^`]+`/);
    assert.match(notice.text, /everything that people say/);
    assert.match(notice.text, stage.platform === "slack" ? /`\/parley share off`/ : /`\/share off`/);
    ben.say("the launch is on Friday");
    await s.kept("the launch is on Friday");
    const told = await s.ask("when is the launch?");
    assert.match(told, /\] the launch is on Friday[\s\S]*when is the launch\?/);
    assert.ok(!told.includes("before anyone shared"));
    await ben.use("leave");
    await s.hears(ben, /You have left this shared chat/);
    ben.say("not for your ears");
    maya.say("but this is");
    await s.kept("but this is");
    assert.equal(await s.isKept("not for your ears"), false);
    await maya.use("leave");
    await s.hears(maya, /Hand it over first/);
    await maya.use("share", { action: "off" });
    await s.hears(ben, /ended this shared chat/);
    maya.say("off the record");
    assert.match(await s.ask("and now?"), /but this is/);
    assert.equal(await s.isKept("off the record"), false);
  });

  test("SHARE-INVITE who accepts has the role, the inviter learns of it, and there is nothing to press any more", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    const { maya, ben } = s;
    await maya.use("invite", { person: ben.named });
    await s.hears(maya, /This is no shared chat/);
    await s.share();
    await maya.use("invite", { person: ben.named, role: "viewer" });
    await s.hears(maya, /is invited as viewer/);
    const invitation = await s.hears(ben, /invites you to a shared chat with me, as viewer/);
    await maya.use("who");
    await s.hears(maya, /invited as viewer by `[^`]+`, not answered yet/);
    await ben.use("who");
    const seenByBen = await s.hears(ben, /Shared chat/);
    assert.ok(!seenByBen.text.includes("not answered yet"));
    await ben.press(invitation, "Accept");
    await s.hears(ben, /You are in \[the shared chat\]\(<?https:.*\) as viewer/);
    await s.hears(maya, /accepted your invitation and is in \[the shared chat\]/);
    const answered = ben.heard().find((h) => h.id === invitation.id);
    assert.match(answered?.text ?? "", /You accepted/);
    assert.deepEqual(answered?.buttons, []);
    await maya.use("who");
    const who = await s.hears(maya, /owned by[\s\S]*· viewer/);
    assert.match(who.text, /· owner · 0 messages · \*\*you\*\*/);
    await maya.use("invite", { person: ben.named, role: "editor" });
    await s.hears(ben, /is now an editor of this shared chat/);
  });

  test("A36 an invitation that is declined, too old or whose inviter lost the right gives nothing", async () => {
    const clock = shiftedClock();
    await using stage = await open({ clock });
    using s = await sharedStage(stage);
    const { maya, ben } = s;
    await s.share();
    await maya.use("invite", { person: ben.named });
    const first = await s.hears(ben, /invites you/);
    await ben.press(first, "Decline");
    await s.hears(ben, /You declined/);
    await s.hears(maya, /declined your invitation/);
    await maya.use("invite", { person: ben.named, role: "viewer" });
    const second = await s.hears(ben, /invites you/);
    clock.skip(25 * hourMs);
    await ben.press(second, "Accept");
    await s.hears(ben, /does not belong to anything here/);
    await maya.use("who");
    const who = await s.hears(maya, /Shared chat/);
    assert.ok(!who.text.includes("viewer"), who.text);
  });

  test("SHARE-VIEWER a viewer reads along and is told kindly why not, whichever way they try", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    const { maya, ben } = s;
    await s.share();
    await s.ask("first", "first");
    await maya.use("settings", { rights: "editors", everyone: "viewer" });
    await s.hears(ben, /changed how this chat works[\s\S]*Everyone else here\*\* is a viewer/);
    const asked = s.asked.length;
    stage.ask("may I?", { person: "second" });
    await s.hears(ben, /You are a viewer of this shared chat/);
    assert.equal(s.asked.length, asked, "the model was not asked");
    for (const [name, options] of [
      ["branch", { name: "mine" }],
      ["new", {}],
      ["settings", { rights: "owner" }],
      ["share", { action: "off" }],
      ["invite", { person: maya.named }],
      ["model", { name: "default" }],
    ] as const) {
      await ben.use(name, options);
      await s.hears(ben, /You are a viewer of this shared chat/);
    }
    await ben.use("help");
    const help = await s.hears(ben, /You can read along here/);
    assert.match(help.text, /who/);
    assert.doesNotMatch(help.text, /merge|settings/);
    await ben.use("branches");
    await s.hears(ben, /\*\*Branches\*\*/);
    ben.say("said without asking");
    await s.kept("said without asking");
  });

  test("SHARE-HANDOVER there is one owner at a time, and rights follow", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    const { maya, ben } = s;
    await s.share();
    await ben.use("share", { action: "off" });
    await s.hears(ben, /Only the owner of this shared chat can do that/);
    await maya.use("share", { action: "hand-over", person: ben.named });
    await s.hears(ben, /handed this shared chat over/);
    await maya.use("settings", { rights: "owner" });
    await s.hears(maya, /Only the owner of this shared chat can do that/);
    await ben.use("settings", { rights: "owner" });
    await s.hears(maya, /only the owner invites, merges and switches/);
    await maya.use("invite", { person: ben.named });
    await s.hears(maya, /only its owner brings people in/);
    await maya.use("switch", { name: "main" });
    await s.hears(maya, /only its owner merges, undoes and switches/);
    await maya.use("leave");
    await s.hears(maya, /You have left/);
  });

  test("SHARE-SETTINGS everything is answered where people set it so, in the voice they asked for", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    const { maya, ben } = s;
    await s.share();
    const set = { rights: "editors", everyone: "editor", answers: "always" };
    const where: Record<string, string> = stage.platform === "slack" ? { "answer-in": "channel" } : {};
    await maya.use("settings", { ...set, ...where, persona: "like a pirate" });
    await s.hears(ben, /I answer\*\* everything[\s\S]*like a pirate/);
    ben.say("nobody in particular, what is the time?");
    await s.hears(ben, /answer 1/);
    assert.match(s.asked[0] ?? "", /asked you to speak like this: "like a pirate"/);
    assert.match(s.asked[0] ?? "", /what is the time\?/);
    assert.ok(ben.heard().every((h) => !h.text.startsWith("answer 1") || h.thread === undefined));
  });

  test("A65 what is deleted is gone from every table: from contexts, names, notes and commands", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    const { maya, ben } = s;
    await s.share();
    const said = ben.say("the canary-4711 sings");
    await s.kept("canary-4711");
    const question = stage.ask("is canary-4711 alive?");
    await s.hears(maya, /answer 1/);
    assert.ok((await tracesOf(stage.query, "canary-4711")).includes("message.text"));
    ben.remove(said);
    stage.remove(question);
    await untilHolds(async () => (await tracesOf(stage.query, "canary-4711")).length === 0);
    assert.ok(!(await s.ask("what sings?")).includes("canary-4711"));
  });
});
