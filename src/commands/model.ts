import type { Command } from "../core/command.ts";

export const model: Command = {
  name: "model",
  summary: "See or choose the model that answers here",
  order: "lane",
  right: "govern",
  options: [
    {
      kind: "text",
      name: "name",
      summary: "Such as openai/gpt-6-luna or anthropic/claude-sonnet-5-5; “default” for the usual one",
      required: false,
      maxLength: 100,
      suggests: true,
    },
  ],
  async run({ options, conversation }, { store, models }) {
    const current = conversation.settings.model;
    if (options.name === undefined) {
      const which = current ?? `${models.default} (the default)`;
      const others = models.names.map((name) => `\`${name}\``).join(", ");
      return {
        text: `**${which}** answers here. To choose: ${others}, or \`default\`.`,
        visibility: "asker",
      };
    }
    const name = String(options.name);
    if (name === "default") {
      await store.chats.change(conversation.chat, { model: undefined });
      return { text: `From now on **${models.default}** (the default) answers here.`, visibility: "all" };
    }
    models.open(name);
    await store.chats.change(conversation.chat, { model: name });
    return { text: `From now on **${name}** answers here.`, visibility: "all" };
  },
  async suggest(typed, _call, { models }) {
    const all = ["default", ...models.names];
    return all
      .filter((name) => name.toLowerCase().includes(typed.toLowerCase()))
      .map((name) => ({ name, value: name }));
  },
};
