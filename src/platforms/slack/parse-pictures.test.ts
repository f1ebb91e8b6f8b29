import assert from "node:assert/strict";
import { test } from "node:test";
import { slackPayloads } from "../../../test/support/slack-payloads.ts";
import { analyze } from "../../commands/analyze.ts";
import { help } from "../../commands/help.ts";
import { image } from "../../commands/image.ts";
import { ocr } from "../../commands/ocr.ts";
import type { Fields } from "./fields.ts";
import { parse } from "./parse.ts";

const { context, said } = slackPayloads;
const commands = [image, analyze, ocr, help];
const read = (body: Fields) => parse(body, { ...context, commands });

const png = { id: "F1", name: "a.png", mimetype: "image/png", size: 5, url_private: "https://files/F1" };
const jpg = { ...png, id: "F2", name: "b.jpg", mimetype: "image/jpeg" };
const pdf = { ...png, id: "F3", name: "c.pdf", mimetype: "application/pdf" };

/** What becomes of these words to Parley, with these files. */
function meant(words: string, ...files: Fields[]) {
  const shared = files.length > 0 ? { subtype: "file_share", files } : {};
  const event = read(said({ text: `<@UBOT> ${words}`, ...shared }));
  if (event?.kind !== "command") return event?.kind;
  const taken = Object.entries(event.files ?? {}).map(([option, file]) => [option, file.id]);
  return [event.name, event.options, Object.fromEntries(taken)];
}

test("SLACK-COMMAND words with an image are the command that takes it", () => {
  assert.deepEqual(meant("image a red fox", png), ["image", { prompt: "a red fox" }, { source: "F1" }]);
  assert.deepEqual(meant("image", png, jpg), ["image", {}, { source: "F1", mask: "F2" }]);
  assert.deepEqual(meant("image a red fox"), ["image", { prompt: "a red fox" }, {}]);
  assert.deepEqual(meant("ocr", png), ["ocr", {}, { image: "F1" }]);
  assert.deepEqual(meant("ocr"), ["ocr", {}, {}]);
  assert.deepEqual(meant("ocr last"), ["ocr", { image: "last" }, {}]);
  const asked = ["analyze", { question: "what is this?" }, { image: "F1" }];
  assert.deepEqual(meant("analyze what is this?", png), asked);
});

test("SLACK-COMMAND without an image, words that begin like a command are for the model", () => {
  assert.equal(meant("analyze this for me"), "message");
  assert.equal(meant("analyze"), "message");
  assert.equal(meant("analyze this for me", pdf), "message");
});

test("SLACK-COMMAND files that no option takes are for the model, and so are the words", () => {
  assert.equal(meant("ocr", pdf), "message");
  assert.equal(meant("ocr", png, jpg), "message");
  assert.equal(meant("ocr", png, pdf), "message");
  assert.equal(meant("image a fox", png, jpg, png), "message");
  assert.equal(meant("help", png), "message");
  assert.equal(meant("", png), "message");
  const event = read(said({ text: "<@UBOT> help", subtype: "file_share", files: [png] }));
  assert.ok(event?.kind === "message");
  assert.deepEqual([event.text, event.files.map((file) => file.id)], ["help", ["F1"]]);
});

test("SLACK-COMMAND the twin events of one mention with a file are one and the same command", () => {
  const shared = { text: "<@UBOT> ocr", files: [png] };
  const twin = read(said({ ...shared, subtype: "file_share" }));
  assert.deepEqual(read(said({ ...shared, type: "app_mention" })), twin);
  assert.equal(twin?.kind, "command");
});

test("SLACK-COMMAND files of hostile shapes are none", () => {
  for (const files of [null, 7, "F1", {}, [null], [7], [{}], [{ id: 7 }], [{ ...png, mode: "tombstone" }]]) {
    const event = read(said({ text: "<@UBOT> ocr", files }));
    assert.ok(event?.kind === "command", JSON.stringify(files));
    assert.equal(event.files, undefined);
  }
});

function chosen(callback: string, message: Fields) {
  const event = read({
    type: "message_action",
    callback_id: `parley:command:${callback}`,
    trigger_id: "1.2.d",
    response_url: "https://hooks.slack.com/app/x",
    team: { id: "T1" },
    user: { id: "U5", username: "eve" },
    channel: { id: "C1" },
    message: { ts: "1700000003.000100", ...message },
  });
  assert.ok(event?.kind === "command");
  return event;
}

test("SLACK-SHORTCUT what is chosen in a message's menu comes with the message's first image", () => {
  for (const name of ["analyze", "ocr"]) {
    const event = chosen(name, { files: [pdf, jpg, png] });
    assert.deepEqual([event.name, event.options], [name, { image: "1700000003.000100" }]);
    assert.deepEqual(Object.keys(event.files ?? {}), ["image"]);
    assert.equal(event.files?.image?.id, "F2");
    assert.equal(event.files?.image?.loose, undefined);
  }
  for (const files of [undefined, null, [], "F1", [pdf], [{ id: null }]])
    assert.equal(chosen("ocr", { files }).files, undefined, JSON.stringify(files));
});
