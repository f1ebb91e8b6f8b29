import assert from "node:assert/strict";
import { test } from "node:test";
import { finished, says } from "../support/replies.ts";
import { openStage } from "../support/stage.ts";

test("CONTEXT-SUMMARY what no longer fits is summed up once and kept, not cut", async () => {
  await using stage = await openStage({ platform: "discord", env: { PARLEY_CONTEXT_TOKENS: "2000" } });
  const asked: string[] = [];
  using _script = stage.sandbox.models.script((request) => {
    asked.push(`${request.system}\n${request.turns.map((t) => t.text).join("\n")}`);
    return says(request.system.startsWith("Sum up") ? "They chose the colour teal." : "noted");
  });
  const filler = "and so on, at some length, ".repeat(60);
  for (const text of ["our colour is teal", "two", "three", "four", "five"]) {
    const message = stage.ask(`${text} ${filler}`);
    await stage.until(() => finished(stage, message));
  }
  const summaries = asked.filter((text) => text.startsWith("Sum up"));
  assert.ok(summaries.length > 0 && summaries.length < 5, `${summaries.length} summaries`);
  assert.match(summaries[0] ?? "", /our colour is teal/);
  const last = asked.at(-1) ?? "";
  assert.match(last, /They chose the colour teal/);
  assert.doesNotMatch(last, /our colour is teal/);
  assert.match(last, /five/);
  await stage.until(() => stage.app.lanes.size === 0, "all is stored");
  assert.equal((await stage.query("select 1 from usage", [])).length, asked.length, "summaries cost too");
});
