import type { Sandbox } from "../../sandbox.ts";

/** An app's side of both platforms, by bare requests: what the page is tried with. */
export interface Bot {
  /** Discord's REST API. Gives the answer's body. @throws Error when it refuses */
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever stands in an answer
  discord(method: string, path: string, body?: unknown): Promise<any>;
  /** A method of Slack's Web API. @throws Error when it refuses */
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever stands in an answer
  slack(method: string, args: Record<string, unknown>): Promise<any>;
  /** The interaction somebody starts next on Discord, or the next that fits. */
  nextInteraction(fits?: (one: Started) => boolean): Promise<Started>;
}

/** What an app is told of an interaction, as far as the page's tests read it. */
interface Started {
  id: string;
  token: string;
  // biome-ignore lint/suspicious/noExplicitAny: each kind of interaction has data of its own
  data: Record<string, any>;
}

export function createBot(sandbox: Sandbox): Bot {
  const { origin, discord, slack } = sandbox;
  const send = async (url: string, init: RequestInit) => {
    const response = await fetch(url, init);
    const text = await response.text();
    return { ok: response.ok, body: text ? JSON.parse(text) : undefined };
  };
  return {
    async discord(method, path, body) {
      const { ok, body: answer } = await send(`${origin}/discord/api/v10${path}`, {
        method,
        headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
      return answer;
    },
    async slack(method, args) {
      const { body } = await send(`${origin}/slack/api/${method}`, {
        method: "POST",
        headers: { authorization: `Bearer ${slack.botToken}`, "content-type": "application/json" },
        body: JSON.stringify(args),
      });
      if (!body.ok) throw new Error(`${method}: ${JSON.stringify(body)}`);
      return body;
    },
    nextInteraction(fits = () => true) {
      return new Promise((resolve) => {
        const watching = discord.hub.watch(({ name, data }) => {
          const started = data as Started;
          if (name !== "INTERACTION_CREATE" || !fits(started)) return;
          watching[Symbol.dispose]();
          resolve(started);
        });
      });
    },
  };
}
