import assert from "node:assert/strict";
import { test } from "node:test";
import { PermissionFlagsBits } from "discord.js";
import { inviteUrl, neededPermissions } from "./permissions.ts";

test("DISCORD-INVITE the link asks for exactly what is needed, and for slash commands", () => {
  const url = new URL(inviteUrl("42"));
  assert.equal(url.searchParams.get("client_id"), "42");
  assert.equal(url.searchParams.get("scope"), "bot applications.commands");
  const bits = BigInt(url.searchParams.get("permissions") ?? "0");
  const named = Object.entries(PermissionFlagsBits).filter(([, bit]) => (bits & bit) === bit);
  assert.deepEqual(named.map(([name]) => name).sort(), Object.keys(neededPermissions).sort());
  assert.equal(bits & PermissionFlagsBits.Administrator, 0n);
});
