import assert from "node:assert/strict";
import { test } from "node:test";
import { slackBench } from "../../../test/support/slack-bench.ts";
import { refused } from "../../../test/support/slack-refusal.ts";
import { DEFAULT_MANIFEST } from "../manifest/default.ts";

const channel = "C0GENERAL";
const bytes = new TextEncoder().encode("hello file");

test("SLACK-UPLOAD: URL, bytes, completion: in this order, of the announced length, and once", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const ask = () => web.files.getUploadURLExternal({ filename: "notes.txt", length: bytes.length });
  const json = await bench.call("files.getUploadURLExternal", { filename: "notes.txt", length: 10 });
  assert.equal(json.error, "invalid_arguments", "JSON is not read");
  const { upload_url = "", file_id = "" } = await ask();
  const complete = () =>
    web.files.completeUploadExternal({
      channel_id: channel,
      initial_comment: "here",
      files: [{ id: file_id, title: "Notes" }],
    });
  await refused(complete(), "file_not_found");
  assert.equal((await fetch(upload_url, { method: "POST", body: "short" })).status, 400);
  const sent = await fetch(upload_url, { method: "POST", body: bytes });
  assert.deepEqual([sent.status, await sent.text()], [200, "OK - 10"]);
  const done = await complete();
  assert.equal(done.files?.[0]?.id, file_id);
  await refused(complete(), "file_not_found");
  const shown = slack.visibleTo("U0ADA", channel).at(-1);
  assert.deepEqual([shown?.text, shown?.files], ["here", [file_id]]);

  await web.filesUploadV2({ channel_id: channel, filename: "by-client.txt", content: "by the client" });
  const last = slack.visibleTo("U0ADA", channel).at(-1)?.files?.[0] ?? "";
  assert.equal(new TextDecoder().decode(slack.state.files.get(last)?.bytes), "by the client");
  const quiet = await ask();
  await fetch(quiet.upload_url ?? "", { method: "POST", body: bytes });
  const elsewhere = web.files.completeUploadExternal({
    channel_id: "C0QUIET",
    files: [{ id: quiet.file_id ?? "" }],
  });
  await refused(elsewhere, "not_in_channel");
});

test("SLACK-UPDATE-FILES: files put into a message by editing it are shared there, once", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const app = await bench.boltHttp();
  const shared: unknown[] = [];
  app.event("file_shared", async ({ event }) => void shared.push([event.file_id, event.channel_id]));
  const { ts = "" } = await web.chat.postMessage({ channel, text: "the graph" });
  const { upload_url = "", file_id = "" } = await web.files.getUploadURLExternal({
    filename: "graph.txt",
    length: bytes.length,
  });
  await fetch(upload_url, { method: "POST", body: bytes });
  await web.files.completeUploadExternal({ files: [{ id: file_id }] });
  const file = slack.state.files.get(file_id);
  assert.deepEqual(file?.shares, [], "uploaded, it is nobody else's to see");
  for (let times = 0; times < 2; times++)
    await web.chat.update({ channel, ts, text: "the graph", file_ids: [file_id] });
  await slack.idle();
  assert.deepEqual(file?.shares, [{ channel, ts }]);
  assert.deepEqual(shared, [[file_id, channel]]);
  assert.deepEqual(slack.visibleTo("U0ADA", channel).at(-1)?.files, [file_id]);
});

test("SLACK-FILE-SHARE: a person's files come as a message of subtype file_share, with file_created and file_shared", async () => {
  await using bench = await slackBench();
  const { slack, web } = bench;
  const app = await bench.boltHttp();
  const heard: Record<string, unknown>[] = [];
  app.event(/.*/, async ({ event }) => void heard.push(event as never));
  const said = slack
    .as("U0ADA")
    .say(channel, { text: "look", files: [{ name: "a.png", mimetype: "image/png", bytes }] });
  await slack.idle();
  const of = (type: string) => heard.find((event) => event.type === type);
  const [file] = (of("message")?.files ?? []) as Record<string, unknown>[];
  assert.deepEqual(
    [of("message")?.subtype, of("message")?.ts, file?.mimetype, file?.size],
    ["file_share", said.ts, "image/png", 10],
  );
  assert.deepEqual([of("file_created")?.file_id, of("file_shared")?.file_id], [file?.id, file?.id]);
  assert.equal((await web.files.info({ file: String(file?.id) })).file?.name, "a.png");
  const theirs = web.files.delete({ file: String(file?.id) });
  await refused(theirs, "cant_delete_file");
});

