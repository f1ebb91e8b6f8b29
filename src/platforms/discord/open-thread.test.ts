import assert from "node:assert/strict";
import { test } from "node:test";
import { isParleyError } from "../../core/errors.ts";
import { workspaceId } from "../../core/ids.ts";
import type { Place } from "../../core/inbound.ts";
import { openThread } from "./open-thread.ts";

const post: Place = {
  platform: "discord",
  workspace: workspaceId("discord", "1"),
  channel: "2",
  thread: "3",
  kind: "channel",
};
const signal = AbortSignal.timeout(5_000);

/** Nothing may be asked of Discord. */
function on(type: number) {
  const never = async () => assert.fail("Discord was asked");
  return {
    api: { once: never, persist: never, isAuthorised: true, breaker: undefined as never },
    me: never,
    post: never,
    remove: never,
    typeOf: () => type,
  };
}

test("BRANCH-FORUM below a post of a forum no thread is tried, and the person is told what to do", async () => {
  for (const type of [15, 16]) {
    const opening = openThread(on(type), post, { title: "idea" }, signal);
    await assert.rejects(
      opening,
      (error) => isParleyError(error, "bad_input") && /another post/.test(error.message),
    );
  }
});

test("BRANCH-VOICE the chat of a voice or stage channel has no threads", async () => {
  const { thread: _, ...voice } = post;
  for (const type of [2, 13]) {
    assert.equal(await openThread(on(type), voice, { title: "idea" }, signal), undefined);
  }
});
