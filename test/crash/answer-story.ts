import assert from "node:assert/strict";
import type { Asked } from "../support/side.ts";
import { type CrashPoint, replyTo } from "./points.ts";
import { until } from "./scene.ts";
import type { Story } from "./story.ts";

/** Someone asks, Parley is killed on the way, and one answer stands: none lost, none doubled, none left hanging. */
export function answerStory(point: CrashPoint): Story {
  return {
    id: point.id,
    what: point.what,
    ...(point.only ? { only: point.only } : {}),
    kill: (platform) => ({ ...(point.at ? { at: point.at } : {}), held: point.held?.(platform) }),
    tell(scene, word) {
      let asked: Asked = { id: "", channel: "" };
      const shown = () => scene.side.shown(asked);
      function stillStands(): void {
        const whole = shown()
          .map((m) => m.text)
          .join("\n");
        const openings = whole.split(`Answer to ${word}`).length - 1;
        assert.equal(openings, 1, `${openings} answers:\n${whole.slice(0, 500)}`);
        assert.ok(!shown().some((m) => m.buttons.includes("Stop")), "something is left hanging");
        if (point.answer !== "long") assert.equal(shown().length, 1, `${shown().length} messages`);
        if (point.answer === "long") {
          const numbers = [...whole.matchAll(/^(\d+): a line/gm)].map((m) => Number(m[1]));
          const all = Array.from({ length: 150 }, (_, i) => i);
          assert.deepEqual(numbers, all, "parts are missing or doubled");
        }
      }
      return {
        async prepare() {
          scene.model.reply = () => replyTo(point.answer, word);
          scene.model.asked = [];
          await until(() => scene.side.offered(), "commands are registered");
        },
        act() {
          asked = scene.side.ask(`please answer ${word}`, point.picture ? { picture: true } : {});
        },
        finished: () => shown().some((m) => m.buttons.includes("Regenerate")),
        judge() {
          stillStands();
          const calls = scene.model.asked.length;
          assert.ok(calls <= point.modelCalls, `${calls} calls to the model`);
        },
        stillStands,
      };
    },
  };
}
