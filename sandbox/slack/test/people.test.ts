import assert from "node:assert/strict";
import { test } from "node:test";
import { slackBench } from "../../../test/support/slack-bench.ts";
import { refused } from "../../../test/support/slack-refusal.ts";

test("SLACK-MEMBERS: inviting and removing, all or nobody unless forced, and where it is not possible", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const channel = "C0SECRET";
  const invite = (users: string, force = false) => web.conversations.invite({ channel, users, force });
  const refusal = await refused(invite("U0BOB,U0ADA"), "already_in_channel");
  assert.deepEqual(refusal.errors, [{ user: "U0ADA", ok: false, error: "already_in_channel" }]);
  assert.equal(slack.state.channels.get(channel)?.members.has("U0BOB"), false);
  await invite("U0BOB,U0ADA", true);
  assert.equal(slack.visibleTo("U0BOB", channel).length > 0, true);
  await refused(invite("U0NOBODY"), "user_not_found");
  await refused(invite("U0PARLEY"), "cant_invite_self");
  await refused(web.conversations.invite({ channel: "C0QUIET", users: "U0EVE" }), "not_in_channel");
  await refused(
    web.conversations.invite({ channel: "D0ADA", users: "U0BOB" }),
    "method_not_supported_for_channel_type",
  );
  await web.conversations.kick({ channel, user: "U0BOB" });
  assert.deepEqual(slack.visibleTo("U0BOB", channel), []);
  await refused(web.conversations.kick({ channel, user: "U0BOB" }), "not_in_channel");
  await refused(web.conversations.kick({ channel, user: "U0PARLEY" }), "cant_kick_self");
  await refused(web.conversations.kick({ channel: "C0GENERAL", user: "U0BOB" }), "cant_kick_from_general");
  await web.conversations.join({ channel: "C0QUIET" });
  await refused(web.conversations.join({ channel: "C0BOARD" }), "channel_not_found");
  const members = await web.conversations.members({ channel: "C0QUIET" });
  assert.equal(members.members?.includes("U0PARLEY"), true);
});

test("SLACK-CREATE: names are lower case, of 80, and taken once; archiving ends a channel", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const create = (name: string) => web.conversations.create({ name, is_private: true });
  await refused(create("general"), "name_taken");
  await refused(create("Loud Name"), "invalid_name_specials");
  await refused(create("x".repeat(81)), "invalid_name_maxlength");
  await refused(create("---"), "invalid_name_punctuation");
  const made = await create("parley-branch");
  const channel = made.channel?.id ?? "";
  assert.deepEqual(slack.visibleTo("U0ADA", channel), []);
  await web.conversations.setTopic({ channel, topic: "t".repeat(250) });
  await refused(web.conversations.setTopic({ channel, topic: "t".repeat(251) }), "too_long");
  await web.conversations.archive({ channel });
  await refused(web.conversations.archive({ channel }), "is_archived");
  await refused(web.conversations.archive({ channel: "C0GENERAL" }), "cant_archive_general");
});

test("SLACK-OPEN: a direct message by people, reused when there; one with a stranger or too many is refused", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  assert.equal((await web.conversations.open({ users: "U0ADA" })).channel?.id, "D0ADA");
  const fresh = await web.conversations.open({ users: "U0DAN" });
  assert.equal((await web.conversations.open({ users: "U0DAN" })).channel?.id, fresh.channel?.id);
  const group = await web.conversations.open({ users: "U0ADA,U0DAN" });
  assert.equal(slack.state.channels.get(group.channel?.id ?? "")?.kind, "mpim");
  await refused(web.conversations.open({ users: "U0NOBODY" }), "user_not_found");
  await refused(web.conversations.open({} as never), "users_list_not_supplied");
  await refused(web.conversations.open({ users: "U0EVE", prevent_creation: true }), "channel_not_found");
  slack.deactivate("U0EVE");
  await refused(web.conversations.open({ users: "U0EVE" }), "user_disabled");
});

test("SLACK-EMAIL: people are found by e-mail, bots and the deactivated are not; it shows with its scope only", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const found = await web.users.lookupByEmail({ email: "Ada@acme.example" });
  assert.deepEqual(
    [found.user?.id, found.user?.profile?.email, found.user?.is_owner],
    ["U0ADA", "ada@acme.example", true],
  );
  await refused(web.users.lookupByEmail({ email: "nobody@acme.example" }), "users_not_found");
  slack.deactivate("U0BOB");
  await refused(web.users.lookupByEmail({ email: "bob@acme.example" }), "users_not_found");
  assert.equal((await web.users.info({ user: "U0BOB" })).user?.deleted, true);
  assert.equal((await web.users.info({ user: "U0EVE" })).user?.is_restricted, true);
  slack.state.app.scopes.delete("users:read.email");
  assert.equal((await web.users.info({ user: "U0ADA" })).user?.profile?.email, undefined);
  await refused(web.users.lookupByEmail({ email: "ada@acme.example" }), "missing_scope");
});

test("SLACK-VISIBILITY: people see public channels, guests and outsiders only where they are", async () => {
  await using bench = await slackBench();
  const { slack, web } = bench;
  slack.as("U0ADA").say("C0GENERAL", "for all");
  slack.as("U0ADA").say("C0SECRET", "for few");
  const sees = (user: string, channel: string) => slack.visibleTo(user, channel).length;
  assert.deepEqual([sees("U0DAN", "C0GENERAL"), sees("U0EVE", "C0GENERAL")], [1, 0]);
  assert.deepEqual([sees("U0CLEO", "C0SECRET"), sees("U0BOB", "C0SECRET")], [1, 0]);
  assert.throws(() => slack.as("U0BOB").say("C0SECRET", "let me in"), /sees no/);
  const mine = await web.users.conversations({ types: "public_channel,private_channel,im" });
  assert.deepEqual(
    mine.channels?.map((c) => c.id),
    ["C0GENERAL", "C0RANDOM", "C0SECRET", "D0ADA", "D0CLEO"],
  );
  const listed = await web.conversations.list({ types: "public_channel,private_channel" });
  assert.deepEqual(
    listed.channels?.map((c) => [c.id, c.is_member]),
    [
      ["C0GENERAL", true],
      ["C0RANDOM", true],
      ["C0QUIET", false],
      ["C0SECRET", true],
    ],
  );
});
