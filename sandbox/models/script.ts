import assert from "node:assert/strict";

/** What answers a request; `Asked` is the request as a script sees it, `Step` one thing the reply is made of. */
type Script<Asked, Step> = (asked: Asked) => readonly Step[] | Promise<readonly Step[]>;

export interface ScriptControl<Asked, Step> {
  /**
   * Answers with this script instead of the demo until disposed. Of a list each request takes the next
   * reply; one request too many is answered with 500, and disposing it fails when requests were too many or too few.
   */
  script(script: Script<Asked, Step> | readonly (readonly Step[])[]): Disposable;
  /** The reply for a request. */
  reply(asked: Asked): Promise<readonly Step[]>;
}

interface ScriptRules<Asked, Step> {
  /** Answers while no script does. */
  fallback: Script<Asked, Step>;
  /** The reply to one request too many. */
  tooMany: readonly Step[];
  /** @throws for a reply that can't be played to its end. */
  check?(reply: readonly Step[]): void;
}

export function createScripts<Asked, Step>(rules: ScriptRules<Asked, Step>): ScriptControl<Asked, Step> {
  const stack: Script<Asked, Step>[] = [];
  return {
    script(given) {
      if (typeof given !== "function") for (const reply of given) rules.check?.(reply);
      const list = typeof given === "function" ? undefined : inOrder(given, rules.tooMany);
      const script = list?.script ?? (given as Script<Asked, Step>);
      stack.push(script);
      return {
        [Symbol.dispose]() {
          stack.splice(stack.lastIndexOf(script), 1);
          list?.check();
        },
      };
    },
    async reply(asked) {
      const reply = await (stack.at(-1) ?? rules.fallback)(asked);
      rules.check?.(reply);
      return reply;
    },
  };
}

function inOrder<Step>(replies: readonly (readonly Step[])[], tooMany: readonly Step[]) {
  let asked = 0;
  return {
    script: () => replies[asked++] ?? tooMany,
    check: () => assert.equal(asked, replies.length, "requests to the scripted model"),
  };
}
