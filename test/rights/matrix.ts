import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { untilHolds } from "../support/until-holds.ts";
import { buttonActs } from "./button-acts.ts";
import { commandActs } from "./command-acts.ts";
import { foreignActs } from "./foreign-acts.ts";
import { foreignPictureActs, pictureLinks } from "./foreign-picture-acts.ts";
import { outbound } from "./ground.ts";
import { pictureActs } from "./picture-acts.ts";
import { fetchedSince } from "./requests.ts";
import { casesOf, runCases } from "./run.ts";
import { openScene, type Scene } from "./scene.ts";
import type { PlaceName, PlatformName, State } from "./table.ts";

const acts = [...commandActs, ...buttonActs, ...pictureActs];

const grounds: readonly [PlaceName, readonly State[]][] = [
  ["channel", ["not shared", "shared", "shared, everyone views", "shared, owner alone"]],
  ["thread", ["shared"]],
  ["private thread", ["shared", "shared, everyone views"]],
  ["private channel", ["not shared", "shared"]],
  ["dm", ["not shared"]],
];

/**
 * Every act, by every role, in every kind of place, each of them done for real: what is allowed comes about, and of
 * what is not nothing changes, nothing is told but the refusal, and no word gets out that belongs elsewhere.
 */
export function matrix(platform: PlatformName, atLeast: number): void {
  describe(`rights on ${platform}`, () => {
    let scene: Scene;
    let done = 0;
    before(async () => {
      scene = await openScene(platform);
    });
    after(async () => {
      await scene[Symbol.asyncDispose]();
    });
    for (const [at, states] of grounds) {
      if (at === "private thread" && platform === "slack") continue;
      for (const state of states)
        test(`G14 A37 A39 every act by every role in the ${at}, ${state}`, async () => {
          const cases = casesOf(scene, acts, at, state);
          const failures = await runCases(scene, cases);
          done += cases.length;
          assert.equal(failures.length, 0, failures.join("\n"));
        });
    }
    for (const at of ["channel", "thread", "private channel"] as const)
      test(`A32 A33 A38 A40 what was copied from elsewhere is worth nothing in the ${at}`, async () => {
        const cases = casesOf(scene, [...foreignActs, ...foreignPictureActs], at, "shared");
        const failures = await runCases(scene, cases);
        done += cases.length;
        assert.equal(failures.length, 0, failures.join("\n"));
      });
    test("A33 A72 a branch that is hidden is told of in the words, and with the work, of one that never was", async () => {
      await scene.snapshot.restore("shared");
      const { ground, stage } = scene;
      const who = ground.person("outsider");
      const place = platform === "slack" ? ground.privateChannel : ground.channel;
      const asker = platform === "slack" ? ground.person("plain") : who;
      const told = await Promise.all(
        ["never was", "foreign branch", "canary-branch-whispered"].map(async (name) => {
          const event = scene.command(asker, place, "branches", { action: "delete", branch: name });
          const since = stage.sandbox.ledger.entries.at(-1)?.seq ?? 0;
          await scene.inject(event);
          await untilHolds(() => ground.toldBy(event.reply, asker, since) !== "");
          return ground.toldBy(event.reply, asker, since).replaceAll(name, "NAME");
        }),
      );
      assert.match(told[0] ?? "", /There is no branch `NAME` here/);
      assert.equal(new Set(told).size, 1, told.join("\n"));
    });
    test("A32 A33 A72 a picture that is hidden is told of in the words, and with the work, of one that never was", async () => {
      await scene.snapshot.restore("shared");
      const { ground, stage } = scene;
      const [place, name] =
        platform === "slack"
          ? ([ground.privateChannel, "plain"] as const)
          : ([ground.channel, "outsider"] as const);
      const asker = ground.person(name);
      const here = { id: ground.newId(), place };
      const closed = scene.at["private thread"] ?? scene.at.channel;
      assert.ok(closed);
      const hidden = [
        here,
        { id: scene.foreign.picture.message, place: ground.foreign },
        { id: closed.picture.message, place: closed.place },
      ];
      const since = stage.sandbox.ledger.entries.at(-1)?.seq ?? 0;
      const told = hidden.flatMap((one) =>
        pictureLinks.map(async ([command, option, rest]) => {
          const link = ground.link(one.place, one.id);
          const event = scene.command(asker, place, command, { ...rest, [option]: link });
          await scene.inject(event);
          await untilHolds(() => ground.toldBy(event.reply, asker, since) !== "");
          return ground.toldBy(event.reply, asker, since);
        }),
      );
      const words = await Promise.all(told);
      assert.match(words[0] ?? "", /I don't know that message/);
      assert.equal(new Set(words).size, 1, words.join("\n"));
      assert.deepEqual(fetchedSince(stage.sandbox.ledger, since), []);
    });
    test("A71 of 50 presses at once one merge is made, and one invitation accepted", async () => {
      await scene.snapshot.restore("shared");
      const { ground, stage, at, invitations } = scene;
      const { handler } = stage.app;
      const [editor, plain] = [ground.person("editor"), ground.person("plain")];
      const preview = at.channel?.preview;
      assert.ok(preview);
      const since = stage.sandbox.ledger.entries.at(-1)?.seq ?? 0;
      const fifty = Array.from({ length: 50 });
      const presses = fifty.map(() => scene.button(editor, ground.channel, "confirm", preview));
      await Promise.all(presses.map((press) => handler.accept(press)));
      const direct = ground.directOf("plain");
      const answers = fifty.map(() => scene.button(plain, direct, "accept", invitations.plain));
      await Promise.all(answers.map((answer) => handler.accept(answer)));
      await untilHolds(async () => {
        const [row] = await stage.query("select count(*)::int as open from job where state <> 'done'", []);
        return row?.open === 0;
      });
      const moves = await stage.query("select id from branch_move where id = $1::uuid", [preview]);
      assert.equal(moves.length, 1);
      const [chat] = await stage.query("select id from chat where channel = $1", [ground.channel.channel]);
      const given = "select role from participant where chat_id = $1::uuid and person_id = $2";
      const roles = await stage.query(given, [String(chat?.id), plain.id]);
      assert.deepEqual([...roles], [{ role: "editor" }]);
      const out = outbound(stage.sandbox, since).join("\n");
      const welcomes = answers.filter((a) =>
        /You are in/.test(ground.toldBy(a.reply, { id: "", name: "" }, since)),
      );
      assert.equal(welcomes.length, 1);
      assert.match(out, /accepted your invitation/);
      await scene.snapshot.restore("shared");
    });
    test(`G14 there were at least ${atLeast} cases`, (t) => {
      t.diagnostic(`${done} cases on ${platform}`);
      assert.ok(done >= atLeast, `${done} cases`);
    });
  });
}
