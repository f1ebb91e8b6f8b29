import { setImmediate as breathe } from "node:timers/promises";
import type { Command } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import { code } from "./branch-words.ts";
import { documentOf, type ExportHead } from "./export/document.ts";
import { formats } from "./export/formats.ts";
import { readableBranches } from "./find-branch.ts";

export const exportChat: Command = {
  name: "export",
  summary: "Take this conversation along as a file, for you alone",
  order: "now",
  right: "read",
  options: [
    {
      kind: "choice",
      name: "what",
      summary: "This branch, or the tree of all branches",
      required: false,
      choices: [
        { name: "branch", value: "branch" },
        { name: "tree", value: "tree" },
      ],
    },
    {
      kind: "choice",
      name: "format",
      summary: "Markdown unless you choose another",
      required: false,
      choices: [...formats.keys()].map((name) => ({ name, value: name })),
    },
  ],
  async run(call, deps, signal) {
    const { store, platform } = deps;
    const { conversation, options, place, at } = call;
    const format = formats.get(String(options.format ?? "markdown"));
    const open = await store.exports.open(conversation.chat);
    if (!format || !open) throw new ParleyError("bad_input", "Nothing was said here yet.");
    const branch = options.what === "tree" ? undefined : conversation.branch;
    const readable = new Set((await readableBranches(call, deps, signal)).map((b) => b.id));
    const { head, entries } = documentOf(open, branch, (b) => readable.has(b.id), at);
    if (head.branches.length === 0)
      throw new ParleyError("bad_input", "There is nothing here that you may take along.");
    const { fileBytes } = platform(place).limits;
    const bytes = await gather(
      format.render(head, entries),
      fileBytes,
      () => tooLarge(head, fileBytes),
      signal,
    );
    const file = { name: fileName(head, format.extension), mime: format.mime, bytes };
    return {
      text: `📦 ${told(head)}, as ${String(options.format ?? "markdown")}.`,
      visibility: "asker",
      files: [file],
    };
  },
};

/** At a stretch. */
const longestMs = 20;

/** Never holds more than the file may have, and lets others be answered meanwhile. */
async function gather(
  chunks: AsyncIterable<string>,
  mostBytes: number,
  tooMuch: () => ParleyError,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let size = 0;
  let since = performance.now();
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    if (performance.now() - since > longestMs) {
      await breathe();
      since = performance.now();
    }
    const part = encoder.encode(chunk);
    size += part.byteLength;
    if (size > mostBytes) throw tooMuch();
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

function tooLarge({ chat, what }: ExportHead, fileBytes: number): ParleyError {
  const limit = Math.floor(fileBytes / (1024 * 1024));
  const less = what === "tree" ? " A single branch may fit." : "";
  return new ParleyError(
    "bad_input",
    `This conversation is larger than the ${limit} MB that a file may have here.${less} Whoever runs Parley can export all of it: \`npm run export -- ${chat.id}\`.`,
  );
}

function told({ what, branches }: ExportHead): string {
  const [first] = branches;
  if (what === "branch" && first) return `The branch ${code(first.branch.name)}`;
  return branches.length === 1
    ? "This conversation"
    : `This conversation with its ${branches.length} branches`;
}

function fileName({ what, branches, at }: ExportHead, extension: string): string {
  const name = what === "branch" ? (branches[0]?.branch.name ?? "") : "all";
  const slug = name
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);
  return `parley-${slug || "branch"}-${new Date(at).toISOString().slice(0, 10)}.${extension}`;
}
