import { checkForm, form } from "../../access/form.ts";
import { may } from "../../access/permissions.ts";
import { refuse } from "../../access/refusal.ts";
import { guildView } from "../../show/guild-view.ts";
import { activeThreads } from "../../show/views.ts";
import type { Guild } from "../../world/guild.ts";
import type { Parts } from "../../world/parts.ts";
import { type Call, ok, type Route } from "../route.ts";

/** Guilds, their members, roles, channels and open threads. */
export function guildRoutes(parts: Parts): Route[] {
  const { world, views } = parts;
  const guildOf = ({ botId, param }: Call): Guild => {
    const guild = world.guilds.get(param("id"));
    // A guild one is not in is no different from one that does not exist.
    if (!guild || !world.members.get(guild.id)?.has(botId)) throw refuse(10004);
    return guild;
  };
  const byId = (a: { userId: string }, b: { userId: string }) =>
    BigInt(a.userId) < BigInt(b.userId) ? -1 : 1;
  return [
    {
      method: "GET",
      path: "/guilds/:id",
      auth: "bot",
      handle(call) {
        const guild = guildOf(call);
        const counted = call.query.get("with_counts") === "true";
        const count = world.members.get(guild.id)?.size ?? 0;
        const counts = counted ? { approximate_member_count: count, approximate_presence_count: count } : {};
        return ok({ ...guildView(parts, guild), ...counts });
      },
    },
    {
      method: "GET",
      path: "/guilds/:id/channels",
      auth: "bot",
      handle(call) {
        const { id } = guildOf(call);
        const list = [...world.channels.values()].filter(
          (one) => one.kind === "guild" && one.guild_id === id,
        );
        // What the bot may not see is left out (discord docs: resources/channel "Obfuscated Channels").
        const seen = list.filter((one) => may(world, call.botId, one, "VIEW_CHANNEL"));
        return ok(seen.map((one) => views.channel(one, call.botId)));
      },
    },
    {
      method: "GET",
      path: "/guilds/:id/roles",
      auth: "bot",
      handle: (call) =>
        ok([...(world.roles.get(guildOf(call).id)?.values() ?? [])].map((one) => ({ ...one }))),
    },
    {
      method: "GET",
      path: "/guilds/:id/threads/active",
      auth: "bot",
      handle(call) {
        const threads = activeThreads(world, guildOf(call).id, call.botId);
        const joined = threads.filter((one) => one.members.has(call.botId));
        return ok({
          threads: threads.map((one) => views.channel(one, call.botId)),
          members: joined.map((one) => views.threadMember(one, call.botId)),
          has_more: false,
        });
      },
    },
    {
      method: "GET",
      path: "/guilds/:id/members/search",
      auth: "bot",
      limit: { bucket: "members-search", count: 10, windowMs: 10_000 },
      handle(call) {
        const { id } = guildOf(call);
        const query = Object.fromEntries(call.query);
        checkForm(query, form.object({ "query!": form.text(1, 100), limit: form.integer(1, 1000) }));
        const wanted = String(query.query).toLowerCase();
        const found = [...(world.members.get(id)?.values() ?? [])].filter((one) => {
          const user = views.user(one.userId);
          return [user.username, one.nick].some((name) => name?.toLowerCase().startsWith(wanted));
        });
        return ok(found.slice(0, Number(query.limit ?? 1)).map((one) => views.member(id, one)));
      },
    },
    {
      method: "GET",
      path: "/guilds/:id/members/:user",
      auth: "bot",
      limit: { bucket: "member-read", count: 5, windowMs: 1000 },
      handle(call) {
        const { id } = guildOf(call);
        const userId = call.param("user") === "@me" ? call.botId : call.param("user");
        const member = world.members.get(id)?.get(userId);
        if (!member) throw refuse(world.users.has(userId) ? 10007 : 10013);
        return ok(views.member(id, member));
      },
    },
    {
      method: "GET",
      path: "/guilds/:id/members",
      auth: "bot",
      limit: { bucket: "members-read", count: 10, windowMs: 10_000 },
      handle(call) {
        const { id } = guildOf(call);
        // Listing members is for apps with the members intent (discord docs: resources/guild "List Guild Members").
        if (!world.application.portal.guildMembers) throw refuse(50001);
        const query = Object.fromEntries(call.query);
        checkForm(query, form.object({ limit: form.integer(1, 1000), after: form.id }));
        const after = BigInt(query.after ?? 0);
        const all = [...(world.members.get(id)?.values() ?? [])].sort(byId);
        const page = all.filter((one) => BigInt(one.userId) > after).slice(0, Number(query.limit ?? 1));
        return ok(page.map((one) => views.member(id, one)));
      },
    },
  ];
}
