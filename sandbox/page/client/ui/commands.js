/**
 * @typedef {{ type: number, name: string, description: string, required?: boolean, autocomplete?: boolean,
 *   choices?: { name: string, value: string | number }[], channel_types?: number[], max_length?: number }} Option
 * @typedef {{ path: string, description: string, hint: string, options: Option[] }} FlatCommand
 */

/**
 * Commands as a person chooses among them: each subcommand by itself.
 * @param {"discord" | "slack"} platform
 * @param {any[]} commands as the platform keeps them
 * @returns {FlatCommand[]}
 */
export function flatCommands(platform, commands) {
  if (platform === "discord") return commands.flatMap((one) => flatten(one, one.name));
  return commands.map((one) => ({
    path: one.command.replace(/^\//, ""),
    description: one.description,
    hint: one.usage_hint ?? "",
    options: [],
  }));
}

/** @param {any} command @param {string} path @returns {FlatCommand[]} */
function flatten(command, path) {
  /** @type {any[]} */
  const options = command.options ?? [];
  const inner = options.filter((one) => one.type === 1 || one.type === 2);
  if (inner.length > 0) return inner.flatMap((one) => flatten(one, `${path} ${one.name}`));
  return [{ path, description: command.description, hint: "", options }];
}
