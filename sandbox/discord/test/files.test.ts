import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";

const mib = 1024 * 1024;
const hourMs = 3_600_000;

function form(files: File[], payload: object = {}): FormData {
  const body = new FormData();
  body.set("payload_json", JSON.stringify(payload));
  files.forEach((file, at) => {
    body.set(`files[${at}]`, file);
  });
  return body;
}
const send = ({ call, discord }: Fixture, body: FormData) =>
  call("POST", `/channels/${discord.named.channels.general}/messages`, body);
/** A PNG of 3 by 2, as far as its header goes. */
const png = new Uint8Array([
  137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 3, 0, 0, 0, 2,
]);

test("DISCORD-UPLOAD: files come as a form, described by payload_json, and are served as they were", async () => {
  await using fixture = await openDiscord();
  const { body } = await send(
    fixture,
    form([new File([png], "a.png", { type: "image/png" }), new File(["text"], "b.txt")], {
      attachments: [{ id: "0", description: "a picture" }, { id: "1" }],
    }),
  );
  const [image, note] = body.attachments;
  assert.deepEqual(
    [image.filename, image.description, image.content_type, image.size, image.width, image.height],
    ["a.png", "a picture", "image/png", png.length, 3, 2],
  );
  const fetched = await fetch(image.url);
  assert.deepEqual(new Uint8Array(await fetched.arrayBuffer()), png);
  assert.equal(fetched.headers.get("content-type"), "image/png");
  assert.equal(await (await fetch(note.url)).text(), "text");
});

test("DISCORD-UPLOAD-LIMIT: a file over 10 MiB or a request over 25 MiB is 40005", async () => {
  await using fixture = await openDiscord();
  const fits = await send(fixture, form([new File([new Uint8Array(10 * mib)], "a.bin")]));
  assert.equal(fits.status, 200);
  const tooLarge = await send(fixture, form([new File([new Uint8Array(10 * mib + 1)], "a.bin")]));
  assert.deepEqual([tooLarge.status, tooLarge.body.code], [413, 40005]);
  const nine = () => new File([new Uint8Array(9 * mib)], "a.bin");
  const together = await send(fixture, form([nine(), nine(), nine()]));
  assert.deepEqual([together.status, together.body.code], [413, 40005]);
});

test("DISCORD-UPLOAD-TEN: a message carries ten files at most; those that an edit keeps count, 30015", async () => {
  await using fixture = await openDiscord();
  const files = (count: number) => Array.from({ length: count }, (_, at) => new File(["x"], `${at}.txt`));
  const { status, body } = await send(fixture, form(files(10)));
  assert.equal(status, 200);
  const path = `/channels/${body.channel_id}/messages/${body.id}`;
  const added = await fixture.call("PATCH", path, form(files(1)));
  assert.deepEqual([added.status, added.body.code], [400, 30015]);
  const instead = await fixture.call("PATCH", path, form(files(10), { attachments: [] }));
  assert.deepEqual([instead.status, instead.body.attachments?.length], [200, 10]);
  assert.equal((await send(fixture, form(files(11)))).body.code, 50035);
});

test("DISCORD-UPLOAD-EDIT: an edit keeps the attachments it lists, all of them if it lists none", async () => {
  await using fixture = await openDiscord();
  const { body } = await send(fixture, form([new File(["a"], "a.txt"), new File(["b"], "b.txt")]));
  const path = `/channels/${body.channel_id}/messages/${body.id}`;
  const names = (reply: { body: { attachments: { filename: string }[] } }) =>
    reply.body.attachments.map((one) => one.filename);
  assert.deepEqual(names(await fixture.call("PATCH", path, { content: "x" })), ["a.txt", "b.txt"]);
  const second = { attachments: [{ id: body.attachments[1].id }] };
  assert.deepEqual(names(await fixture.call("PATCH", path, second)), ["b.txt"]);
  const added = await fixture.call("PATCH", path, form([new File(["c"], "c.txt")]));
  assert.deepEqual(names(added), ["b.txt", "c.txt"]);
  assert.equal((await fetch(body.attachments[0].url)).status, 404);
});

test("DISCORD-LINK-SIGNED: a file link carries ex, is and hm and fails when one of them is touched", async () => {
  await using fixture = await openDiscord();
  const { body } = await send(fixture, form([new File(["x"], "a.txt")]));
  const url = new URL(body.attachments[0].url);
  assert.deepEqual([...url.searchParams.keys()], ["ex", "is", "hm"]);
  for (const key of ["ex", "is", "hm"]) {
    const changed = new URL(url);
    changed.searchParams.set(key, `${url.searchParams.get(key)}0`.slice(1));
    assert.equal((await fetch(changed)).status, 404, key);
    changed.searchParams.delete(key);
    assert.equal((await fetch(changed)).status, 404, key);
  }
});

test("DISCORD-LINK-EXPIRY: a link dies after a day; fetching the message again gives a fresh one", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const { body } = await send(fixture, form([new File(["x"], "a.txt")]));
  await clock.advance(23 * hourMs);
  assert.equal((await fetch(body.attachments[0].url)).status, 200);
  await clock.advance(2 * hourMs);
  const dead = await fetch(body.attachments[0].url);
  assert.deepEqual([dead.status, await dead.text()], [404, "This content is no longer available."]);
  const again = await fixture.call("GET", `/channels/${body.channel_id}/messages/${body.id}`);
  assert.equal(await (await fetch(again.body.attachments[0].url)).text(), "x");
});

test("DISCORD-VOICE-MESSAGE: one audio file with length and waveform, no text, never edited", async () => {
  await using fixture = await openDiscord({ seed: { botPermissions: ["SEND_VOICE_MESSAGES"] } });
  const flags = 1 << 13;
  const attachments = [{ id: "0", duration_secs: 1.5, waveform: "AAAA" }];
  const audio = () => new File(["ogg"], "voice-message.ogg", { type: "audio/ogg" });
  const right = await send(fixture, form([audio()], { flags, attachments }));
  assert.deepEqual([right.status, right.body.attachments[0].duration_secs], [200, 1.5]);
  assert.equal((await send(fixture, form([audio()], { flags, attachments, content: "x" }))).body.code, 50035);
  assert.equal((await send(fixture, form([audio()], { flags }))).body.code, 50035);
  assert.equal((await send(fixture, form([], { flags }))).body.code, 50035);
  const path = `/channels/${right.body.channel_id}/messages/${right.body.id}`;
  assert.equal((await fixture.call("PATCH", path, { content: "x" })).status, 403);
});
