import type { World } from "../world.ts";
import type { Args } from "./args.ts";
import { Refusal } from "./refusal.ts";

/** One call of a Web API method, its token known. */
export interface Call {
  args: Args;
  world: World;
  /** Warnings to send along with the answer. */
  warn(warning: string): void;
  /** @throws Refusal `missing_scope` unless the token has one of these. */
  needScope(...anyOf: string[]): void;
}

export interface Method {
  /** Any one of these suffices; absent: none needed. Methods whose scope hangs on the channel ask in `run`. */
  scopes?: readonly string[];
  /** `app`: needs an app-level token; `none`: needs none; absent: a bot token. */
  token?: "app" | "none";
  /** JSON bodies are ignored. */
  formOnly?: true;
  /** Fields of the answer besides `ok`. @throws Refusal */
  run(call: Call): Record<string, unknown> | Promise<Record<string, unknown>>;
}

/** Methods by the name they are called by. */
export type Methods = Readonly<Record<string, Method>>;

export function scopeCheck(world: World): (...anyOf: string[]) => void {
  return (...anyOf) => {
    const { scopes } = world.state.app;
    if (anyOf.some((scope) => scopes.has(scope))) return;
    throw new Refusal("missing_scope", { needed: anyOf.join(","), provided: [...scopes].join(",") });
  };
}
