import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";

const v2 = 1 << 15;
const button = (custom_id: string, more = {}) => ({ type: 2, style: 1, label: "x", custom_id, ...more });
const row = (...components: object[]) => ({ type: 1, components });
const text = (content: string) => ({ type: 10, content });

async function send({ call, discord }: Fixture, body: object) {
  discord.limits.reset();
  return call("POST", `/channels/${discord.named.channels.general}/messages`, body);
}

test("DISCORD-COMPONENTS-ROWS: five rows of five buttons or one menu, ids unique, each part within its limit", async () => {
  await using fixture = await openDiscord();
  const five = (from: number) => row(...[0, 1, 2, 3, 4].map((at) => button(`b${from + at}`)));
  const option = (value: string) => ({ label: value, value });
  const menu = (options: object[], more = {}) => row({ type: 3, custom_id: "m", options, ...more });
  const right = [
    [five(0), five(5), five(10), five(15), five(20)],
    [
      menu(
        Array.from({ length: 25 }, (_, at) => option(`v${at}`)),
        { placeholder: "p".repeat(150) },
      ),
    ],
    [row({ type: 2, style: 5, label: "go", url: "https://example.org" })],
    [row(button("b", { label: "l".repeat(80), custom_id: "c".repeat(100) }))],
  ];
  for (const components of right)
    assert.equal((await send(fixture, { content: "x", components })).status, 200);
  const wrong = [
    [five(0), five(5), five(10), five(15), five(20), five(25)],
    [row(...Array.from({ length: 6 }, (_, at) => button(`b${at}`)))],
    [row(button("a"), button("a"))],
    [row(button("a"), { type: 3, custom_id: "m", options: [option("v")] })],
    [row(button("b", { label: "l".repeat(81) }))],
    [row(button("c".repeat(101)))],
    [row({ type: 2, style: 1, label: "x" })],
    [row({ type: 2, style: 1, custom_id: "x" })],
    [row({ type: 2, style: 5, label: "x" })],
    [row(button("b", { style: 9 }))],
    [menu(Array.from({ length: 26 }, (_, at) => option(`v${at}`)))],
    [menu([option("v"), option("v")])],
    [menu([])],
    [row()],
    [button("b")],
  ];
  for (const components of wrong) {
    const reply = await send(fixture, { content: "x", components });
    assert.deepEqual([reply.status, reply.body.code], [400, 50035], JSON.stringify(components).slice(0, 90));
  }
});

test("DISCORD-COMPONENTS-V2: only with the flag, without content and embeds, 40 components and 4000 characters", async () => {
  await using fixture = await openDiscord();
  const status = async (components: object[], more = {}) =>
    (await send(fixture, { flags: v2, components, ...more })).status;
  const section = { type: 9, components: [text("a")], accessory: button("b") };
  assert.equal(
    await status([text("a"), { type: 17, components: [section, { type: 14 }, row(button("c"))] }]),
    200,
  );
  assert.equal(await status([text("x".repeat(4000))]), 200);
  assert.equal(await status([text("x".repeat(4000)), text("y")]), 400);
  assert.equal(await status(Array.from({ length: 40 }, () => text("a"))), 200);
  assert.equal(
    await status([
      ...Array.from({ length: 38 }, () => text("a")),
      { type: 17, components: [text("a"), text("b")] },
    ]),
    400,
  );
  assert.equal(await status([text("a")], { content: "x" }), 400);
  assert.equal(await status([text("a")], { embeds: [{ title: "x" }] }), 400);
  assert.equal(await status([{ type: 9, components: [text("a")] }]), 400);
  assert.equal(await status([{ type: 17, components: [{ type: 17, components: [text("a")] }] }]), 400);
  assert.equal((await send(fixture, { components: [text("a")] })).status, 400);
  assert.equal((await send(fixture, { flags: v2 })).body.code, 50006);
});

test("DISCORD-COMPONENTS-V2-STICKY: the flag can be added by an edit that clears the content, and never removed", async () => {
  await using fixture = await openDiscord();
  const plain = await send(fixture, { content: "x" });
  const path = `/channels/${plain.body.channel_id}/messages/${plain.body.id}`;
  const change = async (body: object) => (await fixture.call("PATCH", path, body)).status;
  assert.equal(await change({ flags: v2, components: [text("a")] }), 400);
  assert.equal(await change({ flags: v2, content: null, components: [text("a")] }), 200);
  assert.equal(await change({ content: "y" }), 400);
  fixture.discord.limits.reset();
  assert.equal(await change({ flags: 0, components: [] }), 400);
  assert.equal(await change({ components: [text("b")] }), 200);
  assert.equal(fixture.discord.state.messages.get(plain.body.id)?.flags, v2);
});

test("DISCORD-COMPONENTS-IDS: every component is given an id, counted through the message", async () => {
  await using fixture = await openDiscord();
  const { body } = await send(fixture, { content: "x", components: [row(button("a"), button("b"))] });
  assert.deepEqual(
    [body.components[0].id, ...body.components[0].components.map((one: { id: number }) => one.id)],
    [1, 2, 3],
  );
});
