import type { CommandSpec, OptionSpec } from "../../core/command.ts";
import { menuOf } from "../../core/message-menu.ts";
import { failure } from "./answer.ts";
import type { Api } from "./api.ts";

/** Kinds of commands (discord docs: interactions/application-commands, "Application Command Types"). */
const slashCommand = 1;
const messageCommand = 3;
const ownKinds: readonly unknown[] = [slashCommand, messageCommand];
const optionType = { text: 3, number: 10, choice: 3, person: 6, image: 11 } as const;
/** In servers and in the bot's own DMs (discord docs: interactions/application-commands, "Interaction Contexts"). */
const contexts = [0, 1];
const guildInstall = [0];

/** Everything that is registered: the slash commands, and those that also stand in the message menu. */
export function encodeCommands(commands: readonly CommandSpec[]) {
  const menu = menuOf(commands).map(({ menu: { label } }) => ({
    type: messageCommand,
    name: label,
    contexts,
    integration_types: guildInstall,
  }));
  return [...commands.map(encodeSlash), ...menu];
}

/** A command as Discord registers it: exactly the fields that Parley sets. */
function encodeSlash(spec: CommandSpec) {
  return {
    type: slashCommand,
    name: spec.name,
    description: spec.summary,
    options: spec.options.map(encodeOption),
    contexts,
    integration_types: guildInstall,
  };
}

function encodeOption(option: OptionSpec) {
  const base = {
    type: optionType[option.kind],
    name: option.name,
    description: option.summary,
    required: option.required,
  };
  switch (option.kind) {
    case "text":
      return {
        ...base,
        ...(option.maxLength === undefined ? {} : { max_length: option.maxLength }),
        ...(option.suggests ? { autocomplete: true } : {}),
      };
    case "number":
      return {
        ...base,
        ...(option.min === undefined ? {} : { min_value: option.min }),
        ...(option.max === undefined ? {} : { max_value: option.max }),
      };
    case "choice":
      return { ...base, choices: option.choices.map(({ name, value }) => ({ name, value })) };
    case "person":
    case "image":
      return base;
  }
}

/**
 * Makes Discord know exactly these commands. Nothing is written where nothing differs: a write makes every
 * client load the commands anew, and creates are limited to 200 a day.
 */
export async function publishCommands(
  api: Api,
  applicationId: string,
  commands: readonly CommandSpec[],
  signal: AbortSignal,
): Promise<"unchanged" | "written"> {
  const path = `/applications/${applicationId}/commands` as const;
  const answer = await api.persist({ method: "GET", path }, signal);
  if (answer.kind !== "ok") throw failure(answer, "list the commands");
  const registered = Array.isArray(answer.body) ? answer.body : [];
  const own = registered.filter((one) => ownKinds.includes(one.type));
  const wanted = encodeCommands(commands);
  const isSame =
    own.length === wanted.length &&
    wanted.every((one) =>
      own.some((known) => known.type === one.type && known.name === one.name && covers(known, one)),
    );
  if (isSame) return "unchanged";
  // Writing all at once replaces all: what is registered of other kinds goes along unchanged.
  const others = registered.filter((one) => !ownKinds.includes(one.type));
  const written = await api.persist({ method: "PUT", path, body: [...others, ...wanted] }, signal);
  if (written.kind !== "ok") throw failure(written, "register the commands");
  return "written";
}

/** Whether what is registered says all that is wanted and, where it lists things, nothing else. */
function covers(registered: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    const list = Array.isArray(registered) ? registered : [];
    return list.length === wanted.length && wanted.every((one, index) => covers(list[index], one));
  }
  if (wanted === null || typeof wanted !== "object") return registered === wanted;
  const known = registered && typeof registered === "object" ? (registered as Record<string, unknown>) : {};
  const limits = ["max_length", "min_length", "min_value", "max_value", "autocomplete", "choices"];
  const isBare = limits.every((name) => name in wanted || !known[name]);
  return (
    isBare && Object.entries(wanted).every(([name, value]) => covers(known[name] ?? empty(value), value))
  );
}

/** Discord leaves out what is empty or false. */
function empty(wanted: unknown): unknown {
  if (Array.isArray(wanted)) return [];
  return wanted === false ? false : undefined;
}
