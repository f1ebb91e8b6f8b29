/** @typedef {import("../state/pane.js").Pane} Pane */

/**
 * What a person typed as the platform takes it: `@ada` and `#general` become references.
 * @param {Pane} pane @param {string} typed
 */
export function encode(pane, typed) {
  const side = pane.side.value;
  if (!side) return typed;
  /** @type {Map<string, string>} */
  const people = new Map(side.roles.map((role) => [role.name.toLowerCase(), `<@&${role.id}>`]));
  for (const one of side.people) people.set(one.handle.toLowerCase(), `<@${one.id}>`);
  const rooms = new Map(side.channels.map((one) => [one.name.toLowerCase(), `<#${one.id}>`]));
  return typed
    .split(/(```[\s\S]*?```|`[^`\n]*`)/)
    .map((part, i) => {
      if (i % 2 === 1) return part;
      return part
        .replace(/(^|[\s(])@([\w.-]*\w)/g, (all, before, name) => {
          const found = people.get(name.toLowerCase());
          return found ? before + found : all;
        })
        .replace(/(^|[\s(])#([\w-]+)/g, (all, before, name) => {
          const found = rooms.get(name.toLowerCase());
          return found ? before + found : all;
        });
    })
    .join("");
}

/**
 * The other way, for editing.
 * @param {Pane} pane @param {string} text
 */
export function decode(pane, text) {
  const side = pane.side.value;
  const plain = text
    .replace(/<@!?(\w+)(?:\|[^>]*)?>/g, (all, id) => {
      const person = pane.people.value.get(id);
      return person ? `@${person.handle}` : all;
    })
    .replace(/<@&(\d+)>/g, (all, id) => {
      const role = side?.roles.find((one) => one.id === id);
      return role ? `@${role.name}` : all;
    })
    .replace(/<#(\w+)(?:\|[^>]*)?>/g, (all, id) => {
      const channel = side?.channels.find((one) => one.id === id);
      return channel ? `#${channel.name}` : all;
    });
  if (pane.platform === "discord") return plain;
  return plain
    .replace(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
