export interface Team {
  id: string;
  name: string;
  /** `acme` in `acme.slack.com`. */
  domain: string;
}

/** `guest` is a multi-channel guest: sees only the channels they were added to. */
export type Role = "owner" | "admin" | "member" | "guest" | "bot";

export interface User {
  id: string;
  /** The handle, lower case. */
  name: string;
  realName: string;
  email?: string;
  role: Role;
  deleted: boolean;
  /** Bots only. */
  botId?: string;
  appId?: string;
}
