import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { request } from "node:http";
import { test } from "node:test";
import { createSandbox, type Sandbox } from "../../sandbox.ts";

/** `fetch` lets nobody set `Host`; a rebinding attack does. */
function ask(sandbox: Sandbox, path: string, headers: Record<string, string>, method = "GET") {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const asking = request(`${sandbox.origin}${path}`, { method, headers }, async (response) => {
        const body = (await response.toArray()).join("");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
      asking.on("error", reject);
      asking.end();
    },
  );
}

function form(as: string, act: object): FormData {
  const body = new FormData();
  body.set("act", JSON.stringify({ as, act }));
  return body;
}

const marked = { "x-sandbox-page": "1" };

test("PAGE-ORIGIN a rebound name, another site and an unmarked post are turned away", async () => {
  await using sandbox = await createSandbox();
  const own = new URL(sandbox.origin).host;
  assert.equal((await ask(sandbox, "/", {})).status, 200);
  assert.equal((await ask(sandbox, "/", { host: "evil.example" })).status, 403);
  assert.equal(
    (await ask(sandbox, "/api/state?slack=ada", { host: `evil.example:${own.split(":")[1]}` })).status,
    403,
  );
  assert.equal((await ask(sandbox, "/api/state?slack=ada", { origin: "https://evil.example" })).status, 403);
  assert.equal((await ask(sandbox, "/api/state?slack=ada", { origin: sandbox.origin })).status, 200);
  assert.equal((await ask(sandbox, "/api/sockets/slack-drop", {}, "POST")).status, 403);
  assert.equal((await ask(sandbox, "/api/sockets/slack-drop", marked, "POST")).status, 200);
});

test("PAGE-ASSETS only listed files are served, whatever the path says, and kept by browsers for good", async () => {
  await using sandbox = await createSandbox();
  const [, base] = /src="(\/assets\/\w+)\/boot\.js"/.exec((await ask(sandbox, "/", {})).body) ?? [];
  for (const path of ["main.js", "ui/app.js", "lib/preact.js", "lib/@preact-signals-core.js", "style.css"]) {
    const { status, headers } = await ask(sandbox, `${base}/${path}`, {});
    assert.equal(status, 200, path);
    assert.match(String(headers["cache-control"]), /immutable/);
  }
  for (const path of [
    `${base}/../page.ts`,
    `${base}/%2e%2e/page.ts`,
    `${base}/..%2fpage.ts`,
    `${base}/tsconfig.json`,
    `${base}/lib/../../package.json`,
    `${base}/`,
    "/assets/0000000000000000/main.js",
  ]) {
    assert.equal((await ask(sandbox, path, {})).status, 404, path);
  }
});

test("PAGE-CSP no script, style or picture from elsewhere, no HTML made from strings", async () => {
  await using sandbox = await createSandbox();
  const { headers } = await ask(sandbox, "/", {});
  const policy = String(headers["content-security-policy"]);
  for (const part of [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "trusted-types 'none'",
  ]) {
    assert.ok(policy.includes(part), part);
  }
  assert.doesNotMatch(policy, /unsafe|https?:/);
  const root = new URL("../client/", import.meta.url);
  for (const name of await readdir(root, { recursive: true })) {
    if (!name.endsWith(".js")) continue;
    const text = await readFile(new URL(name, root), "utf8");
    assert.doesNotMatch(
      text,
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/,
      name,
    );
  }
});

test("PAGE-STATE each person is sent what they may see, and nothing else", async () => {
  await using sandbox = await createSandbox();
  const { discord, slack, origin } = sandbox;
  discord.as(discord.named.users.maya).say(discord.named.channels.private, "canary-discord");
  slack.as("U0ADA").say("C0BOARD", "canary-slack");
  const state = async (query: string) => (await fetch(`${origin}/api/state?${query}`)).text();
  assert.match(await state("discord=maya/moderators"), /canary-discord/);
  assert.doesNotMatch(await state("discord=ben/moderators"), /canary-discord|moderators/);
  assert.match(await state("slack=ada/board"), /canary-slack/);
  assert.doesNotMatch(await state("slack=cleo/board"), /canary-slack|"board"/);
});

test("PAGE-ACT what the platform refuses is told in its own words, and nothing is done", async () => {
  await using sandbox = await createSandbox();
  const { discord, origin } = sandbox;
  const { users, channels } = discord.named;
  const post = (body: FormData) =>
    fetch(`${origin}/api/act/discord`, { method: "POST", headers: marked, body });
  const refused = await post(form(users.ben, { kind: "say", channel: channels.private, text: "hi" }));
  assert.equal(refused.status, 422);
  assert.deepEqual(await refused.json(), { error: "Missing Access" });
  assert.equal(discord.state.messagesIn(channels.private).length, 0);
  const malformed = await post(form(users.ben, { kind: "say", text: "nowhere" }));
  assert.equal(malformed.status, 400);
});

test("PAGE-FILES a file is handed to those who see where it stands, and never as a page", async () => {
  await using sandbox = await createSandbox();
  const { discord, slack, origin } = sandbox;
  const { users, channels } = discord.named;
  const bytes = Buffer.from("<script>alert(1)</script>");
  discord.as(users.maya).say(channels.private, {
    files: [{ filename: "a.html", contentType: "text/html", bytes }],
  });
  slack.as("U0ADA").say("C0BOARD", { text: "", files: [{ name: "b.html", mimetype: "text/html", bytes }] });
  const [inDiscord] = [...discord.state.files.keys()];
  const [inSlack] = [...slack.state.files.keys()];
  const get = (path: string) => fetch(`${origin}/api/files/${path}`);
  for (const path of [`discord/${inDiscord}?as=${users.maya}`, `slack/${inSlack}?as=U0ADA`]) {
    const given = await get(path);
    assert.equal(given.status, 200, path);
    assert.match(given.headers.get("content-disposition") ?? "", /^attachment/);
    assert.match(given.headers.get("content-security-policy") ?? "", /sandbox/);
    await given.text();
  }
  for (const path of [
    `discord/${inDiscord}?as=${users.ben}`,
    `discord/${inDiscord}`,
    `slack/${inSlack}?as=U0CLEO`,
    `slack/${inSlack}`,
  ]) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test("PAGE-LEDGER-SECRETS an opened entry shows no token", async () => {
  await using sandbox = await createSandbox();
  const { discord, ledger, origin } = sandbox;
  await fetch(`${origin}/discord/api/v10/users/@me`, { headers: { authorization: `Bot ${discord.token}` } });
  const { seq } = await ledger.until((entry) => entry.name.includes("/users/@me"));
  const shown = await (await fetch(`${origin}/api/ledger/${seq}`)).text();
  assert.match(shown, /"authorization":"…"/);
  assert.ok(!shown.includes(discord.token));
});
