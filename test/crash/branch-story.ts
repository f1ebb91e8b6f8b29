import assert from "node:assert/strict";
import type { Heard } from "../support/commander.ts";
import type { Asked } from "../support/side.ts";
import type { BranchPoint } from "./branch-points.ts";
import { judgeStore } from "./branch-store.ts";
import { type Scene, until } from "./scene.ts";
import type { Story } from "./story.ts";

/**
 * Someone makes a branch, merges one or takes a merge back, and Parley is killed on the way: thread and branch are both
 * there, once; a merge is whole or absent; who asked is told once.
 */
export function branchStory(point: BranchPoint): Story {
  return {
    id: point.id,
    what: point.what,
    ...(point.only ? { only: point.only } : {}),
    kill: point.kill,
    tell(scene, word) {
      const { commander } = scene;
      const said = new Saying(scene, word);
      let fresh = new Set<string>();
      const now = () => commander.heard().filter((h) => !fresh.has(h.id));
      const told = () => now().filter((h) => outcome(point.act, word).test(h.text));
      function stillStands(): void {
        const shown = commander.heard().map((h) => h.text);
        assert.equal(said.openings().length, 1, `openings in:\n${shown.join("\n")}`);
        if (point.act === "append" || point.act === "replace") {
          const notes = commander
            .heard()
            .filter((h) => h.thread === said.thread() && /merged this/.test(h.text));
          assert.equal(notes.length, 1, "one note in the branch's thread");
        }
      }
      return {
        async prepare() {
          await until(() => scene.side.offered(), "commands are registered");
          await said.prepare(point.act);
          fresh = new Set(commander.heard().map((h) => h.id));
        },
        act: () => said.act(),
        finished: () => told().length > 0,
        async judge() {
          stillStands();
          const all = now().map((h) => h.text);
          assert.equal(told().length, 1, `told ${told().length} times: ${JSON.stringify(all)}`);
          assert.ok(!all.some((text) => /already|failed|wrong/i.test(text)), JSON.stringify(all));
          if (point.act === "append" || point.act === "replace")
            assert.deepEqual(
              told()[0]?.buttons.map((b) => b.label),
              ["Undo"],
            );
          await judgeStore(scene, { word, act: point.act, thread: said.thread() });
        },
        stillStands,
      };
    },
  };
}

function outcome(act: BranchPoint["act"], word: string): RegExp {
  if (act === "undo") return /The merge is undone/;
  if (act === "append") return new RegExp(`merged \`${word}\` here \\(append\\): 2 messages`);
  if (act === "replace")
    return new RegExp(`merged \`${word}\` here \\(replace\\): 2 messages.*kept as \`main until`);
  return new RegExp(`\`${word}\` goes on in `);
}

/** What people do in a story, each step once Parley is done with the one before. */
class Saying {
  readonly #scene: Scene;
  readonly #word: string;
  #pressed: { heard: Heard; label: string } | undefined;
  #link: string | undefined;

  constructor(scene: Scene, word: string) {
    this.#scene = scene;
    this.#word = word;
  }

  openings(): Heard[] {
    return this.#heard(new RegExp(`\`${this.#word}\` goes on from`));
  }

  thread(): string {
    const [opening] = this.openings();
    return opening?.thread ?? opening?.id ?? "";
  }

  async prepare(act: BranchPoint["act"]): Promise<void> {
    const { model, side, commander } = this.#scene;
    const word = this.#word;
    model.reply = () => [
      { kind: "text", text: `noted ${word}` },
      { kind: "end", reason: "stop" },
    ];
    const asked = side.ask(`something before ${word}`);
    await this.#answered(asked);
    this.#link = act === "branch from a message" ? commander.link(asked.id) : undefined;
    if (act === "branch" || act === "branch from a message") return;
    await commander.use("branch", { name: word });
    await this.#hears(outcome("branch", word));
    // something for a replacement to replace
    if (act === "replace") await this.#answered(side.ask(`something after ${word}`));
    commander.say(`the secret of ${word}`, this.thread());
    const answered = (h: Heard) =>
      h.thread === this.thread() && h.buttons.some((b) => b.label === "Regenerate");
    await until(() => this.#heard(new RegExp(`noted ${word}`)).some(answered), "an answer in the branch");
    await commander.use("merge", { branch: word, ...(act === "replace" ? { how: "replace" } : {}) });
    const preview = await this.#hears(new RegExp(`Merge \`${word}\``));
    this.#pressed = { heard: preview, label: "Confirm" };
    if (act !== "undo") return;
    await this.act();
    this.#pressed = { heard: await this.#hears(outcome("append", word)), label: "Undo" };
  }

  async act(): Promise<void> {
    const { commander } = this.#scene;
    if (this.#pressed) return commander.press(this.#pressed.heard, this.#pressed.label);
    const options: Record<string, string> = { name: this.#word };
    if (this.#link !== undefined) options.from = this.#link;
    await commander.use("branch", options);
  }

  async #answered(asked: Asked): Promise<void> {
    const whole = () => this.#scene.side.shown(asked).some((m) => m.buttons.includes("Regenerate"));
    await until(whole, "an answer");
  }

  #heard(text: RegExp): Heard[] {
    return this.#scene.commander.heard().filter((h) => text.test(h.text));
  }

  async #hears(text: RegExp): Promise<Heard> {
    await until(() => this.#heard(text).length > 0, `something like ${text}`);
    return this.#heard(text).at(-1) as Heard;
  }
}
