import { workspaceId } from "../../src/core/ids.ts";
import type { InboundMessage, Place } from "../../src/core/inbound.ts";
import type { Arrival, Claim } from "../../src/core/store.ts";
import { estimateTokens } from "../../src/core/tokens.ts";

export const place: Place = {
  platform: "discord",
  workspace: workspaceId("discord", "1"),
  channel: "10",
  kind: "channel",
};

let next = 100;

export function inboundMessage(text: string, over: Partial<InboundMessage> = {}): InboundMessage {
  return {
    kind: "message",
    place,
    id: String(next++),
    author: { id: "7", name: "Ada" },
    text,
    address: "mention",
    files: [],
    at: Date.UTC(2026, 0, 1) + next,
    ...over,
  };
}

export function arrival(message: InboundMessage, over: Partial<Arrival> = {}): Arrival {
  const tokens = estimateTokens(message.text);
  return { message, answerIn: "channel", title: message.text, tokens, work: "turn", look: 64, ...over };
}

export const claim: Claim = { owner: "00000000-0000-4000-8000-000000000001", leaseMs: 10_000, mayRun: true };
