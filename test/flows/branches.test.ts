import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { branchId, workspaceId } from "../../src/core/ids.ts";
import { listPrice, type Price } from "../../src/models/prices.ts";
import { commanderOn, type Heard } from "../support/commander.ts";
import { everywhere } from "../support/everywhere.ts";
import { finished, says, textOf } from "../support/replies.ts";
import type { Stage } from "../support/stage.ts";
import { hears, talked } from "../support/talked.ts";

const noThreads = {
  discord: {
    service: "discord",
    name: /POST .*threads/,
    fault: { kind: "status", status: 403, body: { code: 50013, message: "Missing Permissions" } },
  },
  slack: {
    service: "slack",
    name: "chat.postMessage",
    fault: { kind: "status", status: 200, body: { ok: false, error: "restricted_action" } },
  },
} as const;

everywhere("branches", (open) => {
  test("BRANCH-NEW /branch opens a thread that goes on from here and tells where it came from", async () => {
    await using stage = await open();
    const { asked, commander, script } = await talked(stage);
    using _script = script;
    await commander.use("branch", { name: "other idea" });
    const opening = await hears(stage, /`other idea` goes on from/);
    await hears(stage, /`other idea` goes on in \[a thread of its own\]/);
    const thread = opening.thread ?? opening.id;
    commander.say("and in the branch?", thread);
    await hears(stage, /answer 2/);
    assert.match(asked[1] ?? "", /the first question[\s\S]*and in the branch\?/);
    await commander.use("branches");
    const listed = await hears(stage, /Branches/);
    assert.match(
      listed.text,
      /`main`[\s\S]*\n\s+- `other idea` · by `[^`]+` · 2 messages · [\d.]+k? tokens · just now/,
    );
    await stage.until(() => find(listed)?.files.length === 1, "the picture");
    // Slack makes each answer's thread a branch as well
    const [count, names] =
      stage.platform === "slack" ? [3, "the first question, other idea"] : [2, "other idea"];
    const alt = `A graph of ${count} branches. The channel goes on with main. From main: ${names}.`;
    assert.deepEqual(find(listed)?.files, [{ name: "branches.png", alt }]);
    function find({ id }: Heard) {
      return commander.heard().find((h) => h.id === id);
    }
  });

  test("BRANCH-COST /branches and /who tell what a branch cost, as far as prices are known", async () => {
    const took = { inputTokens: 100_000, outputTokens: 2_000, cacheReadTokens: 60_000 } as const;
    // the sandbox's own address has no price; one of its answers costs what a real service's would
    const price: Price = async (call) => {
      const baseUrl = call.inputTokens === took.inputTokens ? "https://api.openai.com/v1" : call.baseUrl;
      return listPrice({ ...call, baseUrl, model: "gpt-4o" });
    };
    await using stage = await open({ app: { price } });
    using _script = stage.sandbox.models.script((request) =>
      request.turns.at(-1)?.text.includes("dear")
        ? [
            { kind: "text", text: "It was dear." },
            { kind: "usage", ...took },
          ]
        : [{ kind: "text", text: "Who knows." }],
    );
    await stage.until(() => stage.offered(), "commands are registered");
    const commander = commanderOn(stage.platform, stage.sandbox);
    await commander.use("branch", { name: "side" });
    const opening = await hears(stage, /`side` goes on from/);
    const thread = opening.thread ?? opening.id;
    commander.say("something dear", thread);
    await hears(stage, /It was dear/);
    await commander.use("branches");
    // 40,000 at 2.50 dollars a million, 60,000 from the cache at half of that, and 2,000 at 10
    const listed = await hears(stage, /`side` · .* · 2 messages · 102k tokens · \$0\.20 · just now/);
    commander.say("something else", thread);
    await hears(stage, /Who knows/);
    await commander.use("branches");
    const seen = new Set([listed.id]);
    await hears(stage, /`side` · .* · 4 messages · 102k tokens · over \$0\.19 · just now/, seen);
    await commander.use("who", {}, thread);
    await hears(stage, /Branch `side` · 4 messages · 102k tokens · over \$0\.19 · just now · answered by/);
  });

  test("BRANCH-FROM /branch with a link forks at that message, in a thread on it if none hangs there", async () => {
    await using stage = await open();
    const { asked, first, commander, script } = await talked(stage);
    using _script = script;
    const later = stage.ask("something later");
    await stage.until(() => finished(stage, later), "the second answer");
    await commander.use("branch", { name: "early", from: commander.link(first.id) });
    const opening = await hears(stage, /`early` goes on from \[this message\]/);
    if (stage.platform === "discord") assert.equal(opening.thread, first.id);
    await commander.use("branch", { name: "early two", from: commander.link(first.id) });
    const second = await hears(stage, /`early two` goes on from/);
    await hears(stage, /`early two` goes on in/);
    assert.notEqual(second.thread ?? second.id, opening.thread ?? opening.id, "one thread each");
    commander.say("what was before?", second.thread ?? second.id);
    await hears(stage, /answer 3/);
    assert.match(asked[2] ?? "", /the first question/);
    assert.ok(!asked[2]?.includes("something later"));
    await commander.use("branch", { name: "Early" });
    await hears(stage, /There is a branch `Early` already/);
  });

  test("BRANCH-MENU Branch from here forks at the message it is chosen on, and refuses one it does not know", async () => {
    await using stage = await open();
    const { asked, first, commander, script } = await talked(stage);
    using _script = script;
    const later = stage.ask("something later");
    await stage.until(() => finished(stage, later), "the second answer");
    await commander.choose("Branch from here", first.id);
    const opening = await hears(stage, /`the first question(?: \(2\))?` goes on from \[this message\]/);
    commander.say("what was before?", opening.thread ?? opening.id);
    await hears(stage, /answer 3/);
    assert.match(asked[2] ?? "", /the first question/);
    assert.ok(!asked[2]?.includes("something later"));
    await commander.choose("Branch from here", commander.say("not said to Parley"));
    await hears(stage, /I don't know that message/);
  });

  test("BRANCH-BUTTON Branch under an answer forks there once, after a restart too; the second press gets the link", async () => {
    await using stage = await open();
    const { asked, first, commander, script } = await talked(stage);
    using _script = script;
    const later = stage.ask("something later");
    await stage.until(() => finished(stage, later), "the second answer");
    await stage.stop();
    await stage.start();
    await stage.press(first, "Branch");
    const opening = await hears(stage, /`the first question(?: \(2\))?` goes on from \[this message\]/);
    const said = await hears(
      stage,
      /`the first question(?: \(2\))?` goes on in \[a thread of its own\]\(([^)]+)\)\.$/,
    );
    await stage.press(first, "Branch");
    const again = await hears(stage, /It was branched here before/);
    const linkIn = (text: string) => /\]\(([^)]+)\)/.exec(text)?.[1];
    assert.equal(linkIn(again.text), linkIn(said.text));
    assert.equal(commander.heard().filter((h) => /goes on from/.test(h.text)).length, 1);
    commander.say("what was before?", opening.thread ?? opening.id);
    await hears(stage, /answer 3/);
    assert.match(asked[2] ?? "", /the first question[\s\S]*answer 1[\s\S]*what was before/);
    assert.ok(!asked[2]?.includes("something later"));
  });

  test("BRANCH-SWITCH /switch lets the channel go on with a branch, and main goes back", async () => {
    await using stage = await open();
    const { asked, commander, script } = await talked(stage);
    using _script = script;
    await commander.use("branch", { name: "side" });
    const opening = await hears(stage, /`side` goes on from/);
    await hears(stage, /`side` goes on in/);
    const thread = opening.thread ?? opening.id;
    commander.say("only in the branch", thread);
    await hears(stage, /answer 2/);
    await commander.use("switch", { name: "main" }, thread);
    await hears(stage, /A thread stays with its branch/);
    await commander.use("switch", { name: "SIDE" });
    const marker = await hears(stage, /goes on with `side`/);
    assert.match(marker.text, /answer 2/);
    const there = stage.ask("in the channel now");
    await stage.until(() => textOf(stage, there).includes("answer 3"), "the answer");
    assert.match(asked[2] ?? "", /only in the branch[\s\S]*in the channel now/);
    await commander.use("switch", { name: "main" });
    await hears(stage, /goes on with `main`/);
    const back = stage.ask("back again");
    await stage.until(() => textOf(stage, back).includes("answer 4"), "the answer");
    assert.ok(!asked[3]?.includes("only in the branch"));
  });

  test("BRANCH-TIDY branches are renamed, and deleted after asking; nobody else answers for the asker", async () => {
    await using stage = await open();
    const { commander, script } = await talked(stage);
    using _script = script;
    await commander.use("branch", { name: "plan" });
    await hears(stage, /`plan` goes on in/);
    await commander.use("branches", { action: "rename", branch: "plan", name: "better plan" });
    await hears(stage, /`plan` is now called `better plan`/);
    await commander.use("branch", { name: "rename better plan to the best plan" });
    await hears(stage, /`better plan` is now called `the best plan`/);
    await commander.use("branch", { name: "delete the best plan" });
    const question = await hears(stage, /Delete `the best plan`/);
    assert.deepEqual(
      question.buttons.map((b) => b.label),
      ["Delete", "Keep"],
    );
    await commander.press(question, "Delete");
    await hears(stage, /`the best plan` is deleted/);
    await commander.use("switch", { name: "the best plan" });
    await hears(stage, /There is no branch `the best plan` here/);
    await commander.use("branch", { name: "delete me some time" });
    await hears(stage, /`delete me some time` goes on in/);
  });

  test("F07 K23 a crash between thread and branch leaves neither alone: the next attempt completes it once", async () => {
    await using stage = await open();
    const { asked, commander, script } = await talked(stage);
    using _script = script;
    {
      // the database is away from the moment the thread's first words are posted
      using _watching = stage.sandbox.ledger.watch(() => {
        if (commander.heard().some((h) => /goes on from/.test(h.text))) stage.database.down = true;
      });
      await commander.use("branch", { name: "survivor" });
      await stage.until(() => stage.database.down, "the thread was opened");
      await stage.stop();
    }
    stage.database.down = false;
    await stage.start();
    const said = await hears(stage, /`survivor` goes on in/);
    const openings = commander.heard().filter((h) => /`survivor` goes on from/.test(h.text));
    assert.equal(openings.length, 1, "one thread");
    const thread = openings[0]?.thread ?? openings[0]?.id ?? "";
    assert.ok(said.text.includes(stage.platform === "discord" ? thread : thread.replace(".", "")), said.text);
    commander.say("are you there?", thread);
    await hears(stage, /answer 2/);
    assert.match(asked[1] ?? "", /are you there/);
  });

  test("F07 K24 where no thread can be opened no branch stays, and its name is free again", async () => {
    await using stage = await open();
    const { commander, script } = await talked(stage);
    using _script = script;
    {
      using _refusing = stage.sandbox.faults.add(noThreads[stage.platform]);
      await commander.use("branch", { name: "nowhere" });
      const told = await hears(stage, /I can't open a thread here/);
      assert.match(
        told.text,
        stage.platform === "discord" ? /lack the permission \*\*Create Public Threads\*\*/ : /may not post/,
      );
      assert.ok(!commander.heard().some((h) => /goes on from/.test(h.text)), "nothing announces it");
    }
    await commander.use("branches");
    const listed = await hears(stage, /Branches/);
    assert.ok(!listed.text.includes("nowhere"), listed.text);
    await commander.use("branch", { name: "nowhere" });
    await hears(stage, /`nowhere` goes on in/);
  });

  test("BRANCH-DM in a direct message a branch is gone on with by /switch where there are no threads", async () => {
    await using stage = await open();
    const asked: string[] = [];
    using _script = stage.sandbox.models.script((request) => {
      asked.push(request.turns.map((t) => t.text).join("\n"));
      return says(`answer ${asked.length}`);
    });
    await stage.until(() => stage.offered(), "commands are registered");
    const first = stage.dm("the first question");
    await stage.until(() => finished(stage, first) && stage.app.lanes.size === 0, "the first answer");
    const direct = directOn(stage);
    await direct.use("branch", "aside");
    if (stage.platform === "discord")
      await direct.hears(/`aside` is there. Go on with it here: `\/switch aside`/);
    else await direct.hears(/`aside` goes on in \[a thread of its own\]/);
    await direct.use("switch", "aside");
    await direct.hears(/goes on with `aside`/);
    const aside = stage.dm("said aside");
    await stage.until(() => finished(stage, aside) && stage.app.lanes.size === 0, "the second answer");
    await direct.use("switch", "main");
    await direct.hears(/goes on with `main`/);
    const back = stage.dm("back again");
    await stage.until(() => finished(stage, back), "the third answer");
    assert.match(asked[1] ?? "", /the first question[\s\S]*said aside/);
    assert.ok(asked[2]?.includes("the first question") && !asked[2].includes("said aside"));
  });

  test("BRANCH-LIST a long list comes in pages, the picture with the first, and names are suggested", async () => {
    await using stage = await open();
    const { commander, script } = await talked(stage);
    using _script = script;
    await manyBranches(stage, 24);
    // Slack makes each answer's thread a branch as well
    const count = stage.platform === "slack" ? 26 : 25;
    await commander.use("branches");
    const first = await hears(stage, /Page 1 of 2: `page:2`/);
    assert.equal(first.text.match(/^\s*- `/gm)?.length, 20);
    await commander.use("branches", { page: 2 });
    const second = await hears(stage, /Page 2 of 2: `page:1`/);
    assert.equal(second.text.match(/^\s*- `/gm)?.length, count - 20);
    assert.deepEqual(second.files, []);
    if (stage.platform === "slack") return;
    const { discord } = stage.sandbox;
    const maya = discord.as(discord.named.users.maya);
    const typing = async (typed: string) => {
      const asked = maya.autocomplete(discord.named.channels.general, "switch", { name: typed }, "name");
      await stage.until(() => asked.state.kind === "choices", "suggestions");
      const { state } = asked;
      return state.kind === "choices" ? state.choices.map((choice) => String(choice.value)) : [];
    };
    assert.deepEqual(await typing("IDEA 7"), ["idea 7"]);
    assert.deepEqual(await typing("1"), [
      "idea 1",
      ...Array.from({ length: 10 }, (_, index) => `idea ${index + 10}`),
      "idea 21",
    ]);
    assert.equal((await typing("")).length, 25);
    assert.deepEqual(await typing("nothing like that"), []);
  });
});

/** As many branches without threads, made as `/branch` makes them. */
async function manyBranches({ database: { store }, platform, sandbox }: Stage, count: number): Promise<void> {
  const { guild, channels } = sandbox.discord.named;
  const [tenant, channel] = platform === "discord" ? [guild, channels.general] : ["T0ACME", "C0GENERAL"];
  const workspace = workspaceId(platform, tenant);
  const conversation = await store.chats.find({ platform, workspace, channel, kind: "channel" });
  assert.ok(conversation);
  for (let nth = 1; nth <= count; nth += 1) {
    const id = branchId(randomUUID());
    const by = { id: "U1", name: "Maya" };
    const { chat, branch } = conversation;
    await store.branches.fork({ id, chat, from: branch, name: `idea ${nth}`, numbered: false, by });
    await store.branches.opened(id, undefined);
  }
}

/** A person's direct messages with Parley: commands there, and what they are shown of the answers. */
function directOn({ platform, sandbox: { discord, slack }, until, app }: Stage) {
  const hears = async (texts: () => string[], text: RegExp) => {
    const isHeard = () => texts().some((one) => text.test(one)) && app.lanes.size === 0;
    await until(isHeard, `something like ${text}`).catch((error: unknown) => {
      throw new Error(`heard ${JSON.stringify(texts())}`, { cause: error });
    });
  };
  if (platform === "discord") {
    const { maya } = discord.named.users;
    const person = discord.as(maya);
    const { id } = person.dm();
    return {
      use: async (name: string, value: string) => void person.slash(id, name, { name: value }),
      hears: (text: RegExp) => hears(() => discord.visibleTo(maya, id).map((m) => m.content), text),
    };
  }
  const person = slack.as("U0CLEO");
  const id = person.openDm();
  return {
    use: async (name: string, value: string) => void (await person.slash(id, "/parley", `${name} ${value}`)),
    hears: (text: RegExp) => hears(() => slack.visibleTo("U0CLEO", id).map((m) => m.text), text),
  };
}
