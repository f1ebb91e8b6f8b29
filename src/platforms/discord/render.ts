import { createHash } from "node:crypto";
import { MessageFlags, type RawFile } from "discord.js";
import { chunk } from "../../core/chunks.ts";
import { cleanName } from "../../core/clean-name.ts";
import { ParleyError } from "../../core/errors.ts";
import type { Button, Content, OutFile, SendKey } from "../../core/platform.ts";
import { buttonId } from "./button-id.ts";
import { guardLinks, linkRoom } from "./links.ts";

/** Characters of one message (discord docs: resources/message). */
export const maxText = 2_000;

/** What every create and every edit carries: an edit without it notifies by Discord's defaults. */
const noMentions = { parse: [], replied_user: false };

/** A message as Discord's API takes it, with what `files` it is sent. */
export interface Payload {
  body: Record<string, unknown>;
  files?: RawFile[];
}

export function renderText(markdown: string): string {
  const text = guardLinks(markdown);
  if (text.length > maxText)
    throw new ParleyError("platform_failed", "a part does not fit one Discord message");
  return text;
}

export function split(markdown: string): string[] {
  return chunk(markdown, { max: maxText, measure: (text) => text.length + linkRoom(text) });
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

/** One message of one answer has one nonce, so that Discord gives back what stands instead of posting it again. */
export function nonceOf(key: Pick<SendKey, "job" | "part">): string {
  return createHash("sha256").update(`${key.job}|${key.part}`).digest("base64url").slice(0, 25);
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
  return files.map((file, id) => ({
    id,
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
