import { checkForm, form } from "../../access/form.ts";
import { may } from "../../access/permissions.ts";
import { refuse } from "../../access/refusal.ts";
import { channelFor, need } from "../../access/rules.ts";
import { addToThread, removeFromThread } from "../../threads/change.ts";
import { createThread } from "../../threads/create.ts";
import { channelType, type Thread } from "../../world/channel.ts";
import type { Parts } from "../../world/parts.ts";
import { type Call, done, ok, type Route } from "../route.ts";

const threadForm = form.object({
  "name!": form.text(1, 100),
  auto_archive_duration: form.oneOf(60, 1440, 4320, 10_080),
  rate_limit_per_user: form.nullable(form.integer(0, 21_600)),
  type: form.oneOf(10, 11, 12),
  invitable: form.boolean,
});
const createLimit = { bucket: "thread-create", count: 50, windowMs: 300_000 };

/** Opening threads, who is in them, and finding archived ones. */
export function threadRoutes(parts: Parts): Route[] {
  const { world, views } = parts;
  const threadOf = ({ botId, param }: Call): Thread => {
    const channel = channelFor(world, botId, param("id"));
    if (channel.kind !== "thread") throw refuse(50024);
    return channel;
  };
  const open = (call: Call, from: string | undefined) => {
    const { botId, body } = call;
    const channel = channelFor(world, botId, call.param("id"));
    checkForm(body, threadForm);
    const thread = createThread(parts, botId, channel, {
      name: String(body.name),
      ...(typeof body.auto_archive_duration === "number"
        ? { autoArchiveMinutes: body.auto_archive_duration }
        : {}),
      ...(from === undefined ? {} : { from }),
      // Without a message and without a type it is private (discord docs: resources/channel "Start Thread without Message").
      isPrivate: from === undefined && (body.type ?? channelType.privateThread) === channelType.privateThread,
      ...(typeof body.invitable === "boolean" ? { invitable: body.invitable } : {}),
    });
    return { status: 201, body: views.channel(thread, botId) };
  };
  const archived = (call: Call, kinds: readonly number[], mine: boolean) => {
    const channel = channelFor(world, call.botId, call.param("id"));
    need(world, call.botId, channel, "READ_MESSAGE_HISTORY");
    const isPrivate = kinds.includes(channelType.privateThread);
    if (isPrivate && !mine && !may(world, call.botId, channel, "MANAGE_THREADS")) throw refuse(50013);
    checkForm(Object.fromEntries(call.query), form.object({ limit: form.integer(2, 100) }));
    const before = call.query.get("before");
    const at = (one: Thread) => Date.parse(one.thread_metadata.archive_timestamp);
    const found = [...world.channels.values()]
      .filter((one): one is Thread => one.kind === "thread" && one.parent_id === channel.id)
      .filter((one) => one.thread_metadata.archived && kinds.includes(one.type))
      .filter((one) => !mine || one.members.has(call.botId))
      .filter((one) => !before || (mine ? BigInt(one.id) < BigInt(before) : at(one) < Date.parse(before)))
      .sort((a, b) => (mine ? (BigInt(a.id) < BigInt(b.id) ? 1 : -1) : at(b) - at(a)));
    const page = found.slice(0, Number(call.query.get("limit") ?? 50));
    const joined = page.filter((one) => one.members.has(call.botId));
    return ok({
      threads: page.map((one) => views.channel(one, call.botId)),
      members: joined.map((one) => views.threadMember(one, call.botId)),
      has_more: found.length > page.length,
    });
  };
  const listed: Route[] = [
    {
      method: "GET",
      path: "/channels/:id/threads/archived/public",
      auth: "bot",
      handle: (call) => archived(call, [channelType.publicThread, channelType.announcementThread], false),
    },
    {
      method: "GET",
      path: "/channels/:id/threads/archived/private",
      auth: "bot",
      handle: (call) => archived(call, [channelType.privateThread], false),
    },
    {
      method: "GET",
      path: "/channels/:id/users/@me/threads/archived/private",
      auth: "bot",
      handle: (call) => archived(call, [channelType.privateThread], true),
    },
  ];
  const memberPath = "/channels/:id/thread-members";
  const memberLimit = { bucket: "thread-members", count: 5, windowMs: 1000 };
  return [
    {
      method: "POST",
      path: "/channels/:id/messages/:message/threads",
      auth: "bot",
      limit: createLimit,
      handle: (call) => open(call, call.param("message")),
    },
    {
      method: "POST",
      path: "/channels/:id/threads",
      auth: "bot",
      limit: createLimit,
      handle: (call) => open(call, undefined),
    },
    ...listed,
    {
      method: "PUT",
      path: `${memberPath}/@me`,
      auth: "bot",
      limit: memberLimit,
      handle(call) {
        const thread = threadOf(call);
        if (thread.thread_metadata.archived) throw refuse(50083);
        addToThread(parts, call.botId, thread, call.botId);
        return done;
      },
    },
    {
      method: "DELETE",
      path: `${memberPath}/@me`,
      auth: "bot",
      limit: memberLimit,
      handle(call) {
        removeFromThread(parts, call.botId, threadOf(call), call.botId);
        return done;
      },
    },
    {
      method: "PUT",
      path: `${memberPath}/:user`,
      auth: "bot",
      limit: memberLimit,
      handle(call) {
        addToThread(parts, call.botId, threadOf(call), call.param("user"));
        return done;
      },
    },
    {
      method: "DELETE",
      path: `${memberPath}/:user`,
      auth: "bot",
      limit: memberLimit,
      handle(call) {
        removeFromThread(parts, call.botId, threadOf(call), call.param("user"));
        return done;
      },
    },
    {
      method: "GET",
      path: `${memberPath}/:user`,
      auth: "bot",
      handle(call) {
        const thread = threadOf(call);
        const userId = call.param("user") === "@me" ? call.botId : call.param("user");
        if (!thread.members.has(userId)) throw refuse(10007);
        const withMember = call.query.get("with_member") === "true";
        return ok(views.threadMember(thread, userId, withMember ? thread.guild_id : undefined));
      },
    },
    {
      method: "GET",
      path: memberPath,
      auth: "bot",
      handle(call) {
        const thread = threadOf(call);
        if (!world.application.portal.guildMembers) throw refuse(50001);
        const withMember = call.query.get("with_member") === "true";
        const ids = [...thread.members.keys()];
        return ok(ids.map((id) => views.threadMember(thread, id, withMember ? thread.guild_id : undefined)));
      },
    },
  ];
}
