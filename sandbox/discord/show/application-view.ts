import type { Parts } from "../world/parts.ts";

/** Bits that say which privileged intents are on, in their form for small apps (discord docs: resources/application). */
const portalFlag = { presences: 1 << 13, guildMembers: 1 << 15, messageContent: 1 << 19 } as const;

/** What the developer portal's switches come to in `flags`. */
export function applicationFlags({ world }: Parts): number {
  const { portal } = world.application;
  return (
    (portal.presences ? portalFlag.presences : 0) |
    (portal.guildMembers ? portalFlag.guildMembers : 0) |
    (portal.messageContent ? portalFlag.messageContent : 0)
  );
}

export function applicationView(parts: Parts): object {
  const { world, views } = parts;
  const { application } = world;
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: "",
    type: null,
    bot: views.user(application.botId),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: "0".repeat(64),
    owner: views.user(application.ownerId),
    flags: applicationFlags(parts),
    flags_new: String(applicationFlags(parts)),
    team: null,
    integration_types_config: {
      0: { oauth2_install_params: { scopes: ["applications.commands", "bot"], permissions: "0" } },
    },
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: ["applications.commands", "bot"],
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    event_webhooks_url: null,
    event_webhooks_status: 1,
  };
}
