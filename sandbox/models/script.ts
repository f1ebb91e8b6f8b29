import assert from "node:assert/strict";
import type { Asked, Reply } from "./steps.ts";

export type Script = (asked: Asked) => Reply | Promise<Reply>;

export interface ScriptControl {
  /**
   * Answers with this script instead of the demo model until disposed. Of a list each request takes the next
   * reply; one request too many is answered with 500, and disposing it fails when requests were too many or too few.
   */
  script(script: Script | readonly Reply[]): Disposable;
  /** The reply for a request. */
  reply(asked: Asked): Promise<Reply>;
}

export function createScripts(fallback: Script): ScriptControl {
  const stack: Script[] = [];
  return {
    script(given) {
      const list = typeof given === "function" ? undefined : inOrder(given);
      const script = list?.script ?? (given as Script);
      stack.push(script);
      return {
        [Symbol.dispose]() {
          stack.splice(stack.lastIndexOf(script), 1);
          list?.check();
        },
      };
    },
    reply: async (asked) => (stack.at(-1) ?? fallback)(asked),
  };
}

function inOrder(replies: readonly Reply[]) {
  let asked = 0;
  return {
    script: (): Reply => replies[asked++] ?? [{ kind: "error", status: 500 }],
    check: () => assert.equal(asked, replies.length, "requests to the scripted model"),
  };
}
