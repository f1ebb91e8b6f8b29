import type { Manifest } from "../manifest/manifest.ts";

/** Parley's app as it is installed in the team. */
export interface InstalledApp {
  id: string;
  name: string;
  manifest: Manifest;
  botUserId: string;
  botId: string;
  scopes: Set<string>;
  /** `unlisted`: distributed commercially outside the Marketplace, so history reads are 1 a minute of 15 objects. */
  distribution: "internal" | "unlisted";
}

/** `dead`: the error every call with it gets, once revoked or its app removed. */
export interface Token {
  kind: "bot" | "app";
  dead?: "token_revoked" | "account_inactive" | "invalid_auth";
}
