import type { Channel } from "../state/channel.ts";
import { key } from "../state/state.ts";
import { inChannel, visibleChannel } from "./channels.ts";
import type { Call, Method, Methods } from "./method.ts";
import { badArguments, Refusal } from "./refusal.ts";
import { SESSION_STATUSES, setSession } from "./session-status.ts";

const TITLE_MAX = 200;

/** Creates the session if there is none; title and initiator count only then. */
const setStatus: Method = {
  scopes: ["chat:write"],
  run(call) {
    const { args, world } = call;
    const { channel, threadTs } = scope(call);
    const status = args.required("status");
    if (!SESSION_STATUSES.includes(status)) throw new Refusal("invalid_status");
    const title = args.text("title") ?? "";
    if (title.length > TITLE_MAX)
      throw badArguments("must be less than 201 characters [json-pointer:/title]");
    const initiator = args.text("initiator_user_id");
    if (initiator && !channel.members.has(initiator)) throw new Refusal("user_not_found");
    if (args.has("username") || args.has("icon_url") || args.has("icon_emoji")) {
      call.needScope("chat:write.customize");
    }
    const name = key(channel.id, threadTs);
    let session = world.state.sessions.get(name);
    if (!session) {
      session = {
        channel: channel.id,
        threadTs,
        status: "active",
        title,
        ...(initiator ? { initiator } : {}),
      };
      world.state.sessions.set(name, session);
    }
    setSession(session, status);
    const events = world.state.app.manifest.settings?.event_subscriptions?.bot_events;
    if (!events?.includes("agent_session_stopped")) {
      call.warn("missing_agent_session_stopped_event_subscription");
    }
    return { status, agent_status: status, title: session.title };
  },
};

const rename: Method = {
  scopes: ["chat:write"],
  run(call) {
    const { args, world } = call;
    const { channel, threadTs } = scope(call);
    const title = args.required("title");
    if (title.length > TITLE_MAX)
      throw badArguments("must be less than 201 characters [json-pointer:/title]");
    const session = world.state.sessions.get(key(channel.id, threadTs));
    if (!session) throw new Refusal("session_not_found");
    const previous = session.title;
    session.title = title;
    world.emit({
      type: "agent_session_title_changed",
      channel: channel.id,
      user: world.state.app.botUserId,
      team_id: world.state.team.id,
      thread_ts: threadTs,
      title,
      ...(previous ? { previous_title: previous } : {}),
      event_ts: world.mint.ts(channel.id),
    });
    return { title };
  },
};

function scope(call: Call): { channel: Channel; threadTs: string } {
  const { args, world } = call;
  if (!world.state.app.manifest.features?.agent_view) throw new Refusal("feature_disabled");
  const channel = visibleChannel(world, args.required("channel_id"));
  if (!inChannel(world, channel)) throw new Refusal("not_authorized");
  const threadTs = args.text("thread_ts");
  if (!threadTs) throw new Refusal("thread_ts_required");
  const root = world.state.messages.get(channel.id)?.get(threadTs);
  if (!root || (root.thread_ts && root.thread_ts !== root.ts)) throw new Refusal("invalid_thread_ts");
  return { channel, threadTs };
}

export const sessionMethods: Methods = {
  "agents.sessions.setStatus": setStatus,
  "agents.sessions.rename": rename,
};
