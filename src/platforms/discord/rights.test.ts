import assert from "node:assert/strict";
import { test } from "node:test";
import { PermissionFlagsBits } from "discord.js";
import { has, type Overwrite, type RightsGuild, rightsOf } from "./rights.ts";

const { ViewChannel, ReadMessageHistory, SendMessages, Administrator } = PermissionFlagsBits;
const guild = (everyone: bigint, own = 0n) => ({
  id: "1",
  owner: "8",
  roles: new Map([
    ["1", { permissions: everyone.toString() }],
    ["2", { permissions: own.toString() }],
  ]),
});
const overwrite = (id: string, type: number, allow: bigint, deny: bigint) => ({
  id,
  type,
  allow: allow.toString(),
  deny: deny.toString(),
});
const both = ViewChannel | ReadMessageHistory;

const reads = (on: RightsGuild, overwrites: readonly Overwrite[]) =>
  has(rightsOf({ id: "9", roles: ["2"] }, on, overwrites), "ViewChannel", "ReadMessageHistory");

test("DISCORD-RIGHTS reading is decided by roles, then by the channel's overwrites in Discord's order", () => {
  assert.equal(reads(guild(both), []), true);
  assert.equal(reads(guild(SendMessages), []), false);
  assert.equal(reads(guild(0n, both), []), true);
  const hidden = [overwrite("1", 0, 0n, ViewChannel)];
  assert.equal(reads(guild(both), hidden), false);
  assert.equal(reads(guild(both), [...hidden, overwrite("2", 0, ViewChannel, 0n)]), true);
  assert.equal(reads(guild(both), [overwrite("9", 1, 0n, ViewChannel)]), false);
  assert.equal(reads(guild(0n, Administrator), hidden), true);
  assert.equal(reads({ ...guild(0n), owner: "9" }, hidden), true);
});
