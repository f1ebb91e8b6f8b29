import { z } from "zod";
import { environment } from "../../src/config.ts";

/** One variable of the environment, as the schema describes it. */
interface Setting {
  name: string;
  about: string;
  /** What holds while it is unset; absent where nothing does. */
  usual?: string;
  choices?: readonly string[];
}

function settings(): Setting[] {
  const { properties = {} } = z.toJSONSchema(environment, { io: "input" });
  return Object.entries(properties).map(([name, property]) => {
    if (typeof property !== "object" || !property.description) throw new Error(`${name} has no description`);
    return {
      name,
      about: property.description,
      ...(property.default === undefined ? {} : { usual: String(property.default) }),
      ...(property.enum ? { choices: property.enum.map(String) } : {}),
    };
  });
}

/**
 * `.env.example`: every variable once. What has a default stands as a comment: `docker --env-file` would hand an
 * empty value on, over the image's own.
 */
export function envExample(): string {
  const head = [
    "# Parley's settings. Copy this file to .env and fill in what you need.",
    "# Lines that begin with # show what holds anyway. Variables of the environment go before those of the file.",
  ];
  const entries = settings().map(({ name, about, usual, choices }) => {
    const meaning = [`# ${about}`, ...(choices ? [`# One of: ${choices.join(", ")}`] : [])];
    return [...meaning, usual === undefined ? `${name}=` : `#${name}=${usual}`].join("\n");
  });
  return `${[head.join("\n"), ...entries].join("\n\n")}\n`;
}

/** The same as a Markdown table. */
export function settingsTable(): string {
  const rows = settings().map(({ name, about, usual, choices }) => {
    const meaning = choices ? `${about} (${choices.map((choice) => `\`${choice}\``).join(", ")})` : about;
    return `| \`${name}\` | ${usual === undefined ? "" : `\`${usual}\``} | ${meaning} |`;
  });
  return ["| variable | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}
