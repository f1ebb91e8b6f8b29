import type { ReplyHandle } from "../../core/inbound.ts";
import type { Api } from "./api.ts";
import { isWaiting, messagesAfter } from "./reply-messages.ts";

/**
 * Removes the message that shows all that someone waits for an answer to the interaction. With its token dead it can't
 * be reached as `@original`, but it is a message of Parley's own like any other. What fails leaves it there.
 */
export async function removeWaiting(
  api: Api,
  channel: string,
  handle: ReplyHandle,
  signal: AbortSignal,
): Promise<void> {
  const messages = (await messagesAfter(api, channel, handle, signal)) ?? [];
  for (const message of messages.filter((one) => isWaiting(one, handle)))
    await api.persist({ method: "DELETE", path: `/channels/${channel}/messages/${message.id}` }, signal);
}
