import { isJson } from "./description.ts";
import type { Operation } from "./operation.ts";

/** What a service's description leaves out, said by hand. */
export interface Addenda {
  /** Whether a property of a request that the description does not know is right all the same; `path` as `/a/0/b`. */
  allows(operation: Operation, method: string, path: string): boolean;
  /** The same for a property of an answer. */
  answers(operation: Operation, method: string, path: string): boolean;
  /** Whether a complaint about a request or an answer is a known mistake of the description. */
  mistaken(complaint: string): boolean;
  /** Complaints about a request that its schema does not make. */
  request(operation: Operation, method: string, body: unknown): string[];
  /** JSON pointer of the schema of an error that the operation does not list. */
  errors?: string;
  /** By path: JSON pointer of the schema of one server-sent event, where the operation does not tell. */
  streams: Readonly<Record<string, string>>;
  /** Paths that may also answer with plain text, though only JSON is described. */
  texts: readonly string[];
}

const silent = {
  allows: () => false,
  answers: () => false,
  mistaken: () => false,
  request: () => [],
  streams: {},
  texts: [],
};

/** Source: discord docs, `resources/message` (create message) and `interactions/application-commands` (naming). */
const maxContent = 2_000;
const commandName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const discord: Addenda = {
  ...silent,
  allows({ template }, method, path) {
    if (path === "/tts" || path === "/data/tts") return true;
    // discord.js sends it with whatever carries a message.
    if (path === "/data/enforce_nonce") return template.endsWith("/callback");
    if (path === "/enforce_nonce") return method === "patch" || template.startsWith("/webhooks/");
    return path === "/type" && template.endsWith("/threads");
  },
  /** Fields that live answers have and the description leaves out: all are null or constant. */
  answers({ template }, _method, path) {
    if (path.endsWith("/description") && /\/roles(\/|$)/.test(template + path)) return true;
    const undescribed = [
      "banner_color",
      "bio",
      "clan",
      "display_name_styles",
      "collectibles",
      "theme_color",
      "icon_emoji",
      "voice_background_display",
      "inventory_settings",
      "premium_progress_bar_enabled_user_updated_at",
      "hub_type",
      "latest_onboarding_question_id",
      "unusual_dm_activity_until",
      "embed_enabled",
      "embed_channel_id",
      "owner_configured_content_level",
      "content_scan_version",
      // Of `/applications/@me`.
      "hook",
      "is_monetized",
      "is_verified",
      "storefront_available",
      "summary",
    ];
    return undescribed.includes(path.split("/").at(-1) ?? "");
  },
  /**
   * Error codes within a form are names, not numbers (discord docs: reference "Error Messages"); a rate limit has
   * a code only sometimes (topics/rate-limits); permissions are sent as text (topics/permissions);
   * forwards are references of type 1 (resources/message "Message Reference Types").
   */
  mistaken: (complaint) =>
    /^\/errors\/.*_errors\/\d+\/code must be integer/.test(complaint) ||
    /required property 'code' /.test(complaint) ||
    /\/message_reference\/type must be/.test(complaint) ||
    /\/(allow|deny|default_member_permissions) must be integer/.test(complaint),
  request({ template }, _method, body) {
    const complaints: string[] = [];
    const inner = isJson(body) && isJson(body.data) ? body.data : body;
    const content = isJson(inner) ? inner.content : undefined;
    if (typeof content === "string" && [...content].length > maxContent) {
      complaints.push(`/content has more than ${maxContent} characters`);
    }
    const commands = /^\/applications\/.*\/commands(\/|$)/.test(template) ? [body].flat() : [];
    for (const command of commands) {
      if (!isJson(command) || typeof command.name !== "string" || (command.type ?? 1) !== 1) continue;
      const { name } = command;
      if (!commandName.test(name) || name !== name.toLowerCase()) complaints.push(`command name ${name}`);
    }
    return complaints;
  },
};

const openai: Addenda = {
  ...silent,
  /** Still described, though retired on 2026-05-12 (openai docs: deprecations). */
  request({ template }, _method, body) {
    if (template === "/images/variations") return ["calls /images/variations, which was retired"];
    const model = isJson(body) ? String(body.model) : "";
    return /^dall-e-[23]$/.test(model) ? [`/model ${model} was retired`] : [];
  },
  errors: "/components/schemas/ErrorResponse",
  texts: ["/audio/transcriptions"],
};

const anthropic: Addenda = {
  ...silent,
  errors: "/components/schemas/ErrorResponse",
  streams: { "/v1/messages": "/components/schemas/MessageStreamEvent" },
};

export const addenda = { discord, openai, anthropic } satisfies Record<string, Addenda>;
