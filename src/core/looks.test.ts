import assert from "node:assert/strict";
import { test } from "node:test";
import { workspaceId } from "./ids.ts";
import type { Place } from "./inbound.ts";
import { createLooks } from "./looks.ts";

const channel = (name: string): Place => ({
  platform: "slack",
  workspace: workspaceId("slack", "T"),
  channel: name,
  kind: "channel",
});

test("LOOKS a conversation is read as far as its last turn needed, with some room, its threads too", () => {
  const looks = createLooks();
  assert.equal(looks.at(channel("a")), 64);
  looks.needed(channel("a"), 20);
  assert.equal(looks.at(channel("a")), 64);
  looks.needed(channel("a"), 300);
  assert.equal(looks.at(channel("a")), 384);
  assert.equal(looks.at({ ...channel("a"), thread: "1" }), 384);
  assert.equal(looks.at(channel("b")), 64);
  looks.needed(channel("a"), 1_000_000);
  assert.equal(looks.at(channel("a")), 1_024);
  looks.needed(channel("a"), 3);
  assert.equal(looks.at(channel("a")), 64, "started afresh");
});

test("LOOKS no more conversations are remembered than the last few thousand", () => {
  const looks = createLooks();
  for (let n = 0; n < 6_000; n++) looks.needed(channel(`c${n}`), 200);
  assert.equal(looks.at(channel("c0")), 64);
  assert.equal(looks.at(channel("c5999")), 256);
});
