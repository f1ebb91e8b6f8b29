import assert from "node:assert/strict";
import { test } from "node:test";
import { openDiscord } from "../../../test/support/discord-sandbox.ts";

test("every route of the loopback Discord answers, and as the official description says", async () => {
  await using fixture = await openDiscord({
    seed: {
      portal: { guildMembers: true },
      botPermissions: ["ADMINISTRATOR"],
    },
  });
  const { discord } = fixture;
  const { named, application } = discord;
  const { general } = named.channels;
  const { ben, chloe } = named.users;
  const ask = async (method: string, path: string, body?: unknown, auth = true) => {
    discord.limits.reset();
    const reply = await fixture.call(method, path, body, auth ? {} : { authorization: "" });
    assert.ok(reply.status < 300, `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };

  for (const path of ["/gateway", "/gateway/bot", "/users/@me", "/users/@me/guilds", "/applications/@me"]) {
    await ask("GET", path);
  }
  await ask("GET", "/oauth2/applications/@me");
  await ask("GET", `/users/${ben}`);
  await ask("POST", "/users/@me/channels", { recipient_id: ben });

  const guild = `/guilds/${named.guild}`;
  for (const path of ["", "/channels", "/roles", "/threads/active", "/members?limit=5", `/members/${ben}`]) {
    await ask("GET", guild + path);
  }
  await ask("GET", `${guild}/members/search?query=b&limit=5`);
  const channel = await ask("POST", `${guild}/channels`, { name: "new" });
  await ask("PUT", `/channels/${channel.id}/permissions/${ben}`, { type: 1, allow: "1024", deny: "0" });
  await ask("DELETE", `/channels/${channel.id}/permissions/${ben}`);
  await ask("PATCH", `/channels/${channel.id}`, { topic: "t" });
  await ask("GET", `/channels/${channel.id}`);
  await ask("DELETE", `/channels/${channel.id}`);

  const messages = `/channels/${general}/messages`;
  const message = await ask("POST", messages, { content: "x" });
  const one = `${messages}/${message.id}`;
  await ask("GET", `${messages}?limit=5`);
  await ask("GET", one);
  await ask("PATCH", one, { content: "y" });
  await ask("POST", `/channels/${general}/typing`);
  const thumb = `${one}/reactions/${encodeURIComponent("👍")}`;
  await ask("PUT", `${thumb}/@me`);
  await ask("GET", thumb);
  await ask("DELETE", `${thumb}/@me`);
  discord.as(ben).react(message.id, "👍");
  await ask("DELETE", `${thumb}/${ben}`);
  await ask("PUT", `${messages}/pins/${message.id}`);
  await ask("GET", `${messages}/pins`);
  await ask("DELETE", `${messages}/pins/${message.id}`);

  const thread = await ask("POST", `${one}/threads`, { name: "from" });
  const other = await ask("POST", `/channels/${general}/threads`, { name: "without", type: 12 });
  const members = `/channels/${thread.id}/thread-members`;
  await ask("PUT", `${members}/${chloe}`);
  await ask("GET", members);
  await ask("GET", `${members}/${chloe}?with_member=true`);
  await ask("DELETE", `${members}/${chloe}`);
  await ask("DELETE", `${members}/@me`);
  await ask("PUT", `${members}/@me`);
  for (const { id } of [thread, other]) await ask("PATCH", `/channels/${id}`, { archived: true });
  for (const kind of [
    "threads/archived/public",
    "threads/archived/private",
    "users/@me/threads/archived/private",
  ]) {
    await ask("GET", `/channels/${general}/${kind}`);
  }
  await ask("DELETE", one);

  for (const scope of ["", `/guilds/${named.guild}`]) {
    const commands = `/applications/${application.id}${scope}/commands`;
    const command = await ask("POST", commands, { name: "a", description: "d" });
    await ask("GET", `${commands}?with_localizations=true`);
    await ask("GET", `${commands}/${command.id}`);
    await ask("PATCH", `${commands}/${command.id}`, { description: "e" });
    await ask("DELETE", `${commands}/${command.id}`);
    await ask("PUT", commands, [{ name: "b", description: "d" }]);
  }
  const { id, token } = discord.as(ben).slash(general, "b");
  const hook = `/webhooks/${application.id}/${token}`;
  await ask(
    "POST",
    `/interactions/${id}/${token}/callback?with_response=true`,
    { type: 4, data: { content: "x" } },
    false,
  );
  const followUp = await ask("POST", hook, { content: "y" }, false);
  for (const target of [followUp.id, "@original"]) {
    await ask("GET", `${hook}/messages/${target}`, undefined, false);
    await ask("PATCH", `${hook}/messages/${target}`, { content: "z" }, false);
    await ask("DELETE", `${hook}/messages/${target}`, undefined, false);
  }
  const called = fixture.ledger.entries
    .filter((entry) => entry.kind === "request")
    .map((entry) => entry.name);
  assert.deepEqual(
    discord.routes.filter((name) => !called.includes(name)),
    [],
  );
});
