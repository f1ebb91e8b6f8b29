import { checkForm } from "../../access/form.ts";
import { Refusal, refuse } from "../../access/refusal.ts";
import { commandForm, commandListForm } from "../../forms/command.ts";
import type { Command, CommandOption } from "../../world/interaction.ts";
import type { Json } from "../../world/message.ts";
import type { Parts } from "../../world/parts.ts";
import { type Call, done, ok, type Route } from "../route.ts";

/** Commands of one kind, and creations in a day (discord docs: interactions/application-commands). */
const limits = { 1: 100, 2: 15, 3: 15 } as const;
const createsPerDay = 200;
const dayMs = 24 * 3_600_000;

/** Registering application commands, for everywhere and for one guild. */
export function commandRoutes(parts: Parts): Route[] {
  return [
    ...scopedRoutes(parts, "/applications/:id/commands"),
    ...scopedRoutes(parts, "/applications/:id/guilds/:guild/commands"),
  ];
}

function scopedRoutes({ world }: Parts, path: string): Route[] {
  /** When each command was created, by scope. */
  const created = new Map<string, number[]>();
  const scope = (call: Call): string | undefined => {
    if (call.param("id") !== world.application.id) {
      throw new Refusal(403, 20012, "You are not authorized to perform this action on this application");
    }
    const guildId = call.param("guild") || undefined;
    if (guildId && !world.members.get(guildId)?.has(world.application.botId)) throw refuse(50001);
    return guildId;
  };
  const inScope = (guildId: string | undefined) =>
    [...world.commands.values()].filter((one) => one.guild_id === guildId);
  const byId = (call: Call): Command => {
    const guildId = scope(call);
    const command = world.commands.get(call.param("command"));
    if (!command || command.guild_id !== guildId) throw refuse(10063);
    return command;
  };
  const countCreation = (guildId: string | undefined) => {
    const now = world.clock.now();
    const recent = (created.get(guildId ?? "") ?? []).filter((at) => now - at < dayMs);
    if (recent.length >= createsPerDay)
      throw refuse(30034, undefined, ((recent[0] ?? now) + dayMs - now) / 1000);
    created.set(guildId ?? "", [...recent, now]);
  };
  const checkRoom = (commands: readonly { type?: unknown }[]) => {
    for (const [type, max] of Object.entries(limits)) {
      if (commands.filter((one) => String(one.type ?? 1) === type).length > max) {
        throw new Refusal(400, 30032, `Maximum number of application commands reached (${max})`);
      }
    }
  };
  const store = (body: Json, guildId: string | undefined, id: string): Command => {
    const command = {
      id,
      application_id: world.application.id,
      version: world.nextId(),
      default_member_permissions: null,
      type: 1 as const,
      name_localizations: null,
      description: "",
      description_localizations: null,
      dm_permission: true,
      contexts: null,
      integration_types: [0],
      nsfw: false,
      ...pick(body),
      ...(guildId ? { guild_id: guildId } : {}),
    } as unknown as Command;
    world.commands.set(id, command);
    return command;
  };
  const upsert = (body: Json, guildId: string | undefined): { command: Command; isNew: boolean } => {
    const same = inScope(guildId).find((one) => one.name === body.name && one.type === (body.type ?? 1));
    if (!same) countCreation(guildId);
    return { command: store(body, guildId, same?.id ?? world.nextId()), isNew: !same };
  };
  const shown = (command: Command, call: Call): Json => {
    if (call.query.get("with_localizations") === "true" || call.query.get("with_localizations") === "1")
      return { ...command };
    const { name_localizations: _, description_localizations: __, ...rest } = command;
    return rest;
  };
  const write = { bucket: "command-write", count: 5, windowMs: 20_000 };

  return [
    {
      method: "GET",
      path,
      auth: "bot",
      handle: (call) => ok(inScope(scope(call)).map((one) => shown(one, call))),
    },
    {
      method: "POST",
      path,
      auth: "bot",
      limit: write,
      handle(call) {
        const guildId = scope(call);
        checkForm(call.body, commandForm);
        const others = inScope(guildId).filter(
          (one) => one.name !== call.body.name || one.type !== (call.body.type ?? 1),
        );
        checkRoom([...others, call.body]);
        const { command, isNew } = upsert(call.body, guildId);
        return { status: isNew ? 201 : 200, body: { ...command } };
      },
    },
    {
      method: "PUT",
      path,
      auth: "bot",
      limit: write,
      handle(call) {
        const guildId = scope(call);
        checkForm(call.upload.body, commandListForm);
        const bodies = call.upload.body as Json[];
        checkRoom(bodies);
        const kept = bodies.map((body) => upsert(body, guildId).command);
        for (const one of inScope(guildId)) if (!kept.includes(one)) world.commands.delete(one.id);
        return ok(kept.map((one) => ({ ...one })));
      },
    },
    { method: "GET", path: `${path}/:command`, auth: "bot", handle: (call) => ok({ ...byId(call) }) },
    {
      method: "PATCH",
      path: `${path}/:command`,
      auth: "bot",
      limit: write,
      handle(call) {
        const command = byId(call);
        const next = { ...command, ...call.body };
        checkForm(next, commandForm);
        return ok({ ...store(next, command.guild_id, command.id) });
      },
    },
    {
      method: "DELETE",
      path: `${path}/:command`,
      auth: "bot",
      limit: write,
      handle(call) {
        world.commands.delete(byId(call).id);
        return done;
      },
    },
  ];
}

/** The fields of a registration that Discord keeps, options in full. */
function pick(body: Json): Json {
  const kept: Json = {};
  const fields = [
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "default_member_permissions",
    "dm_permission",
    "contexts",
    "integration_types",
    "nsfw",
  ];
  for (const field of fields) if (body[field] !== undefined) kept[field] = body[field];
  const options = body.options as CommandOption[] | null | undefined;
  if (options?.length) kept.options = options.map(optionView);
  return kept;
}

/** An option as Discord gives it back: what is false or empty is left out. */
function optionView(option: CommandOption): Json {
  const { required, autocomplete, choices, options, ...rest } = option;
  return {
    ...rest,
    ...(required ? { required } : {}),
    ...(autocomplete ? { autocomplete } : {}),
    ...(choices?.length ? { choices } : {}),
    ...(options?.length ? { options: options.map(optionView) } : {}),
  };
}
