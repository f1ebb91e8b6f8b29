import assert from "node:assert/strict";
import { test } from "node:test";
import { PermissionFlagsBits } from "discord.js";
import { inviteUrl, mayReadHistory, neededPermissions } from "./permissions.ts";

const { ViewChannel, ReadMessageHistory, SendMessages, Administrator } = PermissionFlagsBits;
const guild = (everyone: bigint, own = 0n) => ({
  id: "1",
  roles: new Map([
    ["1", { permissions: everyone.toString() }],
    ["2", { permissions: own.toString() }],
  ]),
  myRoles: ["2"],
});
const overwrite = (id: string, type: number, allow: bigint, deny: bigint) => ({
  id,
  type,
  allow: allow.toString(),
  deny: deny.toString(),
});
const both = ViewChannel | ReadMessageHistory;

test("DISCORD-INVITE the link asks for exactly what is needed, and for slash commands", () => {
  const url = new URL(inviteUrl("42"));
  assert.equal(url.searchParams.get("client_id"), "42");
  assert.equal(url.searchParams.get("scope"), "bot applications.commands");
  const bits = BigInt(url.searchParams.get("permissions") ?? "0");
  const named = Object.entries(PermissionFlagsBits).filter(([, bit]) => (bits & bit) === bit);
  assert.deepEqual(named.map(([name]) => name).sort(), Object.keys(neededPermissions).sort());
  assert.equal(bits & Administrator, 0n);
});

test("DISCORD-RIGHTS reading is decided by roles, then by the channel's overwrites in Discord's order", () => {
  assert.equal(mayReadHistory(guild(both), [], "9"), true);
  assert.equal(mayReadHistory(guild(SendMessages), [], "9"), false);
  assert.equal(mayReadHistory(guild(0n, both), [], "9"), true);
  const hidden = [overwrite("1", 0, 0n, ViewChannel)];
  assert.equal(mayReadHistory(guild(both), hidden, "9"), false);
  assert.equal(mayReadHistory(guild(both), [...hidden, overwrite("2", 0, ViewChannel, 0n)], "9"), true);
  assert.equal(mayReadHistory(guild(both), [overwrite("9", 1, 0n, ViewChannel)], "9"), false);
  assert.equal(mayReadHistory(guild(0n, Administrator), hidden, "9"), true);
});
