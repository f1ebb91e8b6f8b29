import { cleanName } from "../../core/clean-name.ts";

/** Names of people by user id, as far as they are known. */
export type Names = ReadonlyMap<string, string>;

/** Most people whose names are looked up for one message. */
const MAX_MENTIONS = 10;

// One pass, so that what is unescaped (`&lt;@U1&gt;`, typed by hand) is never taken for a token.
const TOKEN = /<([^<>]*)>([ \t]?)|&(amp|lt|gt);/g;
const PERSON = /^@([UW][A-Z0-9]+)(?:\||$)/;
const UNESCAPED = { amp: "&", lt: "<", gt: ">" } as const;

/**
 * Slack's message text as Markdown for people and models: tokens become words, escapes characters, and the mention
 * of Parley goes. Source: docs.slack.dev/messaging/formatting-message-text (retrieving messages).
 * @param people `ids` leaves them as `<@U1>`, for commands that are about someone.
 */
export function readText(
  raw: string,
  selfId: string,
  names: Names,
  people: "names" | "ids" = "names",
): string {
  const shown = raw.replace(
    TOKEN,
    (_, token: string | undefined, space = "", entity?: keyof typeof UNESCAPED) => {
      if (token === undefined) return entity ? UNESCAPED[entity] : "";
      if (token === `@${selfId}` || token.startsWith(`@${selfId}|`)) return "";
      const id = people === "ids" && PERSON.exec(token)?.[1];
      return (id ? `<@${id}>` : readToken(token, names)) + space;
    },
  );
  return shown.trim();
}

/** Ids of the people a text mentions, for the look-up before it is read. */
export function mentionedIn(raw: string): string[] {
  const ids = new Set<string>();
  for (const match of raw.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g)) {
    ids.add(match[1] ?? "");
    if (ids.size === MAX_MENTIONS) break;
  }
  return [...ids];
}

/** Whether the text addresses someone first of all: `@Parley model …`, not `ask @Parley …`. */
export function beginsWithMention(raw: string, selfId: string): boolean {
  const begin = raw.trimStart();
  return begin.startsWith(`<@${selfId}>`) || begin.startsWith(`<@${selfId}|`);
}

function readToken(token: string, names: Names): string {
  const bar = token.indexOf("|");
  const target = unescaped(bar < 0 ? token : token.slice(0, bar));
  const label = bar < 0 ? undefined : unescaped(token.slice(bar + 1));
  if (target.startsWith("@")) {
    const id = target.slice(1);
    return `@${names.get(id) ?? (label && cleanName(label)) ?? id}`;
  }
  if (target.startsWith("#")) return `#${(label && cleanName(label)) || target.slice(1)}`;
  if (target.startsWith("!")) return readSpecial(target.slice(1), label);
  return readLink(target, label);
}

/** `<!here>`, `<!subteam^S1|@team>`, `<!date^1392734382^{date}|Feb 18>`. */
function readSpecial(target: string, label: string | undefined): string {
  const shown = label && cleanName(label);
  if (shown) return target.startsWith("date^") || shown.startsWith("@") ? shown : `@${shown}`;
  return `@${target.split("^")[0] ?? ""}`;
}

function readLink(target: string, label: string | undefined): string {
  const address = target.replace(/^mailto:/, "");
  if (!label || label === target || label === address || `http://${label}` === target) return address;
  return `[${label}](${target})`;
}

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: keyof typeof UNESCAPED) => UNESCAPED[name]);
}
