import { type Check, checkForm, form } from "../access/form.ts";
import type { Draft, NewFile, Patch } from "../messages/draft.ts";
import type { AllowedMentions, MentionDefaults } from "../messages/mentions.ts";
import type { Upload } from "../rest/body.ts";
import { type Json, messageFlag } from "../world/message.ts";
import { layoutComponents, legacyComponents } from "./components.ts";
import { embeds } from "./embeds.ts";

/** Code points of one message's text (discord docs: resources/message "Create Message"). */
const contentMax = 2000;

const mentionIds = form.list(form.id, 0, 100);
const allowedMentions: Check = (value, problems) => {
  form.object({
    parse: form.list(form.oneOf("users", "roles", "everyone"), 0, 3),
    users: form.nullable(mentionIds),
    roles: form.nullable(mentionIds),
    replied_user: form.boolean,
  })(value, problems);
  const given = (value ?? {}) as AllowedMentions;
  for (const kind of ["users", "roles"] as const) {
    if (Array.isArray(given.parse) && given.parse.includes(kind) && given[kind]?.length) {
      problems.add(
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
    }
  }
};

const nonce: Check = (value, problems) => {
  if (typeof value !== "number") form.text(0, 25)(value, problems);
};

const attachments = form.list(
  form.object({
    "id!": form.id,
    filename: form.text(1, 1024),
    description: form.nullable(form.text(0, 1024)),
  }),
  0,
  10,
);

const tenFiles = form.object({ files: form.list(() => undefined, 0, 10) });

/** What a request may say of a message; `flags` decides which components are allowed. */
const messageForm: Check = (value, problems) => {
  const body = (value ?? {}) as Json;
  const v2 = (Number(body.flags ?? 0) & messageFlag.componentsV2) !== 0;
  form.object({
    content: form.nullable(form.text(0, contentMax)),
    nonce: form.nullable(nonce),
    enforce_nonce: form.nullable(form.boolean),
    tts: form.nullable(form.boolean),
    embeds: form.nullable(embeds),
    allowed_mentions: form.nullable(allowedMentions),
    message_reference: form.nullable(
      form.object({
        type: form.oneOf(0, 1),
        "message_id!": form.id,
        channel_id: form.id,
        guild_id: form.id,
        fail_if_not_exists: form.boolean,
      }),
    ),
    components: form.nullable(v2 ? layoutComponents : legacyComponents),
    attachments: form.nullable(attachments),
    flags: form.nullable(form.integer(0, 2 ** 31 - 1)),
  })(value, problems);
  if (!v2) return;
  for (const field of ["content", "embeds", "poll", "sticker_ids"]) {
    const given = body[field];
    if (given === undefined || given === null || given === "" || (Array.isArray(given) && given.length === 0))
      continue;
    problems
      .at(field)
      .add(
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      );
  }
};

/** A new message from a request's body. @throws Refusal 50035 */
export function draftFrom(upload: Upload, channelId: string, defaults: MentionDefaults): Draft {
  checkForm(upload.body, messageForm);
  checkForm({ files: upload.files }, tenFiles);
  const body = upload.body as Json;
  checkVoice(body, upload);
  const reference = body.message_reference as
    | { type?: number; message_id: string; channel_id?: string; fail_if_not_exists?: boolean }
    | null
    | undefined;
  return {
    content: (body.content as string | null | undefined) ?? "",
    mentionDefaults: defaults,
    ...(body.nonce !== undefined && body.nonce !== null ? { nonce: body.nonce as string } : {}),
    enforceNonce: body.enforce_nonce === true,
    tts: body.tts === true,
    flags: settableFlags(body.flags),
    embeds: (body.embeds as Json[] | null | undefined) ?? [],
    components: (body.components as Json[] | null | undefined) ?? [],
    files: newFiles(upload),
    ...allowances(body),
    ...(reference
      ? {
          reference: {
            kind: reference.type === 1 ? ("forward" as const) : ("reply" as const),
            messageId: String(reference.message_id),
            channelId: String(reference.channel_id ?? channelId),
            mayBeGone: reference.fail_if_not_exists === false,
          },
        }
      : {}),
  };
}

/** A change from a request's body. `isV2`: the message has the components-v2 flag already. @throws Refusal 50035 */
export function patchFrom(upload: Upload, isV2: boolean, defaults: MentionDefaults): Patch {
  const body = (upload.body ?? {}) as Json;
  const flags = Number(body.flags ?? 0) | (isV2 ? messageFlag.componentsV2 : 0);
  checkForm(typeof upload.body === "object" ? { ...body, flags } : upload.body, messageForm);
  checkForm({ files: upload.files }, tenFiles);
  const listed = body.attachments as { id: string }[] | null | undefined;
  const files = newFiles(upload);
  return {
    mentionDefaults: defaults,
    ...(body.content !== undefined ? { content: (body.content as string | null) ?? "" } : {}),
    ...(typeof body.flags === "number" ? { flags: body.flags } : {}),
    ...(body.embeds !== undefined ? { embeds: (body.embeds as Json[] | null) ?? [] } : {}),
    ...(body.components !== undefined ? { components: (body.components as Json[] | null) ?? [] } : {}),
    ...(listed !== undefined ? { keepFiles: (listed ?? []).map((one) => String(one.id)) } : {}),
    ...(files.length > 0 ? { files } : {}),
    ...allowances(body),
  };
}

function allowances(body: Json): { allowedMentions?: AllowedMentions } {
  const given = body.allowed_mentions as AllowedMentions | null | undefined;
  return given ? { allowedMentions: given } : {};
}

/** Flags a sender may set; any other is ignored. */
function settableFlags(flags: unknown): number {
  const { suppressEmbeds, suppressNotifications, voiceMessage, componentsV2, ephemeral } = messageFlag;
  return (
    Number(flags ?? 0) & (suppressEmbeds | suppressNotifications | voiceMessage | componentsV2 | ephemeral)
  );
}

function newFiles(upload: Upload): NewFile[] {
  const told = ((upload.body as Json)?.attachments ?? []) as {
    id: string | number;
    filename?: string;
    title?: string;
    description?: string;
    duration_secs?: number;
    waveform?: string;
  }[];
  return upload.files.map((file) => {
    const about = told.find((one) => String(one.id) === file.key);
    return {
      filename: about?.filename ?? file.filename,
      contentType: file.contentType,
      bytes: file.bytes,
      ...(about?.title ? { title: about.title } : {}),
      ...(about?.description ? { description: about.description } : {}),
      ...(about?.duration_secs !== undefined ? { duration_secs: about.duration_secs } : {}),
      ...(about?.waveform !== undefined ? { waveform: about.waveform } : {}),
    };
  });
}

/** A voice message is one audio file and nothing else (discord docs: resources/message "Voice Messages"). */
function checkVoice(body: Json, upload: Upload): void {
  if (!(Number(body.flags ?? 0) & messageFlag.voiceMessage)) return;
  const told = (body.attachments ?? []) as { duration_secs?: number; waveform?: string }[];
  checkForm(body, (_, problems) => {
    if (body.content || (body.embeds as unknown[] | undefined)?.length) {
      problems.at("content").add("MESSAGE_VOICE_MESSAGE_NO_CONTENT", "Voice messages do not support content");
    }
    if (upload.files.length !== 1) {
      problems.at("attachments").add("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 1 in length.");
    } else if (told[0]?.duration_secs === undefined || told[0]?.waveform === undefined) {
      problems.at("attachments").at(0).add("BASE_TYPE_REQUIRED", "This field is required");
    }
  });
}
