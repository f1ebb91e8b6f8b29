import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createLedger, type Entry } from "../../sandbox/kernel/ledger.ts";
import { manualClock } from "./manual-clock.ts";
import { specsFor } from "./specs.ts";
import { watchSpecs } from "./watch-specs.ts";

const dir = process.env.SPECS_DIR;
const skip = dir ? false : "SPECS_DIR is unset";

function entry(fields: Partial<Entry> & Pick<Entry, "service" | "name">): Entry {
  return { seq: 1, at: 0, kind: "request", status: 200, ...fields };
}

const author = {
  id: "80351110224678912",
  username: "nelly",
  discriminator: "0",
  global_name: "Nelly",
  avatar: null,
  public_flags: 0,
  flags: 0,
  primary_guild: null,
};

const message = {
  id: "334385199974967042",
  channel_id: "290926798999357250",
  type: 0,
  content: "hello",
  author,
  mentions: [],
  mention_roles: [],
  mention_everyone: false,
  attachments: [],
  embeds: [],
  components: [],
  timestamp: "2026-01-01T00:00:00.000000+00:00",
  edited_timestamp: null,
  flags: 0,
  pinned: false,
  tts: false,
};

const post = (request: unknown, more: Partial<Entry> = {}) =>
  entry({
    service: "discord",
    name: "POST /channels/:id/messages",
    path: "/discord/api/v10/channels/290926798999357250/messages",
    request,
    response: message,
    ...more,
  });

test("a right exchange is not complained of, whatever stands before its path", { skip }, () => {
  const specs = specsFor(dir as string);
  const request = {
    content: "hello",
    allowed_mentions: { parse: [] },
    nonce: "a1",
    enforce_nonce: true,
    tts: false,
  };
  assert.deepEqual(specs.check(post(request)), []);
  assert.deepEqual(specs.check(post(request, { path: "/channels/290926798999357250/messages" })), []);
});

test("a multipart message is judged by its payload_json", { skip }, () => {
  const specs = specsFor(dir as string);
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  const form = (payload: unknown) => ({
    payload_json: JSON.stringify(payload),
    "files[0]": { name: "a.png" },
  });
  assert.deepEqual(specs.check(post(form({ content: "see" }), { headers })), []);
  assert.match(specs.check(post(form({ content: 7 }), { headers })).join(), /\/content must be string/);
});

test("each kind of fault in a request is named", { skip }, () => {
  const specs = specsFor(dir as string);
  const complaints = (request: unknown, more: Partial<Entry> = {}) => specs.check(post(request, more)).join();
  assert.match(complaints({ content: "x", allowed_mention: {} }), /\/allowed_mention is unknown/);
  assert.match(complaints({ content: "x", embeds: [{ titel: "y" }] }), /\/embeds\/0\/titel is unknown/);
  assert.match(complaints({ content: "x".repeat(2_001) }), /more than 2000 characters/);
  assert.match(complaints(undefined), /body is missing/);
  assert.match(complaints({}, { path: "/discord/api/v10/channels/abc/messages" }), /path channel_id/);
  assert.match(complaints({}, { path: "/discord/api/v10/nowhere" }), /no such operation/);
  const list = { name: "GET /channels/:id/messages", request: undefined, response: [] };
  assert.match(complaints(undefined, { ...list, path: "/channels/1/messages?limit=101" }), /query limit/);
  assert.match(
    complaints(undefined, { ...list, path: "/channels/1/messages?limt=1" }),
    /query limt is unknown/,
  );
  assert.equal(complaints(undefined, { ...list, path: "/channels/1/messages?limit=5&after=12" }), "");
  const path = "/applications/1/commands";
  const command = { name: "POST commands", path, status: 400, response: { code: 50035, message: "" } };
  assert.equal(
    complaints({ name: "Ask Me", description: "x" }, command),
    "",
    "a refusal agrees with the description",
  );
  assert.match(
    complaints({ name: "Ask Me", description: "x" }, { ...command, status: 503 }),
    /command name Ask Me/,
  );
});

test("answers are held to the description too, unless a fault made them", { skip }, () => {
  const specs = specsFor(dir as string);
  const { content: _, ...without } = message;
  assert.match(specs.check(post({ content: "x" }, { response: without })).join(), /answer 200 .*content/);
  assert.match(specs.check(post({}, { status: 403, response: { code: "x" } })).join(), /answer 403/);
  assert.deepEqual(specs.check(post({}, { status: 403, response: {}, struck: true })), []);
});

