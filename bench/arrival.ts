import { randomUUID } from "node:crypto";
import { workspaceId } from "../src/core/ids.ts";
import type { InboundMessage } from "../src/core/inbound.ts";
import type { Arrival } from "../src/core/store.ts";
import type { Chat } from "./chat-of-size.ts";

/** A message that comes into a chat, or one of its threads; to be answered in a thread of its own if it `forks`. */
export function arrivalIn(
  chat: Chat,
  { thread, forks = false }: { thread?: string; forks?: boolean } = {},
): Arrival {
  const message: InboundMessage = {
    kind: "message",
    place: {
      platform: "discord",
      workspace: workspaceId("discord", "bench"),
      channel: chat.channel,
      kind: "channel",
      ...(thread === undefined ? {} : { thread }),
    },
    id: randomUUID(),
    author: { id: "ann", name: "Ann" },
    text: "What do you think of this?",
    address: forks ? "mention" : "none",
    files: [],
    at: Date.now(),
  };
  return {
    message,
    answerIn: "thread",
    title: `What do you think of this? ${message.id}`,
    tokens: 8,
    work: forks ? "turn" : undefined,
    look: 50,
  };
}
