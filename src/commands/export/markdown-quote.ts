import { type Fence, readLines } from "../../core/markdown-lines.ts";
import { legible } from "./words.ts";

/**
 * A message as a block quote: whatever its Markdown opens (a fence, a list, a heading) ends with the quote, so no text
 * can pass for what stands between messages. Tags of HTML outside code become words, as an unclosed one would reach
 * beyond the quote.
 */
export function quoted(text: string): string {
  const whole = legible(text);
  let unclosed = false;
  const lines = readLines(whole, Number.POSITIVE_INFINITY).map((line) => {
    const words = whole.slice(line.start, line.end);
    if (line.blank) unclosed = false;
    if (line.edge || (line.fence && isSurelyIn(words, line.fence))) return words;
    const told = withoutTags(words, !unclosed && !words.includes("|"));
    unclosed ||= told.unclosed;
    return told.text;
  });
  return lines.map((line) => (line === "" ? ">" : `> ${line}`)).join("\n");
}

/** Markdown ends a fence with the list it is in, and takes a deeply indented one for something else. */
function isSurelyIn(line: string, { indent }: Fence): boolean {
  return indent === "" || (indent.length < 4 && !indent.includes("\t") && line.startsWith(indent));
}

/**
 * Spares code spans that begin and end in this line, where `trust` says that none can have begun before it: a guess
 * the wrong way shows a backslash too many, never a tag.
 */
function withoutTags(line: string, trust: boolean): { text: string; unclosed: boolean } {
  let text = "";
  let unclosed = false;
  for (let at = 0; at < line.length; ) {
    const run = /^`+/.exec(line.slice(at))?.[0];
    if (run) {
      const end = closing(line, at + run.length, run);
      if (end !== undefined && trust && !unclosed) {
        text += line.slice(at, end);
        at = end;
      } else {
        unclosed ||= end === undefined;
        text += run;
        at += run.length;
      }
    } else if (line[at] === "\\") {
      text += line.slice(at, at + 2);
      at += 2;
    } else {
      text += /^<(?=[a-z/!?])(?!https?:|mailto:)/i.test(line.slice(at, at + 9)) ? "\\<" : line[at];
      at++;
    }
  }
  return { text, unclosed };
}

/** Where the run of backticks is that closes a code span, as long as the one that opened it. */
function closing(line: string, from: number, run: string): number | undefined {
  for (const match of line.slice(from).matchAll(/`+/g))
    if (match[0] === run) return from + match.index + run.length;
  return undefined;
}

/** A name or a line in Markdown of ours, where nothing of it may format, link or end what it stands in. */
export function escaped(words: string): string {
  // with what addresses become links by themselves
  return words.replace(/·/g, "•").replace(/[\\`*_[\]<>&~|$#@]|:(?=\/\/)|(?<=www)\./gi, "\\$&");
}
