import type { Command, CommandCall, CommandSpec } from "../core/command.ts";
import { typedBefore } from "../core/command-words.ts";
import { commandsOn } from "../core/commands-on.ts";
import { ParleyError } from "../core/errors.ts";
import type { Place } from "../core/inbound.ts";
import { menuOf } from "../core/message-menu.ts";

export const help: Command = {
  name: "help",
  summary: "What I can do here, and how",
  order: "now",
  right: "read",
  options: [
    { kind: "text", name: "command", summary: "A command to explain", required: false, suggests: true },
  ],
  async run(call, deps) {
    const commands = commandsOn(call.place.platform, deps.commands);
    const { place, options } = call;
    const about = options.command;
    if (about === undefined) {
      const usable = await usableBy(call, commands);
      return { text: overview(place, usable, await call.may("talk")), visibility: "asker" };
    }
    const name = String(about).replace(/^\//, "").toLowerCase();
    const command = commands.find((c) => c.name === name);
    if (!command) throw new ParleyError("bad_input", `There is no command named “${name}”. /help lists all.`);
    return { text: explain(place, command), visibility: "asker" };
  },
  async suggest(typed, _call, { commands }) {
    return commands
      .filter((c) => c.name.startsWith(typed.replace(/^\//, "").toLowerCase()))
      .map((c) => ({ name: `/${c.name}: ${c.summary}`.slice(0, 100), value: c.name }));
  },
};

async function usableBy({ may, place }: CommandCall, commands: readonly Command[]): Promise<Command[]> {
  const alone = ["share", "invite", "leave"];
  const usable: Command[] = [];
  for (const command of commands) {
    const isFor = place.kind !== "dm" || !alone.includes(command.name);
    if (isFor && (await may(command.right))) usable.push(command);
  }
  return usable;
}

function overview(place: Place, commands: readonly CommandSpec[], mayTalk: boolean): string {
  const talk = place.kind === "dm" ? "Just write to me." : "Mention me, or reply to one of my messages.";
  const lines = commands.map((c) => `- ${usage(place, c)} — ${c.summary}`);
  const under =
    "Under an answer: **Stop** while it is being written, then **Regenerate** for another one, **Branch** to go on from it in a thread of its own.";
  const menu = menuOf(commands).map((c) => `**${c.menu.label}**`);
  return [
    mayTalk
      ? `**Talk with me.** ${talk} Pictures you attach are seen.`
      : "**You can read along here**, but not ask me. This is what works for you:",
    "",
    ...lines,
    "",
    ways(place, commands),
    ...(menu.length > 0 ? [`In a message's menu, under Apps: ${menu.join(", ")}.`] : []),
    ...(mayTalk ? [under] : []),
  ].join("\n");
}

function explain(place: Place, command: CommandSpec): string {
  const options = command.options.map((o) => {
    const choices = o.kind === "choice" ? ` (${o.choices.map((c) => c.name).join(", ")})` : "";
    return `- \`${o.name}\`${o.required ? "" : ", optional"}: ${o.summary}${choices}`;
  });
  return [`**${usage(place, command)}** — ${command.summary}`, ...options].join("\n");
}

/** Slack takes no slash command in a thread, so there the words are shown that work; nor does one take a picture. */
function usage(place: Place, command: CommandSpec): string {
  const written = command.options.filter((o) => o.kind !== "image" || place.platform === "discord");
  const options = written.map((o) => (o.required ? ` ${o.name}` : ` [${o.name}]`)).join("");
  return `\`${typedBefore(place)}${command.name}${options}\``;
}

function ways(place: Place, commands: readonly CommandSpec[]): string {
  if (place.platform === "discord") return "Commands also work in threads and in direct messages.";
  const some = commands.slice(0, 2).map(({ name }) => `\`@Parley ${name}\``);
  const taking = commands.find(({ options }) => options.some(({ kind }) => kind === "image"));
  const attached = taking
    ? ` With a picture, too: attach it to a message that begins with \`@Parley ${taking.name}\`.`
    : "";
  return `In threads Slack takes no slash commands: write ${some.join(", ")} … there.${attached}`;
}
