import assert from "node:assert/strict";
import { test } from "node:test";
import { withCommandsAsTyped } from "./command-words.ts";
import { workspaceId } from "./ids.ts";

const commands = [{ name: "leave" }, { name: "share" }];
const text = "Use `/leave`, or `/share off`; not `/leaves`, `/other` nor /leave.";

test("COMMAND-WORDS commands are named as they are typed in the place", () => {
  const discord = {
    platform: "discord",
    workspace: workspaceId("discord", "1"),
    channel: "2",
    kind: "channel",
  } as const;
  const slack = { ...discord, platform: "slack", workspace: workspaceId("slack", "T") } as const;
  assert.equal(withCommandsAsTyped(text, discord, commands), text);
  assert.equal(
    withCommandsAsTyped(text, slack, commands),
    "Use `/parley leave`, or `/parley share off`; not `/leaves`, `/other` nor /leave.",
  );
  assert.equal(
    withCommandsAsTyped(text, { ...slack, thread: "3" }, commands),
    "Use `@Parley leave`, or `@Parley share off`; not `/leaves`, `/other` nor /leave.",
  );
});
