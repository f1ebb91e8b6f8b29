import { channelPermissions } from "../access/permissions.ts";
import { refuse } from "../access/refusal.ts";
import { channelFor, messageIn } from "../access/rules.ts";
import { startInteraction } from "../interactions/start.ts";
import type { NewFile } from "../messages/draft.ts";
import { storeFiles } from "../messages/files.ts";
import type { Channel } from "../world/channel.ts";
import type { CommandOption, Interaction } from "../world/interaction.ts";
import type { Json } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { offered } from "./offered.ts";

const userOption = 6;

/** What a person fills in: ids for people, channels and roles, a file for an attachment. */
export type OptionValue = string | number | boolean | NewFile;

/**
 * Types a slash command. `path` names subcommands after the command: `chat share`.
 * @throws Error for what a client would not let a person send.
 */
export function invokeSlash(
  parts: Parts,
  userId: string,
  channelId: string,
  path: string,
  values: Readonly<Record<string, OptionValue>>,
  focused?: string,
): Interaction {
  const channel = channelFor(parts.world, userId, channelId);
  const [name, ...sub] = path.split(" ");
  const command = offered(parts, userId, channel).find((one) => one.type === 1 && one.name === name);
  if (!command) throw new Error(`/${name} is not offered to this person here`);
  const resolved: Record<string, Json> = {};
  const fill = (known: readonly CommandOption[], rest: readonly string[]): Json[] => {
    const [next, ...further] = rest;
    if (next !== undefined) {
      const inner = known.find((one) => one.name === next && one.type <= 2);
      if (!inner) throw new Error(`/${name} has no subcommand ${next}`);
      return [{ type: inner.type, name: next, options: fill(inner.options ?? [], further) }];
    }
    const stray = Object.keys(values).find((key) => !known.some((one) => one.name === key));
    if (stray !== undefined) throw new Error(`/${path} has no option ${stray}`);
    const given = known.filter((one) => values[one.name] !== undefined || one.name === focused);
    const missing = known.find((one) => one.required && values[one.name] === undefined);
    if (missing && focused === undefined) throw new Error(`/${path} needs ${missing.name}`);
    return given.map((one) => optionData(parts, channel, one, values[one.name] ?? "", focused, resolved));
  };
  const options = fill(command.options ?? [], sub);
  const data: Json = {
    id: command.id,
    name: command.name,
    type: 1,
    ...(command.guild_id ? { guild_id: command.guild_id } : {}),
    ...(options.length > 0 ? { options } : {}),
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
  };
  return startInteraction(parts, { type: focused === undefined ? 2 : 4, userId, channel, data });
}

/** Uses a command of the message menu. */
export function invokeOnMessage(parts: Parts, userId: string, name: string, messageId: string): Interaction {
  const { world, messages } = parts;
  const target = world.messages.get(messageId);
  if (!target) throw refuse(10008);
  const channel = channelFor(world, userId, target.channel_id);
  messageIn(world, channel, messageId);
  const command = offered(parts, userId, channel).find((one) => one.type === 3 && one.name === name);
  if (!command) throw new Error(`"${name}" is not offered to this person here`);
  return startInteraction(parts, {
    type: 2,
    userId,
    channel,
    data: {
      id: command.id,
      name,
      type: 3,
      target_id: messageId,
      ...(command.guild_id ? { guild_id: command.guild_id } : {}),
      resolved: { messages: { [messageId]: messages.full(target, world.application.botId) } },
    },
  });
}

/** Uses a command of the menu that stands behind a person's name. */
export function invokeOnUser(
  parts: Parts,
  userId: string,
  name: string,
  channelId: string,
  targetId: string,
): Interaction {
  const channel = channelFor(parts.world, userId, channelId);
  const command = offered(parts, userId, channel).find((one) => one.type === 2 && one.name === name);
  if (!command) throw new Error(`"${name}" is not offered to this person here`);
  if (!parts.world.users.has(targetId)) throw refuse(10013);
  const resolved: Record<string, Json> = {};
  resolve(parts, channel, 6, targetId, resolved);
  const scope = command.guild_id ? { guild_id: command.guild_id } : {};
  const data = { id: command.id, name, type: 2, target_id: targetId, ...scope, resolved };
  return startInteraction(parts, { type: 2, userId, channel, data });
}

function optionData(
  parts: Parts,
  channel: Channel,
  option: CommandOption,
  value: OptionValue,
  focused: string | undefined,
  resolved: Record<string, Json>,
): Json {
  const base = { type: option.type, name: option.name };
  if (option.name === focused) return { ...base, value: String(value), focused: true };
  checkValue(option, value);
  if (typeof value === "object") {
    const [file] = storeFiles(parts.world, [value], channel.id);
    if (!file) throw new Error("no file was given");
    const { bytes: _, channelId: __, ...rest } = file;
    const url = parts.links.sign(file);
    resolved.attachments = {
      ...resolved.attachments,
      [file.id]: { ...rest, url, proxy_url: url, ephemeral: true },
    };
    return { ...base, value: file.id };
  }
  if (option.type === userOption && !parts.world.users.has(String(value)))
    throw new Error(`option ${option.name}: there is no such person`);
  resolve(parts, channel, option.type, String(value), resolved);
  return { ...base, value };
}

function checkValue(option: CommandOption, value: OptionValue): void {
  const wrong = (why: string) => new Error(`option ${option.name}: ${why}`);
  const kinds: Record<number, string> = { 4: "number", 5: "boolean", 10: "number", 11: "object" };
  const wanted = kinds[option.type] ?? "string";
  if (typeof value !== wanted) throw wrong(`a ${wanted} is wanted`);
  if (option.choices && !option.choices.some((one) => one.value === value))
    throw wrong("not one of the choices");
  const size = typeof value === "string" ? [...value].length : Number(value);
  const [low, high] = typeof value === "string" ? ["min_length", "max_length"] : ["min_value", "max_value"];
  if (typeof value !== "string" && typeof value !== "number") return;
  if (typeof option[low] === "number" && size < option[low]) throw wrong(`less than ${option[low]}`);
  if (typeof option[high] === "number" && size > option[high]) throw wrong(`more than ${option[high]}`);
  if (option.type === 4 && !Number.isInteger(value)) throw wrong("a whole number is wanted");
}

/** Discord sends along what an id stands for. */
function resolve(
  { world, views }: Parts,
  channel: Channel,
  type: number,
  id: string,
  resolved: Record<string, Json>,
): void {
  const guildId = channel.kind === "dm" ? undefined : channel.guild_id;
  if ((type === 6 || type === 9) && world.users.has(id)) {
    resolved.users = { ...resolved.users, [id]: views.user(id) };
    const member = guildId ? world.members.get(guildId)?.get(id) : undefined;
    if (!member || !guildId) return;
    const { user: _, deaf: __, mute: ___, ...rest } = views.member(guildId, member);
    const permissions = channelPermissions(world, id, channel).toString();
    resolved.members = { ...resolved.members, [id]: { ...rest, permissions } };
  }
  const role = guildId ? world.roles.get(guildId)?.get(id) : undefined;
  if ((type === 8 || type === 9) && role) resolved.roles = { ...resolved.roles, [id]: { ...role } };
  const target = world.channels.get(id);
  if (type === 7 && target) {
    const permissions = channelPermissions(world, world.application.botId, target).toString();
    const view = { ...views.channel(target, world.application.botId), permissions };
    resolved.channels = { ...resolved.channels, [id]: view };
  }
}
