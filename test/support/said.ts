import type { Render } from "../../src/commands/export/document.ts";
import { documentOf } from "../../src/commands/export/document.ts";
import type { ExportBranch, ExportEntry, ExportMessage, OpenExport } from "../../src/core/export.ts";
import { branchId, chatId, messageId, workspaceId } from "../../src/core/ids.ts";

const at = Date.UTC(2026, 0, 1, 10);

export function branchOf(name: string, over: Partial<ExportBranch> = {}): ExportBranch {
  return {
    id: branchId(name),
    name,
    parent: undefined,
    forkedAt: undefined,
    thread: undefined,
    main: name === "main",
    current: name === "main",
    merged: false,
    author: undefined,
    createdAt: at,
    merges: [],
    ...over,
  };
}

export function messageOf(text: string, over: Partial<ExportMessage> = {}): ExportEntry {
  const message: ExportMessage = {
    id: messageId("00000000-0000-4000-8000-000000000001"),
    role: "person",
    author: { id: "7", name: "Ada" },
    at,
    editedAt: undefined,
    text,
    note: undefined,
    files: [],
    superseded: false,
    ...over,
  };
  return { kind: "message", message };
}

/** What a rendering makes of these entries, as the tree of these branches. */
export async function rendered(
  render: Render,
  branches: readonly ExportBranch[],
  entries: readonly ExportEntry[],
): Promise<string> {
  const open: OpenExport = {
    chat: {
      id: chatId("c"),
      platform: "discord",
      workspace: workspaceId("discord", "1"),
      channel: "10",
      kind: "channel",
    },
    branches,
    async *read() {
      yield* entries;
    },
  };
  const document = documentOf(open, undefined, () => true, at);
  return (await Array.fromAsync(render(document.head, document.entries))).join("");
}
