import { change } from "../messages/change.ts";
import { richText } from "../messages/composer.ts";
import { storedText } from "../messages/markup.ts";
import { post } from "../messages/post.ts";
import { noteShared } from "../messages/share.ts";
import { fullFile } from "../messages/wire-file.ts";
import { announceCreated, newFile } from "../people/files.ts";
import type { SlackFile } from "../state/file.ts";
import type { World } from "../world.ts";
import { inChannel } from "./channels.ts";
import type { Call, Method, Methods } from "./method.ts";
import { badArguments, Refusal } from "./refusal.ts";
import { threadRoot } from "./standing.ts";
import { target } from "./target.ts";

const ALT_MAX = 1_000;
/** "snippets … limited to 1MB" (docs.slack.dev: files.getUploadURLExternal). */
const SNIPPET_MAX_BYTES = 1_048_576;

/** First of three steps: a URL to post the bytes to. The file exists only once the upload is completed. */
const getUploadURLExternal: Method = {
  scopes: ["files:write"],
  formOnly: true,
  run({ args, world }) {
    const name = args.required("filename");
    const length = args.whole("length");
    if (length === undefined) throw badArguments("missing required field: length");
    if (length <= 0) throw new Refusal("missing_argument");
    if (args.has("snippet_type") && length > SNIPPET_MAX_BYTES) throw new Refusal("snippet_too_large");
    const altText = args.text("alt_txt") ?? args.text("alt_text");
    if (altText && altText.length > ALT_MAX) throw new Refusal("alt_txt_too_large");
    const fileId = world.mint.id("F");
    const ticket = world.mint.secret();
    world.state.uploads.set(ticket, { fileId, name, length, ...(altText ? { altText } : {}) });
    return { upload_url: `${world.origin()}/slack/upload/v1/${ticket}`, file_id: fileId };
  },
};

/** Last step: makes files of the uploads, once, and shares them as one message. The answer does not tell its `ts`. */
const completeUploadExternal: Method = {
  scopes: ["files:write"],
  run(call) {
    const { args, world } = call;
    const { state } = world;
    const given = args.list("files");
    if (!given || given.length === 0) throw badArguments("missing required field: files");
    const wanted = given.map((item) => {
      const { id, title } = (item ?? {}) as { id?: unknown; title?: unknown };
      const upload = [...state.uploads].find(([, u]) => u.fileId === id);
      if (!upload?.[1].bytes) throw new Refusal("file_not_found");
      return { ticket: upload[0], upload: upload[1], title: typeof title === "string" ? title : undefined };
    });
    const names = args.text("channel_id") ?? args.text("channels");
    const channels = names ? names.split(",").map((name) => target(call, name)) : [];
    if (channels.some((channel) => !inChannel(world, channel))) throw new Refusal("not_in_channel");
    const first = channels[0];
    const threadTs = first ? threadRoot(world, first, args.text("thread_ts")) : undefined;
    const files = wanted.map(({ ticket, upload, title }) => {
      state.uploads.delete(ticket);
      const file = newFile(world, state.app.botUserId, upload.name, mimeOf(upload.name));
      state.files.delete(file.id);
      Object.assign(file, {
        id: upload.fileId,
        title: title ?? upload.name,
        size: upload.length,
        bytes: upload.bytes,
        ...(upload.altText ? { altText: upload.altText } : {}),
      });
      state.files.set(file.id, file);
      announceCreated(world, file);
      return file;
    });
    const comment = args.text("initial_comment") ?? "";
    for (const channel of channels) share(world, channel.id, files, comment, threadTs);
    return { files: files.map((file) => fullFile(world, file)) };
  },
};

const info: Method = {
  scopes: ["files:read"],
  formOnly: true,
  run(call) {
    const file = existing(call, call.args.required("file"));
    return { file: fullFile(call.world, file), comments: [], response_metadata: { next_cursor: "" } };
  },
};

const del: Method = {
  scopes: ["files:write"],
  run(call) {
    const { world } = call;
    const file = existing(call, call.args.required("file"));
    if (file.user !== world.state.app.botUserId) throw new Refusal("cant_delete_file");
    file.deleted = true;
    delete file.bytes;
    const event_ts = world.mint.ts("files");
    const channel_ids = file.shares.map((share) => share.channel);
    world.emit({ type: "file_deleted", file_id: file.id, channel_ids, event_ts });
    for (const { channel, ts } of file.shares) {
      const message = world.state.messages.get(channel)?.get(ts);
      if (message) change(world, message, {});
    }
    return {};
  },
};

/** Shares files of the app's own as one message of its own. */
export function share(
  world: World,
  channel: string,
  files: readonly SlackFile[],
  comment: string,
  threadTs?: string,
): void {
  const { app } = world.state;
  const text = storedText(comment);
  const message = post(world, {
    channel,
    subtype: "file_share",
    user: app.botUserId,
    bot_id: app.botId,
    app_id: app.id,
    text,
    ...(text ? { blocks: [richText(text, world.mint.secret().slice(-5))] } : {}),
    files: files.map((file) => file.id),
    ...(threadTs ? { thread_ts: threadTs } : {}),
  });
  noteShared(world, message, message.files ?? [], app.botUserId);
}

/** A file the app may know of: its own, or one shared where it is. */
function existing({ world }: Pick<Call, "world">, id: string): SlackFile {
  const { files, channels, app } = world.state;
  const file = files.get(id);
  if (!file) throw new Refusal("file_not_found");
  if (file.deleted) throw new Refusal("file_deleted");
  const near = file.shares.some((s) => channels.get(s.channel)?.members.has(app.botUserId));
  if (!near && file.user !== app.botUserId) throw new Refusal("file_not_found");
  return file;
}

const MIMES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
  pdf: "application/pdf",
  json: "application/json",
  md: "text/markdown",
  txt: "text/plain",
  csv: "text/csv",
  html: "text/html",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  wav: "audio/wav",
};

function mimeOf(name: string): string {
  return MIMES[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

export const fileMethods: Methods = {
  "files.completeUploadExternal": completeUploadExternal,
  "files.delete": del,
  "files.getUploadURLExternal": getUploadURLExternal,
  "files.info": info,
};
