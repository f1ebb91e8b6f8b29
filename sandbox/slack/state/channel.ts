export type ChannelKind = "public" | "private" | "im" | "mpim";

export interface Channel {
  id: string;
  /** Empty for direct messages. */
  name: string;
  kind: ChannelKind;
  members: Set<string>;
  creator: string;
  /** Seconds since the Unix epoch. */
  created: number;
  archived: boolean;
  general: boolean;
  topic: string;
  purpose: string;
}

/** As `channel_type` of message events names it. */
export function channelType(kind: ChannelKind): "channel" | "group" | "im" | "mpim" {
  if (kind === "public") return "channel";
  return kind === "private" ? "group" : kind;
}
