import type { Channel } from "../state/channel.ts";
import { key } from "../state/state.ts";
import { visibleChannel } from "./channels.ts";
import type { Call, Method, Methods } from "./method.ts";
import { badArguments, Refusal } from "./refusal.ts";

/** "A two minute timeout applies" (docs.slack.dev: assistant.threads.setStatus). */
const STATUS_LIFE_MS = 120_000;
const LOADING_MAX = 10;
const PROMPTS_MAX = 4;

/** Works in channel threads as well as in direct messages; an empty status takes it away. */
const setStatus: Method = {
  // Once `assistant:write`; now `chat:write` is what the method's page names.
  scopes: ["chat:write", "assistant:write"],
  run(call) {
    const { args, world } = call;
    const channel = visibleChannel(world, args.required("channel_id"));
    const threadTs = root(call, channel, args.required("thread_ts"));
    const status = args.text("status");
    if (status === undefined) throw badArguments("missing required field: status");
    const loading = (args.list("loading_messages") ?? []).map(String);
    if (loading.length > LOADING_MAX) {
      throw badArguments("no more than 10 items allowed [json-pointer:/loading_messages]");
    }
    const name = key(channel.id, threadTs);
    if (status === "") world.state.statuses.delete(name);
    else {
      const entry = { channel: channel.id, threadTs, status, loading, setAt: world.clock.now() };
      world.state.statuses.set(name, entry);
      world.clock.timer(STATUS_LIFE_MS, () => {
        if (world.state.statuses.get(name) === entry) world.state.statuses.delete(name);
      });
    }
    return {};
  },
};

const setSuggestedPrompts: Method = {
  scopes: ["assistant:write"],
  run(call) {
    const { args, world } = call;
    if (!world.state.app.manifest.features?.agent_view) throw new Refusal("not_agent_app");
    const channel = visibleChannel(world, args.required("channel_id"));
    const given = args.text("thread_ts");
    const threadTs = given ? root(call, channel, given) : undefined;
    const prompts = args.list("prompts");
    if (!prompts) throw badArguments("missing required field: prompts");
    if (prompts.length > PROMPTS_MAX) {
      throw badArguments("no more than 4 items allowed [json-pointer:/prompts]");
    }
    const checked = prompts.map((prompt, i) => {
      const { title, message } = (prompt ?? {}) as Record<string, unknown>;
      if (typeof title !== "string" || typeof message !== "string" || !title || !message) {
        throw badArguments(`missing title or message [json-pointer:/prompts/${i}]`);
      }
      return { title, message };
    });
    const title = args.text("title");
    world.state.prompts.push({
      channel: channel.id,
      prompts: checked,
      ...(threadTs ? { threadTs } : {}),
      ...(title ? { title } : {}),
    });
    return {};
  },
};

const setTitle: Method = {
  scopes: ["assistant:write"],
  run(call) {
    const { args, world } = call;
    const channel = visibleChannel(world, args.required("channel_id"));
    if (channel.kind !== "im") throw new Refusal("method_not_supported_for_channel_type");
    const threadTs = root(call, channel, args.required("thread_ts"));
    world.state.titles.set(key(channel.id, threadTs), args.required("title"));
    return {};
  },
};

function root(call: Call, channel: Channel, ts: string): string {
  const message = call.world.state.messages.get(channel.id)?.get(ts);
  if (!message || (message.thread_ts && message.thread_ts !== ts)) throw new Refusal("invalid_thread_ts");
  return ts;
}

export const assistantMethods: Methods = {
  "assistant.threads.setStatus": setStatus,
  "assistant.threads.setSuggestedPrompts": setSuggestedPrompts,
  "assistant.threads.setTitle": setTitle,
};
