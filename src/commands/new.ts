import type { Command } from "../core/command.ts";

export const startNew: Command = {
  name: "new",
  summary: "Start afresh: what was said here so far no longer counts",
  order: "lane",
  right: "talk",
  options: [],
  async run({ conversation, person, at }, { store }) {
    await store.chats.startAfresh(conversation.branch, person, at);
    return {
      text: "🌱 A fresh start: I no longer go by what was said here before. The messages themselves stay.",
      visibility: "all",
    };
  },
};
