import { type Check, checkForm, form } from "../../access/form.ts";
import { permission } from "../../access/permission-bits.ts";
import { channelPermissions, guildPermissions } from "../../access/permissions.ts";
import { Refusal, refuse } from "../../access/refusal.ts";
import { channelFor, need } from "../../access/rules.ts";
import { tellingAccess } from "../../guilds/access-change.ts";
import { channelName, newGuildChannel, tellChannel } from "../../guilds/channels.ts";
import { deleteChannel } from "../../guilds/delete-channel.ts";
import { setOverwrite } from "../../guilds/overwrites.ts";
import { changeThread, type ThreadPatch } from "../../threads/change.ts";
import type { GuildChannel, Overwrite, Thread } from "../../world/channel.ts";
import type { Json } from "../../world/message.ts";
import type { Parts } from "../../world/parts.ts";
import { done, ok, type Route } from "../route.ts";

/** Changes of a channel's name or topic in ten minutes (discord-api-docs issue 2190). */
const renames = { count: 2, windowMs: 600_000 } as const;

const overwriteForm: Check = form.object({
  "id!": form.id,
  "type!": form.oneOf(0, 1),
  allow: form.nullable(form.text(0, 20, /^\d*$/)),
  deny: form.nullable(form.text(0, 20, /^\d*$/)),
});
const channelForm = form.object({
  name: form.text(1, 100),
  topic: form.nullable(form.text(0, 1024)),
  type: form.oneOf(0, 2, 4, 5),
  nsfw: form.nullable(form.boolean),
  position: form.nullable(form.integer(0, 10_000)),
  rate_limit_per_user: form.nullable(form.integer(0, 21_600)),
  parent_id: form.nullable(form.id),
  permission_overwrites: form.nullable(form.list(overwriteForm, 0, 500)),
});
const threadForm = form.object({
  name: form.text(1, 100),
  archived: form.boolean,
  locked: form.boolean,
  invitable: form.boolean,
  auto_archive_duration: form.oneOf(60, 1440, 4320, 10_080),
  rate_limit_per_user: form.nullable(form.integer(0, 21_600)),
});

