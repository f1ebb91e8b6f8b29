import type { Place, ReplyHandle } from "./inbound.ts";

/**
 * Makes the message whose button was pressed say `text` from now on, without buttons. Idempotent; what fails is logged.
 * @returns whether it does.
 */
export type Settle = (
  handle: ReplyHandle,
  place: Place,
  text: string,
  signal: AbortSignal,
) => Promise<boolean>;
