import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

const core = new URL("../../src/core/", import.meta.url);
const source = (name: string) => readFile(new URL(name, core), "utf8");

/** A function's text, up to the brace that closes it at its own indentation. */
function bodyOf(text: string, name: string): string {
  const found = new RegExp(`^( *)(?:async )?(?:function )?${name}\\b[^\\n]*[({][\\s\\S]*?^\\1\\}`, "m").exec(
    text,
  );
  assert.ok(found, `there is a ${name}`);
  return found[0];
}

/** Kinds of event that nobody's rights decide about, and why. */
const unasked: Record<string, RegExp> = {
  // the platform lets people change and take back their own words alone; found by the place they stand in
  edited: /store\.messages\.edit\(\s*event\.place/,
  deleted: /store\.messages\.remove\(event\.place/,
  // nothing is done
  opened: /case "opened":\s+return;/,
};

test("A39 every kind of event goes through the one function that decides rights", async () => {
  const [accept, inbound, runJob, turn] = await Promise.all(
    ["accept.ts", "inbound.ts", "run-job.ts", "turn.ts"].map(source),
  );
  assert.ok(accept && inbound && runJob && turn);
  const kinds = [...inbound.matchAll(/kind: "(message|edited|deleted|command|action|stop|opened|[a-z]+)"/g)]
    .map((match) => String(match[1]))
    .filter((kind) => kind !== "channel" && kind !== "dm");
  const body = bodyOf(accept, "accept");
  assert.deepEqual(
    [...body.matchAll(/case "(\w+)":/g)].map((match) => match[1]).sort(),
    [...new Set(kinds)].sort(),
    "a new kind of event has to say here who may",
  );
  for (const kind of new Set(kinds)) {
    const branch = new RegExp(`case "${kind}":[\\s\\S]*?(?=case "|\\n    \\}\\n)`).exec(body)?.[0] ?? "";
    const allowed = unasked[kind];
    if (allowed) assert.match(branch, allowed);
    else {
      const [, handler = ""] = /(accept[A-Z]\w*)\(/.exec(branch) ?? [];
      const own = bodyOf(accept, handler);
      const isDecidedLater = /store\.(messages\.arrive|jobs\.enqueue)\(/.test(own);
      assert.ok(/authorise\(/.test(own) || isDecidedLater, `${handler} asks nobody`);
    }
  }
  // what is decided later: a command before it runs, a turn before the model is asked
  const perform = bodyOf(runJob, "perform");
  assert.ok(perform.indexOf("gate.permit(") > 0);
  assert.ok(perform.indexOf("gate.permit(") < perform.indexOf("command.run("));
  assert.ok(turn.indexOf('.permit({ kind: "message" }') > 0);
  assert.ok(turn.indexOf('.permit({ kind: "message" }') < turn.indexOf("model.generate("));
});

test("A39 whatever is answered at once is decided there too, and nothing else weighs roles", async () => {
  const handler = await source("handler.ts");
  for (const name of ["form", "formOf", "suggest"]) assert.match(bodyOf(handler, name), /authorise\(/, name);
  for (const folder of [
    "../core/",
    "../commands/",
    "../store/",
    "../platforms/slack/",
    "../platforms/discord/",
  ]) {
    const at = new URL(folder, core);
    for (const name of await readdir(at)) {
      if (!name.endsWith(".ts") || name.includes(".test.") || name === "authorise.ts" || name === "rights.ts")
        continue;
      const text = await readFile(new URL(name, at), "utf8");
      assert.doesNotMatch(text, /\ballows\(/, `${name} decides by itself`);
    }
  }
});