/** Reading, making, changing and deleting channels and threads, and the permissions of a channel. */
export function channelRoutes(parts: Parts): Route[] {
  const { world, views } = parts;
  const renamedAt = new Map<string, number[]>();
  const countRename = (channelId: string) => {
    const now = world.clock.now();
    const recent = (renamedAt.get(channelId) ?? []).filter((at) => now - at < renames.windowMs);
    if (recent.length >= renames.count) {
      const waitSeconds = ((recent[0] ?? now) + renames.windowMs - now) / 1000;
      throw new Refusal(429, 0, "You are being rate limited.", undefined, waitSeconds);
    }
    renamedAt.set(channelId, [...recent, now]);
  };
  return [
    {
      method: "GET",
      path: "/channels/:id",
      auth: "bot",
      handle: ({ botId, param }) => ok(views.channel(channelFor(world, botId, param("id")), botId)),
    },
    {
      method: "PATCH",
      path: "/channels/:id",
      auth: "bot",
      limit: { bucket: "channel-edit", count: 10, windowMs: 15_000 },
      handle({ botId, param, body }) {
        const channel = channelFor(world, botId, param("id"));
        if (channel.kind === "dm") throw refuse(50024);
        checkForm(body, channel.kind === "thread" ? threadForm : channelForm);
        const named = body.name !== undefined && body.name !== channel.name;
        if (channel.kind === "thread") {
          if (named) countRename(channel.id);
          changeThread(parts, botId, channel, threadPatch(body));
        } else {
          need(world, botId, channel, "MANAGE_CHANNELS");
          if (named || body.topic !== undefined) countRename(channel.id);
          const told = tellingAccess(parts, () => changeGuildChannel(channel, body));
          if (!told.has(channel.id)) tellChannel(parts, "CHANNEL_UPDATE", channel);
        }
        return ok(views.channel(channel, botId));
      },
    },
    {
      method: "DELETE",
      path: "/channels/:id",
      auth: "bot",
      handle({ botId, param }) {
        const channel = channelFor(world, botId, param("id"));
        const shown = views.channel(channel, botId);
        deleteChannel(parts, botId, channel);
        return ok(shown);
      },
    },
    {
      method: "POST",
      path: "/guilds/:id/channels",
      auth: "bot",
      limit: { bucket: "channel-create", count: 10, windowMs: 15_000 },
      handle({ botId, param, body }) {
        const guild = world.guilds.get(param("id"));
        if (!guild || !world.members.get(guild.id)?.has(botId)) throw refuse(10004);
        checkForm(body, channelForm);
        checkForm(body, form.object({ "name!": form.text(1, 100) }));
        const bits = guildPermissions(world, botId, guild.id);
        if (!(bits & permission.MANAGE_CHANNELS)) throw refuse(50013);
        const overwrites = overwritesFrom(body.permission_overwrites);
        // Nobody hands out what they do not have themselves (discord docs: resources/guild "Create Guild Channel").
        const given = overwrites.reduce((sum, one) => sum | BigInt(one.allow) | BigInt(one.deny), 0n);
        if (given & ~bits) throw refuse(50013);
        const channel = newGuildChannel(
          world,
          guild.id,
          String(body.name),
          Number(body.type ?? 0) as 0,
          overwrites,
        );
        changeGuildChannel(channel, { ...body, permission_overwrites: undefined });
        tellChannel(parts, "CHANNEL_CREATE", channel);
        return { status: 201, body: views.channel(channel, botId) };
      },
    },
    {
      method: "PUT",
      path: "/channels/:id/permissions/:overwrite",
      auth: "bot",
      limit: { bucket: "channel-permissions", count: 10, windowMs: 15_000 },
      handle({ botId, param, body }) {
        const channel = channelFor(world, botId, param("id"));
        if (channel.kind !== "guild") throw refuse(50024);
        checkForm({ ...body, id: param("overwrite") }, overwriteForm);
        need(world, botId, channel, "MANAGE_ROLES");
        const [overwrite] = overwritesFrom([{ ...body, id: param("overwrite") }]);
        if (!overwrite) throw refuse(10011);
        const wanted = BigInt(overwrite.allow) | BigInt(overwrite.deny);
        if (wanted & ~channelPermissions(world, botId, channel)) throw refuse(50013);
        setOverwrite(parts, channel, overwrite.id, overwrite);
        return done;
      },
    },
    {
      method: "DELETE",
      path: "/channels/:id/permissions/:overwrite",
      auth: "bot",
      limit: { bucket: "channel-permissions", count: 10, windowMs: 15_000 },
      handle({ botId, param }) {
        const channel = channelFor(world, botId, param("id"));
        if (channel.kind !== "guild") throw refuse(50024);
        need(world, botId, channel, "MANAGE_ROLES");
        setOverwrite(parts, channel, param("overwrite"));
        return done;
      },
    },
  ];
}

function threadPatch(body: Json): ThreadPatch {
  return {
    ...(body.name !== undefined ? { name: String(body.name) } : {}),
    ...(typeof body.archived === "boolean" ? { archived: body.archived } : {}),
    ...(typeof body.locked === "boolean" ? { locked: body.locked } : {}),
    ...(typeof body.invitable === "boolean" ? { invitable: body.invitable } : {}),
    ...(typeof body.auto_archive_duration === "number"
      ? {
          autoArchiveMinutes:
            body.auto_archive_duration as Thread["thread_metadata"]["auto_archive_duration"],
        }
      : {}),
    ...(typeof body.rate_limit_per_user === "number" ? { slowModeSeconds: body.rate_limit_per_user } : {}),
  };
}

function changeGuildChannel(channel: GuildChannel, body: Json): void {
  if (body.name !== undefined) channel.name = channelName(channel.type, String(body.name));
  if (body.topic !== undefined) channel.topic = body.topic as string | null;
  if (typeof body.nsfw === "boolean") channel.nsfw = body.nsfw;
  if (typeof body.position === "number") channel.position = body.position;
  if (typeof body.rate_limit_per_user === "number") channel.rate_limit_per_user = body.rate_limit_per_user;
  if (body.parent_id !== undefined) channel.parent_id = body.parent_id as string | null;
  if (Array.isArray(body.permission_overwrites)) {
    channel.permission_overwrites = overwritesFrom(body.permission_overwrites);
  }
}

function overwritesFrom(given: unknown): Overwrite[] {
  const list = (Array.isArray(given) ? given : []) as {
    id: string;
    type: 0 | 1;
    allow?: string;
    deny?: string;
  }[];
  return list.map((one) => ({
    id: String(one.id),
    type: Number(one.type) as 0 | 1,
    allow: one.allow || "0",
    deny: one.deny || "0",
  }));
}
