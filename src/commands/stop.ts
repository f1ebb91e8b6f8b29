import type { Command } from "../core/command.ts";

export const stop: Command = {
  name: "stop",
  summary: "Stop what I am working on here",
  order: "now",
  right: "talk",
  options: [],
  async run({ place, person, conversation }, { store, cancel }) {
    const here = await store.jobs.cancel({ lane: conversation.branch });
    // answers to messages in a channel may stand in threads of their own, where no slash command can be typed
    const own =
      place.thread === undefined
        ? await store.jobs.cancel({ chat: conversation.chat, person: person.id })
        : [];
    const stopped = new Set([...here, ...own]);
    cancel([...stopped]);
    return { text: said(stopped.size), visibility: "asker" };
  },
};

function said(count: number): string {
  if (count === 0) return "Nothing is running here.";
  return count === 1 ? "Stopped." : `Stopped ${count} answers.`;
}
