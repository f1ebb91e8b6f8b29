import type { Said } from "../core/branches.ts";

const longest = 200;

/** What someone said, as one quoted line. */
export function quote(said: Said): string {
  const line = said.text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  const shown = characters.length > longest ? `${characters.slice(0, longest).join("")}…` : line;
  return `> **${said.author.replace(/[\\`*_~|<>[\]]/g, "\\$&")}**: ${shown}`;
}