test("the model services' bodies, streams and errors are judged", { skip }, () => {
  const specs = specsFor(dir as string);
  const responses = { service: "openai", name: "POST /responses", path: "/openai/v1/responses" } as const;
  const request = { model: "gpt-5.4", input: [{ role: "user", content: "hi" }], stream: true };
  assert.deepEqual(specs.check(entry({ ...responses, request, response: [] })), []);
  assert.match(
    specs
      .check(entry({ ...responses, request: { ...request, streem: 1 }, response: [{ type: "x" }] }))
      .join(),
    /streem is unknown.*answer 200/s,
  );
  const speak = { service: "openai", name: "POST /audio/speech", path: "/openai/v1/audio/speech" } as const;
  const bytes = { response: { sizeBytes: 3 } };
  assert.match(specs.check(entry({ ...speak, ...bytes, request: { model: "tts-1" } })).join(), /input|voice/);
  const edit = entry({
    service: "openai",
    name: "POST /images/edits",
    path: "/openai/v1/images/edits",
    headers: { "content-type": "multipart/form-data; boundary=x" },
    request: { "image[]": [{ name: "a.png" }], prompt: "hat", n: "2", model: "gpt-image-1" },
    response: { created: 1, data: [] },
  });
  assert.deepEqual(specs.check(edit), []);
  const messages = { service: "anthropic", name: "POST /messages", path: "/anthropic/v1/messages" } as const;
  const ask = { model: "claude-sonnet-4-5", max_tokens: 9, messages: [{ role: "user", content: "hi" }] };
  const error = {
    type: "error",
    request_id: "r",
    error: { type: "overloaded_error", message: "Overloaded" },
  };
  assert.deepEqual(specs.check(entry({ ...messages, request: ask, status: 529, response: error })), []);
  assert.match(
    specs.check(entry({ ...messages, request: { ...ask, max_tokens: "9" }, response: [] })).join(),
    /max_tokens/,
  );
});

test("Slack's arguments are judged where a schema was derived for the method", { skip }, () => {
  const specs = specsFor(dir as string);
  const call = (name: string, request: unknown, response: unknown = { ok: true }) =>
    entry({ service: "slack", name, path: `/slack/api/${name}`, request, response });
  const blocks = JSON.stringify([{ type: "section", text: { type: "mrkdwn", text: "hi" } }]);
  const right = call("chat.postMessage", {
    channel: "C1",
    text: "[1]",
    blocks,
    unfurl_links: "false",
    token: "x",
  });
  assert.deepEqual(specs.check(right), []);
  assert.match(
    specs.check(call("chat.postMessage", { channel: "C1", txt: "hi" })).join(),
    /slack chat.postMessage/,
  );
  assert.match(specs.check(call("chat.update", { channel: "C1", ts: "1", text: "a" }, {})).join(), /no ok/);
  assert.equal(specs.covers(call("users.info", {})), false);
  assert.deepEqual(
    specs.check(call("chat.postMessage", { text: "a" }, { ok: false, error: "missing_args" })),
    [],
  );
});

test("a watched ledger counts what crossed and fails at its end when something was wrong", {
  skip,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "specs-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "count");
  const ledger = createLedger(manualClock());
  const watch = watchSpecs(ledger, { SPECS_DIR: dir, SPECS_COUNT_FILE: file });
  ledger.add(post({ content: "x" }));
  ledger.add({ service: "discord", kind: "event", name: "MESSAGE_CREATE" });
  const late = ledger.add(post({ content: "x", wrong: 1 }, { status: undefined }));
  assert.deepEqual(watch.complaints(), []);
  late.status = 200;
  assert.throws(() => watch[Symbol.dispose](), /\/wrong is unknown/);
  assert.equal(readFileSync(file, "utf8"), "2\n");
});

test("without SPECS_DIR a watched ledger checks nothing and never fails", () => {
  const ledger = createLedger(manualClock());
  const watch = watchSpecs(ledger, {});
  ledger.add(post({ wrong: 1 }));
  watch[Symbol.dispose]();
  assert.equal(watch.exchanges, 0);
});