test("SLACK-PRIVATE-FILES: without token, scope or membership the answer is a sign-in page with status 200", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  const share = (place: string) => {
    const said = slack
      .as("U0ADA")
      .say(place, { text: "", files: [{ name: "a.txt", mimetype: "text/plain", bytes }] });
    return `${bench.origin}/slack/files-pri/T0ACME-${said.files?.[0]}/a.txt`;
  };
  const get = async (url: string, token?: string) => {
    const reply = await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});
    return [
      reply.status,
      reply.headers.get("content-type")?.split(";")[0],
      (await reply.text()).slice(0, 15),
    ];
  };
  const page = [200, "text/html", "<!DOCTYPE html>"];
  const url = share(channel);
  assert.deepEqual(await get(url, slack.botToken), [200, "text/plain", "hello file"]);
  assert.deepEqual(await get(url), page);
  assert.deepEqual(await get(url, slack.appToken), page);
  assert.deepEqual(await get(share("C0BOARD"), slack.botToken), page);
  const scopes = {
    bot: (DEFAULT_MANIFEST.oauth_config?.scopes?.bot ?? []).filter((s) => s !== "files:read"),
  };
  slack.install({ ...DEFAULT_MANIFEST, oauth_config: { scopes } });
  assert.deepEqual(await get(url, slack.botToken), page);
});

test("SLACK-EXTERNAL-FILES: a remote file's url_private is someone else's address", async () => {
  await using bench = await slackBench();
  const { slack, web } = bench;
  const externalUrl = "https://drive.example/doc";
  const said = slack
    .as("U0ADA")
    .say(channel, { text: "", files: [{ name: "doc", mimetype: "text/html", externalUrl }] });
  const info = await web.files.info({ file: said.files?.[0] ?? "" });
  assert.deepEqual(
    [info.file?.mode, info.file?.is_external, info.file?.url_private, info.file?.url_private_download],
    ["external", true, externalUrl, undefined],
  );
  const remote = { external_id: "doc-1", external_url: externalUrl, title: "Doc" };
  const refusal = await refused(web.files.remote.add(remote), "missing_scope");
  assert.equal(refusal.needed, "remote_files:write");
  const bot = [
    ...(DEFAULT_MANIFEST.oauth_config?.scopes?.bot ?? []),
    "remote_files:write",
    "remote_files:share",
    "remote_files:read",
  ];
  slack.install({ ...DEFAULT_MANIFEST, oauth_config: { scopes: { bot } } });
  await web.files.remote.add(remote);
  await web.files.remote.share({ external_id: "doc-1", channels: channel });
  assert.equal((await web.files.remote.list({ channel })).files?.length, 1);
  await web.files.remote.remove({ external_id: "doc-1" });
  await refused(web.files.remote.info({ external_id: "doc-1" }), "file_not_found");
});

test("SLACK-CHECK-FILE-INFO: some files come as an id alone and must be asked for", async () => {
  await using bench = await slackBench();
  const { slack, web } = bench;
  const file = { name: "a.txt", mimetype: "text/plain", bytes, access: "check_file_info" as const };
  const said = slack.as("U0ADA").say(channel, { text: "from afar", files: [file] });
  const history = await web.conversations.history({ channel });
  const id = said.files?.[0] ?? "";
  assert.deepEqual(history.messages?.[0]?.files, [
    { id, mode: "file_access", file_access: "check_file_info" },
  ]);
  assert.equal((await web.files.info({ file: id })).file?.size, 10);
});
