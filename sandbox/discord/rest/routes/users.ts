import { checkForm, form } from "../../access/form.ts";
import { guildPermissions } from "../../access/permissions.ts";
import { refuse } from "../../access/refusal.ts";
import { openDirect } from "../../people/direct.ts";
import { applicationView } from "../../show/application-view.ts";
import type { Parts } from "../../world/parts.ts";
import { ok, type Route } from "../route.ts";

/** Users, the bot itself and its application, and opening DMs. */
export function userRoutes(parts: Parts): Route[] {
  const { world, views } = parts;
  const me: Route["handle"] = ({ botId }) => {
    const own = { bio: "", locale: "en-US", mfa_enabled: true, verified: true, email: null, premium_type: 0 };
    return ok({ ...views.user(botId), ...own });
  };
  const application: Route["handle"] = () => ok(applicationView(parts));
  return [
    { method: "GET", path: "/users/@me", auth: "bot", handle: me },
    {
      method: "GET",
      path: "/users/@me/guilds",
      auth: "bot",
      handle: ({ botId }) => ok(guildsOf(parts, botId)),
    },
    {
      method: "POST",
      path: "/users/@me/channels",
      auth: "bot",
      limit: { bucket: "dm-open", count: 10, windowMs: 10_000 },
      handle({ botId, body }) {
        checkForm(body, form.object({ "recipient_id!": form.id }));
        const recipient = world.users.get(String(body.recipient_id));
        if (!recipient || recipient.id === botId) throw refuse(50033);
        return ok(views.channel(openDirect(parts, botId, recipient.id), botId));
      },
    },
    {
      method: "GET",
      path: "/users/:id",
      auth: "bot",
      handle({ param }) {
        if (!world.users.has(param("id"))) throw refuse(10013);
        return ok(views.user(param("id")));
      },
    },
    { method: "GET", path: "/applications/@me", auth: "bot", handle: application },
    { method: "GET", path: "/oauth2/applications/@me", auth: "bot", handle: application },
  ];
}

function guildsOf({ world }: Parts, botId: string): object[] {
  const own = [...world.guilds.values()].filter((guild) => world.members.get(guild.id)?.has(botId));
  return own.map((guild) => ({
    id: guild.id,
    name: guild.name,
    icon: null,
    banner: null,
    owner: guild.owner_id === botId,
    permissions: guildPermissions(world, botId, guild.id).toString(),
    features: [],
  }));
}
