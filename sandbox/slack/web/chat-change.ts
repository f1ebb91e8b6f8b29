import { change, remove } from "../messages/change.ts";
import { withId } from "../messages/post.ts";
import { noteShared } from "../messages/share.ts";
import { wireMessage } from "../messages/wire.ts";
import type { Message } from "../state/message.ts";
import { key } from "../state/state.ts";
import type { World } from "../world.ts";
import { visibleChannel } from "./channels.ts";
import { readContent, readMetadata } from "./content.ts";
import type { Method, Methods } from "./method.ts";
import { badArguments, Refusal } from "./refusal.ts";
import { messageAt } from "./standing.ts";

/** "Message text is too long. The `text` field cannot exceed 4,000 characters" (docs.slack.dev: chat.update). */
const UPDATE_TEXT_MAX = 4_000;

const update: Method = {
  scopes: ["chat:write"],
  run(call) {
    const { args, world } = call;
    const channel = visibleChannel(world, args.required("channel"));
    const message = messageAt(world, channel, args.required("ts"));
    if (message.app_id !== world.state.app.id) throw new Refusal("cant_update_message");
    if (channel.archived) throw new Refusal("is_inactive");
    if (streaming(world, message)) throw new Refusal("streaming_state_conflict");
    const filesOnly = args.has("file_ids") && !args.has("text") && !args.has("blocks");
    const content = filesOnly ? { text: message.text } : readContent(call, { textMax: UPDATE_TEXT_MAX });
    const fields: Partial<Message> = { text: content.text };
    // Text without blocks drops the blocks; blocks keep "(edited)" from showing (docs.slack.dev: chat.update).
    fields.blocks = content.blocks?.map((block) => withId(world, block));
    if (filesOnly) fields.blocks = message.blocks;
    if (content.attachments) fields.attachments = content.attachments;
    if (args.has("text") && !content.blocks) {
      fields.edited = { user: world.state.app.botUserId, ts: world.mint.ts(channel.id) };
    }
    const metadata = args.has("metadata") ? readMetadata(call) : message.metadata;
    fields.metadata = metadata;
    if (args.has("file_ids")) fields.files = fileIds(world, args.raw.file_ids);
    change(world, message, fields);
    noteShared(world, message, fields.files ?? [], world.state.app.botUserId);
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: wireMessage(world, message, true),
    };
  },
};

const del: Method = {
  scopes: ["chat:write"],
  run(call) {
    const { args, world } = call;
    const channel = visibleChannel(world, args.required("channel"));
    const message = messageAt(world, channel, args.required("ts"));
    if (message.app_id !== world.state.app.id || streaming(world, message)) {
      throw new Refusal("cant_delete_message");
    }
    remove(world, message);
    return { channel: channel.id, ts: message.ts };
  },
};

const getPermalink: Method = {
  run({ args, world }) {
    const channel = visibleChannel(world, args.required("channel"));
    const message = messageAt(world, channel, args.required("message_ts"));
    const base = `https://${world.state.team.domain}.slack.com/archives/${channel.id}`;
    const inThread = message.thread_ts && message.thread_ts !== message.ts;
    const query = inThread ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : "";
    return { channel: channel.id, permalink: `${base}/p${message.ts.replace(".", "")}${query}` };
  },
};

function streaming(world: World, message: Message): boolean {
  return world.state.streams.get(key(message.channel, message.ts))?.state === "in_progress";
}

function fileIds(world: World, given: unknown): string[] {
  const ids = typeof given === "string" ? given.replace(/[[\]"\s]/g, "").split(",") : given;
  if (!Array.isArray(ids)) throw badArguments("must be an array [json-pointer:/file_ids]");
  for (const id of ids) {
    const file = world.state.files.get(String(id));
    if (!file) throw new Refusal("file_not_found");
    if (file.deleted) throw new Refusal("file_deleted");
  }
  return ids.map(String);
}

export const chatChangeMethods: Methods = {
  "chat.update": update,
  "chat.delete": del,
  "chat.getPermalink": getPermalink,
};
