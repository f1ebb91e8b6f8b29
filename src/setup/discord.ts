import { PermissionFlagsBits } from "discord.js";
import type { Environment } from "../config.ts";
import { inviteUrl, neededPermissions } from "../platforms/discord/permissions.ts";
import { type Asked, ask, type Finding, unclear } from "./finding.ts";

type PermissionName = keyof typeof neededPermissions;
type Settings = Pick<Environment, "DISCORD_TOKEN" | "DISCORD_API_URL">;

/** Bits of an application's `flags` that tell of the Message Content intent (discord docs: resources/application). */
const messageContentFlags = (1 << 18) | (1 << 19);
const permissionNames = Object.keys(neededPermissions) as PermissionName[];

const contentIntent =
  "Without it Discord keeps the text of a message from Parley unless it mentions Parley or is a direct message: in its threads people then have to mention it each time.";

/** The steps in Discord's developer portal. @param applicationId undefined: a placeholder stands in the link. */
export function discordGuide(applicationId: string | undefined): string {
  const asks = permissionNames.map((name) => `     - ${spaced(name)}: ${neededPermissions[name]}`);
  const link = inviteUrl(applicationId ?? "APPLICATION_ID");
  const missing =
    applicationId === undefined
      ? [
          "   Put the application's id (General Information) in the place of APPLICATION_ID; or set DISCORD_TOKEN",
          "   and run this again, or give the id: npm run setup -- --discord-app ID",
        ]
      : [];
  return [
    "DISCORD",
    "1. https://discord.com/developers/applications > New Application. Name it Parley, or as you like.",
    "2. Bot > Reset Token: copy the token to DISCORD_TOKEN in .env.",
    "3. Bot > Privileged Gateway Intents: turn on Message Content Intent and save.",
    `   ${contentIntent}`,
    "4. Open this link as someone who may manage the server, and pick the server:",
    `   ${link}`,
    ...missing,
    "   It asks for nothing but:",
    ...asks,
    "",
  ].join("\n");
}

/** The application that a token belongs to, if Discord tells. */
export async function applicationOf(settings: Settings): Promise<string | undefined> {
  if (!settings.DISCORD_TOKEN) return undefined;
  const asked = await get(settings, "/applications/@me");
  return asked.kind === "answered" && typeof asked.body.id === "string" ? asked.body.id : undefined;
}

/** Tries what is set up for Discord: the token, the intent, the servers and the permissions there. */
export async function checkDiscord(settings: Settings): Promise<Finding[]> {
  if (!settings.DISCORD_TOKEN) return [];
  const [me, application, guilds] = await Promise.all([
    get(settings, "/users/@me"),
    get(settings, "/applications/@me"),
    get(settings, "/users/@me/guilds"),
  ]);
  if (me.kind === "answered" && me.status === 401) {
    const told =
      "DISCORD_TOKEN is refused: copy it anew from Bot > Reset Token in Discord's developer portal.";
    return [{ state: "wrong", what: "Discord", told }];
  }
  for (const asked of [me, application, guilds]) {
    if (asked.kind !== "answered" || asked.status !== 200)
      return [unclear("Discord", "DISCORD_API_URL", settings.DISCORD_API_URL, asked)];
  }
  const id = String(field(application, "id"));
  return [
    { state: "ok", what: "Discord", told: `signed in as ${String(field(me, "username"))}` },
    intent(Number(field(application, "flags"))),
    ...servers(Object.values(guilds.kind === "answered" ? guilds.body : {}), id),
  ];
}

function intent(flags: number): Finding {
  if (flags & messageContentFlags)
    return { state: "ok", what: "Discord", told: "the Message Content intent is on" };
  const told = `the Message Content intent is off. ${contentIntent} Turn it on under Bot in the developer portal.`;
  return { state: "note", what: "Discord", told };
}

function servers(guilds: unknown[], applicationId: string): Finding[] {
  if (guilds.length === 0) {
    const told = `the bot is in no server yet: open ${inviteUrl(applicationId)}`;
    return [{ state: "wrong", what: "Discord", told }];
  }
  return (guilds as { name: string; permissions: string }[]).map(({ name, permissions }) => {
    const has = BigInt(permissions);
    const all = Boolean(has & PermissionFlagsBits.Administrator);
    const missing = permissionNames.filter((one) => !all && !(has & PermissionFlagsBits[one]));
    const what = `Discord server ${JSON.stringify(name)}`;
    if (missing.length === 0) return { state: "ok", what, told: "all permissions are there" };
    const list = missing.map((one) => `${spaced(one)} (${neededPermissions[one]})`).join(", ");
    const told = `the bot's role lacks ${list}: open ${inviteUrl(applicationId)} once more, or give its role these permissions.`;
    return { state: "wrong", what, told };
  });
}

function get(settings: Settings, path: string): Promise<Asked> {
  const url = `${settings.DISCORD_API_URL.replace(/\/+$/, "")}/v10${path}`;
  return ask(url, { headers: { authorization: `Bot ${settings.DISCORD_TOKEN}` } });
}

function field(asked: Asked, name: string): unknown {
  return asked.kind === "answered" ? asked.body[name] : undefined;
}

/** `SendMessagesInThreads` as Discord's own pages write it. */
function spaced(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ");
}
