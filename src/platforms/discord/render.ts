import { MessageFlags, type RawFile } from "discord.js";
import { cleanName } from "../../core/clean-name.ts";
import type { Button, Content, OutFile } from "../../core/platform.ts";
import { buttonId } from "./button-id.ts";
import { renderText } from "./text-out.ts";

/** What every create and every edit carries: an edit without it notifies by Discord's defaults. */
const noMentions = { parse: [], replied_user: false };

/** A message as Discord's API takes it, with what `files` it is sent. */
export interface Payload {
  body: Record<string, unknown>;
  files?: RawFile[];
}

export function renderContent(content: Content, onePing?: string): Payload {
  const files = (content.files ?? []).map(renderFile);
  return {
    body: {
      content: renderText(content.text),
      allowed_mentions: onePing ? { ...noMentions, users: [onePing] } : noMentions,
      flags: MessageFlags.SuppressEmbeds,
      components: renderButtons(content.buttons ?? []),
      ...(files.length > 0 ? { attachments: describe(content.files ?? []) } : {}),
      ...(content.repliesTo
        ? { message_reference: { message_id: content.repliesTo, fail_if_not_exists: false } }
        : {}),
    },
    ...(files.length > 0 ? { files } : {}),
  };
}

function renderButtons(buttons: readonly Button[]): unknown[] {
  if (buttons.length === 0) return [];
  const components = buttons.slice(0, 5).map((button) => ({
    type: 2,
    style: button.action === "stop" ? 4 : 2,
    label: button.label.slice(0, 80),
    custom_id: buttonId(button.action, button.job),
  }));
  return [{ type: 1, components }];
}

function describe(files: readonly OutFile[]): unknown[] {
  return files.map((file, index) => ({
    id: String(index),
    filename: fileName(file.name),
    ...(file.description ? { description: file.description.slice(0, 1024) } : {}),
  }));
}

function renderFile(file: OutFile): RawFile {
  return { name: fileName(file.name), data: Buffer.from(file.bytes), contentType: file.mime };
}

function fileName(name: string): string {
  return cleanName(name.replace(/[\\/:*?"<>|]/g, "_"))?.replace(/^[.-]+/, "_") ?? "file";
}
