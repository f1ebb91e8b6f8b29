import { html } from "htm/preact";
import { Avatar } from "./avatar.js";
import { flatCommands } from "./commands.js";
import { Icon } from "./icons.js";

/** @typedef {import("../state/pane.js").Pane} Pane */
/**
 * @typedef {{ key: string, label: string, hint?: string, lead?: unknown, insert: string,
 *   command?: import("./commands.js").FlatCommand }} Completion
 */

const most = 8;

/**
 * What could be meant at the caret, with where it begins.
 * @param {Pane} pane @param {string} text @param {number} caret
 * @returns {{ from: number, items: Completion[], title: string } | undefined}
 */
export function completionsAt(pane, text, caret) {
  const before = text.slice(0, caret);
  const [, slash] = /^\/([^\s]*)$/.exec(before) ?? [];
  if (slash !== undefined) return some(0, "Commands", commands(pane, slash));
  const [, , person] = /(^|[\s(])@([\w.-]*)$/.exec(before) ?? [];
  if (person !== undefined) return some(caret - person.length - 1, "Members", people(pane, person));
  const [, , room] = /(^|[\s(])#([\w-]*)$/.exec(before) ?? [];
  if (room !== undefined) return some(caret - room.length - 1, "Channels", rooms(pane, room));
  return undefined;
}

/** @param {number} from @param {string} title @param {Completion[]} items */
function some(from, title, items) {
  return items.length > 0 ? { from, title, items: items.slice(0, most) } : undefined;
}

/** @param {Pane} pane @param {string} typed @returns {Completion[]} */
function people(pane, typed) {
  const all = [...pane.people.value.values()].filter((one) => one.id !== pane.me.value);
  const app = (/** @type {{ id: string }} */ one) => (one.id === pane.app.value ? 0 : 1);
  const found = all
    .filter((one) => starts(one.handle, typed) || starts(one.name, typed))
    .sort((a, b) => app(a) - app(b))
    .map((one) => ({
      key: one.id,
      label: one.name,
      hint: one.role === "member" ? `@${one.handle}` : one.role,
      lead: html`<${Avatar} pane=${pane} id=${one.id} size=${24} />`,
      insert: `@${one.handle} `,
    }));
  const groups = pane.platform === "discord" ? ["everyone", "here"] : [];
  const roles = (pane.side.value?.roles ?? []).map((one) => one.name).filter((name) => name !== "Parley");
  const rest = [...groups, ...roles].filter((name) => starts(name, typed));
  return [
    ...found,
    ...rest.map((name) => ({
      key: name,
      label: `@${name}`,
      hint: `notifies ${name === "everyone" ? "everyone here" : name === "here" ? "everyone online" : "everyone with this role"}`,
      insert: `@${name} `,
    })),
  ];
}

/** @param {Pane} pane @param {string} typed @returns {Completion[]} */
function rooms(pane, typed) {
  const all = (pane.side.value?.channels ?? []).filter((one) => one.kind !== "dm" && one.kind !== "voice");
  return all
    .filter((one) => starts(one.name, typed))
    .map((one) => ({
      key: one.id,
      label: one.name,
      lead: html`<${Icon} name=${one.kind === "private" ? "lock" : "hash"} />`,
      insert: `#${one.name} `,
    }));
}

/** @param {Pane} pane @param {string} typed @returns {Completion[]} */
function commands(pane, typed) {
  const app = html`<${Avatar} pane=${pane} id=${pane.app.value} size=${24} />`;
  return flatCommands(pane.platform, pane.parts.part("commands").value ?? [])
    .filter((one) => starts(one.path, typed))
    .map((one) => ({
      key: one.path,
      label: `/${one.path}`,
      hint: one.description,
      lead: app,
      insert: `/${one.path} `,
      command: one,
    }));
}

/** @param {string} text @param {string} typed */
function starts(text, typed) {
  return text.toLowerCase().startsWith(typed.toLowerCase());
}
