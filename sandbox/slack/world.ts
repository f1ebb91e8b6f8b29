import type { ServiceDeps } from "../kernel/service.ts";
import type { Mint } from "./mint.ts";
import type { SlackState } from "./state/state.ts";

/** The inner event of an `event_callback`. */
export type InnerEvent = { type: string } & Record<string, unknown>;

/** What every part of the sandbox's Slack works on. */
export interface World extends ServiceDeps {
  state: SlackState;
  mint: Mint;
  /** Tells the app of what happened, if it is subscribed, has the scope and is where it happened. */
  emit(event: InnerEvent): void;
}
