export interface SlackFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  user: string;
  /** Seconds since the Unix epoch. */
  created: number;
  size: number;
  /** `hosted` bytes stand here; `external` ones elsewhere, and Slack holds only the address. */
  mode: "hosted" | "external";
  bytes?: Uint8Array;
  externalUrl?: string;
  externalId?: string;
  altText?: string;
  /** Channels it is shared in, with the message that shares it. */
  shares: { channel: string; ts: string; thread_ts?: string }[];
  /** `check_file_info`: events carry only the id and `files.info` must be asked (Slack Connect). */
  access: "visible" | "check_file_info";
  deleted: boolean;
}

/** An upload under way: asked for, perhaps sent, not yet completed. */
export interface Upload {
  fileId: string;
  name: string;
  length: number;
  altText?: string;
  bytes?: Uint8Array;
}
