import { judgeLink } from "../../core/safe-link.ts";

/**
 * Markdown for a Slack `markdown` block or stream, in which nothing the model wrote can mention anyone, lead
 * elsewhere than it says, or be taken for Slack's own `<…>` tokens: those are parsed inside markdown blocks too,
 * and inside code. Slack turns `&amp;` `&lt;` `&gt;` back when it shows text, but not inside a link's target.
 */
export function safeMarkdown(markdown: string): string {
  const out: string[] = [];
  let prose: string[] = [];
  let fence: string | undefined;
  const flush = () => {
    if (prose.length > 0) out.push(safeProse(prose.join("\n")));
    prose = [];
  };
  for (const line of markdown.split("\n")) {
    const [, marker, info] = /^\s*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence !== undefined) {
      out.push(escapeText(line));
      if (marker?.startsWith(fence) && info?.trim() === "") fence = undefined;
    } else if (marker !== undefined && (marker[0] === "~" || !info?.includes("`"))) {
      flush();
      out.push(escapeText(line));
      fence = marker;
    } else {
      prose.push(line);
    }
  }
  flush();
  return out.join("\n");
}

/** For every place where Slack takes text: docs.slack.dev/messaging/formatting-message-text (escaping). */
function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : "&gt;"));
}

/** Markdown outside of fences. */
function safeProse(text: string): string {
  const spans = readSpans(text);
  const render = (from: number, to: number): string => {
    let out = "";
    let at = from;
    while (at < to) {
      const span = spans.get(at);
      if (span && span.end <= to) {
        out += span.kind === "code" ? escapeText(text.slice(at, span.end)) : renderLink(text, span, render);
        at = span.end;
        continue;
      }
      const [piece, end] = renderPlain(text, at, to);
      out += piece;
      at = end;
    }
    return out;
  };
  return render(0, text.length);
}

type Span =
  | { kind: "code"; end: number }
  | { kind: "link"; end: number; label: [number, number]; target: string };

function renderLink(
  text: string,
  link: Span & { kind: "link" },
  render: (a: number, b: number) => string,
): string {
  const [from, to] = link.label;
  const label = text.slice(from, to);
  const safe = judgeLink(label, link.target);
  if (safe.kind === "bare") return safe.target;
  const words = render(from, to).replaceAll("\n", " ");
  return safe.kind === "link" ? `[${words}](${safe.target})` : words;
}

const ADDRESS = /https?:\/\/[^\s<>"`|]+/iy;
/** Characters that neither mean anything nor begin anything. */
const PLAIN = /[^\\<>&[\]`!\nhH]+/y;
const SPECIAL = new Set("<>&[]!`\n");
const ANGLED = /<(?:https?:\/\/|mailto:)[^\s<>]{1,2000}>/iy;
const QUOTE = / {0,3}(?:> ?)+/y;
const DEFINITION = / {0,3}\[[^\]\n]{1,200}\]:/y;

/** One character, address or line's beginning that is part of no code and no link; and where it ends. */
function renderPlain(text: string, at: number, to: number): [string, number] {
  const character = text[at] ?? "";
  if (at === 0 || text[at - 1] === "\n") {
    const quote = matchAt(QUOTE, text, at);
    if (quote !== undefined && at + quote.length <= to) return [quote, at + quote.length];
    // `[1]: https://…` would give a name to an address somewhere else in the text.
    if (matchAt(DEFINITION, text, at) !== undefined) {
      const bracket = text.indexOf("[", at);
      return [`${text.slice(at, bracket)}\\[`, bracket + 1];
    }
  }
  if (character === "\\") return [`\\${escapeText(text[at + 1] ?? "")}`, at + 2];
  if (character === "h" || character === "H") {
    const address = matchAt(ADDRESS, text, at);
    if (address !== undefined && at + address.length <= to)
      return [safeAddress(address), at + address.length];
  }
  if (character === "<") {
    const angled = matchAt(ANGLED, text, at);
    if (angled !== undefined && at + angled.length <= to)
      return [safeAddress(angled.slice(1, -1)), at + angled.length];
  }
  if (SPECIAL.has(character)) return [escapeText(character), at + 1];
  const run = matchAt(PLAIN, text, at)?.slice(0, to - at) ?? character;
  return [run, at + run.length];
}

/** A bare address, its user name taken away: what stands before `@` is not where it leads. */
function safeAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.username === "" && url.password === "")) return address;
  const safe = judgeLink("", address);
  return safe.kind === "words" ? escapeText(address) : safe.target;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Finds code spans, links and images in one pass, so that no input takes more than linear time. */
function readSpans(text: string): Map<number, Span> {
  const spans = new Map<number, Span>();
  const runs = backtickRuns(text);
  const open: number[] = [];
  for (let at = 0; at < text.length; ) {
    const character = text[at];
    if (character === "\\") {
      at += 2;
    } else if (character === "`") {
      const end = runs.get(at);
      if (end?.closes !== undefined) spans.set(at, { kind: "code", end: end.closes });
      at = end?.closes ?? end?.after ?? at + 1;
    } else if (character === "[") {
      open.push(at++);
    } else if (character === "]") {
      const start = open.pop();
      const target = start === undefined ? undefined : readTarget(text, at + 1);
      if (start !== undefined && target) {
        const from = text[start - 1] === "!" && text[start - 2] !== "\\" ? start - 1 : start;
        spans.set(from, { kind: "link", end: target.end, label: [start + 1, at], target: target.url });
        at = target.end;
      } else at++;
    } else at++;
  }
  return spans;
}

/** For each run of backticks: where it ends, and where the run of equal length that closes it does. */
function backtickRuns(text: string): Map<number, { after: number; closes: number | undefined }> {
  const runs = [...text.matchAll(/`+/g)].map((m) => ({ at: m.index, length: m[0].length }));
  const next = new Map<number, number>();
  const found = new Map<number, { after: number; closes: number | undefined }>();
  for (const { at, length } of runs.reverse()) {
    found.set(at, { after: at + length, closes: next.get(length) });
    next.set(length, at + length);
  }
  return found;
}

/** `(target "title")` after a label; the title is dropped. */
function readTarget(text: string, at: number): { url: string; end: number } | undefined {
  const match = matchAt(TARGET, text, at);
  if (match === undefined) return undefined;
  const inner = match.slice(1, -1).trim();
  const angled = /^<([^<>\n]*)>/.exec(inner)?.[1];
  return { url: angled ?? inner.split(/\s/, 1)[0] ?? "", end: at + match.length };
}

const TARGET =
  /\(\s{0,4}(?:<[^<>\n]{0,2000}>|(?:[^\s()<>]|\([^\s()]{0,500}\)){0,2000})(?:\s{1,4}(?:"[^"]{0,500}"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,4}\)/y;
