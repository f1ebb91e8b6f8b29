import { ParleyError } from "../../core/errors.ts";
import type { ReplyHandle } from "../../core/inbound.ts";
import type { Stood } from "../../core/platform.ts";
import type { Api } from "./api.ts";
import { filesOf } from "./file-ref.ts";
import { answers, messagesAfter } from "./reply-messages.ts";
import { messageSchema, type WireMessage } from "./wire-message.ts";

/**
 * Whether all can see an answer to the interaction: none has a nonce, but each names what it answers.
 * @throws `outcome_unknown` where the channel can't be read.
 */
export async function isShown(
  api: Api,
  channel: string,
  handle: ReplyHandle,
  signal: AbortSignal,
): Promise<boolean> {
  return (await findShown(api, channel, handle, signal)) !== undefined;
}

/**
 * What stands for all to see of an answer: the message `posted`, or the one that names the interaction.
 * @returns undefined where it can't be told: it stands all the same.
 */
export async function readStood(
  api: Api,
  channel: string,
  handle: ReplyHandle,
  posted: string | undefined,
  signal: AbortSignal,
): Promise<Stood | undefined> {
  const found =
    posted === undefined ? findShown(api, channel, handle, signal) : read(api, channel, posted, signal);
  const { data: message } = messageSchema.safeParse(await found.catch(() => undefined));
  return message && { ids: [message.id], files: filesOf(message) };
}

async function read(api: Api, channel: string, id: string, signal: AbortSignal): Promise<unknown> {
  const answer = await api.persist({ method: "GET", path: `/channels/${channel}/messages/${id}` }, signal);
  return answer.kind === "ok" ? answer.body : undefined;
}

async function findShown(
  api: Api,
  channel: string,
  handle: ReplyHandle,
  signal: AbortSignal,
): Promise<WireMessage | undefined> {
  const messages = await messagesAfter(api, channel, handle, signal);
  if (!messages)
    throw new ParleyError("outcome_unknown", "it could not be found out whether Discord shows an answer");
  return messages.find((message) => answers(message, handle));
}
