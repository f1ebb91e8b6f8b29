import { failure } from "./answer.ts";
import type { Api } from "./api.ts";

/** Who Parley is on Discord, asked for once. */
export interface Identity {
  me(signal: AbortSignal): Promise<string>;
  application(signal: AbortSignal): Promise<string>;
}

export function createIdentity(api: Api): Identity {
  const known = new Map<string, string>();
  async function idOf(path: "/users/@me" | "/applications/@me", signal: AbortSignal): Promise<string> {
    const id = known.get(path);
    if (id !== undefined) return id;
    const answer = await api.persist({ method: "GET", path }, signal);
    if (answer.kind !== "ok") throw failure(answer, "tell who the bot is");
    const found = String((answer.body as { id?: unknown }).id);
    known.set(path, found);
    return found;
  }
  return {
    me: (signal) => idOf("/users/@me", signal),
    application: (signal) => idOf("/applications/@me", signal),
  };
}
