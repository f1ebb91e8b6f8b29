import assert from "node:assert/strict";
import { openDatabase } from "../../src/store/open-database.ts";
import type { PicturePoint } from "./picture-points.ts";
import { type Scene, until } from "./scene.ts";
import type { Story } from "./story.ts";

/**
 * Someone asks for a picture, and Parley is killed on the way: one answer stands, with its picture and its buttons, in
 * the conversation too, and no more than one picture was paid for in vain.
 */
export function pictureStory(point: PicturePoint): Story {
  return {
    id: point.id,
    what: point.what,
    ...(point.only ? { only: point.only } : {}),
    kill: point.kill,
    tell(scene, word) {
      const { commander, model } = scene;
      let before = new Set<string>();
      const answers = () =>
        commander.heard().filter((h) => h.text.includes(`for \``) && h.text.includes(word));
      const isWhole = () => answers().some((h) => h.files.length > 0 && h.buttons.length > 0);
      function stillStands(): void {
        const said = JSON.stringify(answers());
        assert.equal(answers().length, 1, `${answers().length} answers: ${said}`);
        const [{ files, buttons } = assert.fail()] = answers();
        assert.deepEqual(files, [{ name: "picture.png", alt: `a fox called ${word}` }], said);
        assert.deepEqual(
          buttons.map((b) => b.label),
          ["Again", "Vary", "Edit…"],
        );
      }
      return {
        async prepare() {
          await until(() => scene.side.offered(), "commands are registered");
          const wait = { kind: "wait", ms: 2_500 } as const;
          model.picture = () => (point.slow ? [wait, { kind: "drawn" }] : [{ kind: "drawn" }]);
          model.drawn = [];
          before = new Set(commander.heard().map((h) => h.id));
        },
        act: () => commander.use("image", { prompt: `a fox called ${word}` }),
        finished: isWhole,
        async judge() {
          stillStands();
          const hanging = commander.heard().filter((h) => !before.has(h.id) && h.text === "");
          assert.deepEqual(hanging, [], "nobody is left waiting");
          const drawn = model.drawn.filter((prompt) => prompt.includes(word)).length;
          assert.ok(drawn >= 1 && drawn <= 2, `${drawn} calls to the image model`);
          await judgeStore(scene, word, answers()[0]?.id);
        },
        stillStands,
      };
    },
  };
}

const keptSql = `
select m.role, jsonb_array_length(m.files) as files, p.platform_id from message m
left join platform_message p on p.message_id = m.id where m.text like $1`;

/** What is stored of it, while Parley is not running. */
async function judgeStore(scene: Scene, word: string, id: string | undefined): Promise<void> {
  const db = await openDatabase(scene.database);
  try {
    const rows = await db.query(keptSql, [`%${word}%`]);
    assert.deepEqual(
      rows.map((row) => [row.role, Number(row.files), row.platform_id]),
      [["parley", 1, id]],
      "it joined the conversation once, as what stands",
    );
  } finally {
    await db.close();
  }
}
