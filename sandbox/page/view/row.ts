export interface FileView {
  id: string;
  name: string;
  mime: string;
  sizeBytes: number;
  url: string;
  alt?: string;
  width?: number;
  height?: number;
}

export interface Row {
  id: string;
  /** Milliseconds since the Unix epoch. */
  at: number;
  author: string;
  /** Where a message is posted under another name. */
  authorName?: string;
  /** A line the platform writes itself. */
  notice?: string;
  text: string;
  edited: boolean;
  /** Only this person sees it. */
  ephemeral: boolean;
  /** "… is thinking". */
  thinking: boolean;
  /** It still grows. */
  streaming: boolean;
  mentionsMe: boolean;
  may: { edit: boolean; delete: boolean };
  files: FileView[];
  reactions: { name: string; count: number; mine: boolean; who: string[] }[];
  /** `null`: what it answered is gone. */
  replyTo?: { id: string; author: string; text: string } | null;
  thread?: { id: string; name: string; count: number; people: string[] };
  usedCommand?: { person: string; name: string };
  /** Discord. */
  embeds?: object[];
  components?: object[];
  /** Slack. `typed`: a person's own words, shown from `text` as the composer formats them. */
  blocks?: object[];
  attachments?: object[];
  typed?: boolean;
}
