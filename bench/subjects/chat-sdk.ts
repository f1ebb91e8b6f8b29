import { createPostgresState } from "@chat-adapter/state-pg";
import { type Adapter, Chat } from "chat";
import { complete } from "./complete.ts";
import { setting } from "./report.ts";

/**
 * The Chat SDK as its documentation has it for an AI team-mate: state in PostgreSQL, overlapping messages queued,
 * the model's stream handed to `thread.post`.
 */
export function createBot<A extends Adapter>(name: string, adapter: A): Chat<Record<string, A>> {
  const bot = new Chat({
    userName: "bot",
    adapters: { [name]: adapter },
    state: createPostgresState({ url: setting("DATABASE_URL") }),
    concurrency: "queue",
    logger: "error",
  });
  bot.onNewMention(async (thread, message) => {
    await thread.post(await complete(message.text));
  });
  return bot;
}
