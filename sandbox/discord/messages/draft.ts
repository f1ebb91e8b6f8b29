import type { Json } from "../world/message.ts";
import type { AllowedMentions, MentionDefaults } from "./mentions.ts";

/** A file as it was uploaded. */
export interface NewFile {
  filename: string;
  contentType: string;
  bytes: Uint8Array;
  title?: string;
  description?: string;
  duration_secs?: number;
  waveform?: string;
}

/** A message that is to be made. The form was checked; rights, limits of state and mentions were not. */
export interface Draft {
  content: string;
  type?: number;
  nonce?: string | number;
  enforceNonce?: boolean;
  tts?: boolean;
  flags?: number;
  embeds?: Json[];
  components?: Json[];
  files?: NewFile[];
  allowedMentions?: AllowedMentions;
  mentionDefaults?: MentionDefaults;
  reference?: { kind: "reply" | "forward"; messageId: string; channelId: string; mayBeGone: boolean };
  ephemeralFor?: string;
  interactionMetadata?: Json;
  webhookId?: string;
}

/** What of a message is to change; absent fields stay. */
export interface Patch {
  content?: string;
  flags?: number;
  embeds?: Json[];
  components?: Json[];
  files?: NewFile[];
  /** Ids of the attachments to keep; absent: all. */
  keepFiles?: string[];
  allowedMentions?: AllowedMentions;
  mentionDefaults?: MentionDefaults;
}
