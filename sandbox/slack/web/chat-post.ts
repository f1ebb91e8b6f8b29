import { post } from "../messages/post.ts";
import { wireMessage } from "../messages/wire.ts";
import { readAuthorship } from "./authorship.ts";
import { readContent, readMetadata } from "./content.ts";
import type { Method, Methods } from "./method.ts";
import { Refusal } from "./refusal.ts";
import { threadRoot } from "./standing.ts";
import { target } from "./target.ts";

const postMessage: Method = {
  scopes: ["chat:write"],
  run(call) {
    const { args, world } = call;
    const { app } = world.state;
    const channel = target(call, args.required("channel"));
    const content = readContent(call);
    const metadata = readMetadata(call);
    const author = readAuthorship(call);
    const threadTs = threadRoot(world, channel, args.text("thread_ts"));
    const broadcast = args.flag("reply_broadcast") === true && threadTs !== undefined;
    const message = post(world, {
      channel: channel.id,
      ...content,
      ...(threadTs ? { thread_ts: threadTs } : {}),
      ...(broadcast ? { broadcast } : {}),
      ...(metadata ? { metadata } : {}),
      ...(author.username ? { ...author, subtype: "bot_message" as const } : { user: app.botUserId }),
      bot_id: app.botId,
      app_id: app.id,
      unfurl: {
        // Off for text from apps unless asked for; on in messages with blocks unless turned off.
        links: args.flag("unfurl_links") ?? content.blocks !== undefined,
        media: args.flag("unfurl_media") ?? true,
      },
    });
    return { channel: channel.id, ts: message.ts, message: wireMessage(world, message, true) };
  },
};

const postEphemeral: Method = {
  scopes: ["chat:write"],
  run(call) {
    const { args, world } = call;
    const channel = target(call, args.required("channel"));
    const user = args.required("user");
    const content = readContent(call);
    readAuthorship(call);
    if (!world.state.users.has(user) || !channel.members.has(user)) throw new Refusal("user_not_in_channel");
    const threadTs = threadRoot(world, channel, args.text("thread_ts"));
    const message_ts = world.mint.ts(channel.id);
    world.state.ephemerals.push({
      channel: channel.id,
      user,
      message_ts,
      ...content,
      ...(threadTs ? { thread_ts: threadTs } : {}),
    });
    return { message_ts };
  },
};

export const chatPostMethods: Methods = {
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
};
