import type { Command } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import { insistShared } from "./shared-words.ts";

export const leave: Command = {
  name: "leave",
  summary: "Leave this shared chat: I no longer keep what you say, unless you say it to me",
  order: "now",
  right: "read",
  options: [],
  async run(call, { store }) {
    insistShared(call);
    const left = await store.sharing.leave(call.conversation.chat, call.person);
    if (left === "owner")
      throw new ParleyError(
        "bad_input",
        "You own this shared chat. Hand it over first (`/share hand-over`), or end it (`/share off`).",
      );
    return {
      text:
        left === "already"
          ? "You have left already: I keep only what you say to me."
          : "You have left this shared chat: from now on I keep only what you say to me. What you said before stays until you delete it. An invitation brings you back.",
      visibility: "asker",
    };
  },
};
