import assert from "node:assert/strict";
import { test } from "node:test";
import { createInTurn } from "./in-turn.ts";

test("F38 work on one thing is done one after the other, and only the newest of what waits", async () => {
  const inTurn = createInTurn<string>();
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work = (name: string) => async () => {
    await gate.promise;
    done.push(name);
    return name;
  };
  const asked = ["a", "b", "c", "d"].map((name) => inTurn.run("x", work(name)));
  const other = inTurn.run("y", async () => "other");
  assert.equal(await other, "other");
  gate.resolve();
  assert.deepEqual(await Promise.all(asked), ["a", "d", "d", "d"]);
  assert.deepEqual(done, ["a", "d"]);
  assert.equal(await inTurn.run("x", work("e")), "e");
});

test("F38 a failure is told to who asked, and the next is done all the same", async () => {
  const inTurn = createInTurn<string>();
  const failing = inTurn.run("x", async () => {
    throw new Error("no");
  });
  const next = inTurn.run("x", async () => "yes");
  await assert.rejects(failing, /no/);
  assert.equal(await next, "yes");
});
