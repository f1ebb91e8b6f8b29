import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { Fault } from "../../sandbox/kernel/faults.ts";
import type { ImageStep } from "../../sandbox/models/image-steps.ts";
import { briskClock } from "../../test/support/hasty-clock.ts";
import { manualClock } from "../../test/support/manual-clock.ts";
import { type ModelSandbox, openModelSandbox } from "../../test/support/model-sandbox.ts";
import { emptyJpeg, plainPng } from "../../test/support/pictures.ts";
import { systemClock } from "../core/clock.ts";
import { isParleyError, type ParleyError } from "../core/errors.ts";
import type { ImageRequest } from "../core/image-model.ts";
import { imageWords } from "../core/image-words.ts";
import type { Usage } from "./accounting.ts";
import { openImageModel } from "./open-images.ts";

const never = new AbortController().signal;
const request: ImageRequest = { prompt: "a cat", count: 1, size: "auto", quality: "auto" };
const name = "openai/gpt-image-1.5";

const deps = { clock: systemClock, random: () => 0, onUsage: () => {} };

function modelOf({ openai }: Pick<ModelSandbox, "openai">, clock = systemClock, usages: Usage[] = []) {
  const onUsage = (usage: Usage) => void usages.push(usage);
  return openImageModel(name, { openai }, { clock, random: () => 0, onUsage, price: async () => 7 });
}

/** What was asked of the sandbox, in order. */
const requests = ({ ledger }: ModelSandbox) =>
  ledger.entries.filter(({ kind }) => kind === "request").map((entry) => [entry.name, entry.request]);

async function failureOf(promise: Promise<unknown>): Promise<ParleyError> {
  const error = await promise.then(
    () => assert.fail("it was made"),
    (e: unknown) => e,
  );
  assert.ok(isParleyError(error), String(error));
  return error;
}

test("pictures are made, edited with a mask and varied, and what each took is told", async () => {
  await using sandbox = await openModelSandbox();
  const usages: Usage[] = [];
  const model = modelOf(sandbox, systemClock, usages);
  assert.equal(model.name, name);
  const made = await model.generate({ ...request, count: 2, size: "portrait", quality: "low" }, never);
  assert.deepEqual(
    made.images.map(({ mime }) => mime),
    ["image/png", "image/png"],
  );
  assert.deepEqual(made.usage, { model: name, inputTokens: 2, outputTokens: 816, costNanoUsd: 7 });
  assert.ok(!("lacking" in made));
  const source = plainPng(8, 6);
  const mask = plainPng(8, 6, [0, 0, 0, 0]);
  const edited = await model.edit({ ...request, prompt: "a hat", source, mask }, never);
  assert.equal(edited.usage?.inputTokens, 2 + 1_600);
  const photo = { source: emptyJpeg(8, 6), count: 1, size: "square", quality: "high" } as const;
  assert.equal((await model.vary(photo, never)).images.length, 1);
  const given = { model: "gpt-image-1.5" };
  const png = { mime: "image/png", sizeBytes: source.bytes.length };
  const [, , [, varied] = []] = requests(sandbox);
  const { prompt } = varied as { prompt: string };
  assert.match(prompt, /variation/);
  const jpeg = { name: "picture.jpg", mime: "image/jpeg", sizeBytes: 17 };
  assert.deepEqual(JSON.parse(JSON.stringify(requests(sandbox))), [
    ["POST /images/generations", { ...given, prompt: "a cat", n: 2, size: "1024x1536", quality: "low" }],
    [
      "POST /images/edits",
      {
        ...given,
        prompt: "a hat",
        n: "1",
        size: "auto",
        image: { ...png, name: "picture.png" },
        mask: { ...png, name: "mask.png", sizeBytes: mask.bytes.length },
      },
    ],
    ["POST /images/edits", { ...given, prompt, n: "1", size: "1024x1024", quality: "high", image: jpeg }],
  ]);
  assert.deepEqual(
    usages.map(({ estimated, outputTokens }) => [estimated, outputTokens]),
    [
      [false, 816],
      [false, 1_056],
      [false, 4_160],
    ],
  );
});

test("F48 what the service says of the request is told in words, once, without quoting anybody", async () => {
  await using sandbox = await openModelSandbox();
  const model = modelOf(sandbox);
  const source = plainPng(8, 6);
  const edit = (more: object) => model.edit({ ...request, source, ...more }, never);
  const cases: [Promise<unknown>, string][] = [
    [model.generate({ ...request, prompt: "x".repeat(32_001) }, never), imageWords.promptTooLong],
    [edit({ mask: plainPng(8, 6) }), imageWords.mask],
    [edit({ mask: plainPng(6, 8, [0, 0, 0, 0]) }), imageWords.mask],
    [edit({ source: { ...source, bytes: source.bytes.slice(0, 40) } }), imageWords.unreadable],
  ];
  for (const [asked, words] of cases) {
    const { code, message } = await failureOf(asked);
    assert.deepEqual([code, message], ["bad_input", words]);
  }
  const unknown = openImageModel("openai/gpt-image-9", { openai: sandbox.openai }, deps);
  assert.equal((await failureOf(unknown.generate(request, never))).message, imageWords.noModel);
  const blocked: ImageStep = { kind: "error", status: 400, code: "moderation_blocked" };
  using _ = sandbox.models.scriptImages([[blocked], [{ kind: "error", status: 413 }]]);
  const { message, cause } = await failureOf(model.generate(request, never));
  assert.equal(message, imageWords.moderated);
  assert.match(String(cause), /^Error: status 400, moderation_blocked, request req_\w+$/);
  assert.equal((await failureOf(edit({}))).message, imageWords.tooLarge);
});

test("F48 the account's and the service's own faults have their codes, and a reference for operators", async () => {
  await using sandbox = await openModelSandbox();
  const billing: ImageStep = { kind: "error", status: 400, code: "billing_hard_limit_reached" };
  using _ = sandbox.models.scriptImages([
    [billing],
    [{ kind: "error", status: 403 }],
    [{ kind: "error", status: 400 }],
  ]);
  const model = modelOf(sandbox);
  for (const code of ["model_unauthorised", "model_unauthorised", "model_rejected"]) {
    assert.equal((await failureOf(model.generate(request, never))).code, code);
  }
  const wrong = modelOf({ openai: { ...sandbox.openai, apiKey: "wrong" } });
  assert.equal((await failureOf(wrong.generate(request, never))).code, "model_unauthorised");
});

test("F48 A07 of an answer only what is a picture by its bytes is kept, and each that lacks is told", async () => {
  await using sandbox = await openModelSandbox();
  const png = plainPng(4, 4).bytes;
  const jpeg = emptyJpeg(4, 4).bytes;
  const bytes = (given: Uint8Array): ImageStep => ({ kind: "bytes", bytes: given });
  const url: ImageStep = { kind: "url", url: `${sandbox.openai.baseUrl}/stolen.png` };
  using _ = sandbox.models.scriptImages([
    [bytes(jpeg), bytes(png.slice(0, -9)), { kind: "empty" }, url, bytes(Buffer.from("<svg/>"))],
    [url],
    [{ kind: "empty" }],
    [],
  ]);
  const usages: Usage[] = [];
  const model = modelOf(sandbox, systemClock, usages);
  const { images, lacking } = await model.generate({ ...request, count: 6 }, never);
  assert.deepEqual(images, [{ mime: "image/jpeg", bytes: jpeg }]);
  const { damaged, empty, address, absent } = imageWords.lacking;
  assert.deepEqual(lacking, [damaged, empty, address, damaged, absent]);
  for (let i = 0; i < 3; i++) {
    const { code, message } = await failureOf(model.generate(request, never));
    assert.equal(code, "model_unusable");
    assert.match(message, /base64.*nothing is fetched from addresses/);
  }
  assert.equal(usages.length, 4, "what was paid for is told, shown or not");
  assert.ok(requests(sandbox).every(([route]) => route === "POST /images/generations"));
});

test("F43 one more try after a reset and a 5xx, and after a busy service as late as it says", async () => {
  const manual = manualClock();
  await using sandbox = await openModelSandbox();
  const busy: ImageStep = { kind: "error", status: 429, headers: { "retry-after": "20" } };
  for (const [first, waitMs] of [
    [{ kind: "reset" }, 250],
    [{ kind: "error", status: 503 }, 250],
    [busy, 20_000],
  ] as const) {
    using _ = sandbox.models.scriptImages([[first], [{ kind: "drawn" }]]);
    const waits = Promise.withResolvers<number>();
    const sleep = (ms: number, signal?: AbortSignal) => {
      waits.resolve(ms);
      return manual.sleep(ms, signal);
    };
    const making = modelOf(sandbox, { ...manual, sleep }).generate(request, never);
    assert.equal(await waits.promise, waitMs);
    await manual.advance(waitMs);
    assert.equal((await making).images.length, 1);
  }
});

test("F43 what failed twice, timed out at the service or would have to wait too long is not tried again", async () => {
  await using sandbox = await openModelSandbox();
  const model = modelOf(sandbox, briskClock());
  const route = "POST /images/generations";
  const tries = async (fault: Fault) => {
    using _ = sandbox.faults.add({ service: "openai", name: route, fault });
    const before = requests(sandbox).length;
    const { code } = await failureOf(model.generate(request, never));
    return [code, requests(sandbox).length - before];
  };
  assert.deepEqual(await tries({ kind: "status", status: 500 }), ["model_overloaded", 2]);
  assert.deepEqual(await tries({ kind: "reset", when: "before" }), ["model_unreachable", 2]);
  assert.deepEqual(await tries({ kind: "status", status: 504 }), ["model_overloaded", 1]);
  const long = { kind: "status", status: 429, headers: { "retry-after": "90" } } as const;
  assert.deepEqual(await tries(long), ["model_overloaded", 1]);
  assert.deepEqual(await tries({ kind: "truncate", bytes: 500 }), ["model_unreachable", 1]);
  assert.deepEqual(await tries({ kind: "status", status: 200, body: "<html>" }), ["model_unusable", 1]);
  const nobody = modelOf({ openai: { apiKey: "k", baseUrl: "http://127.0.0.1:9/v1" } }, briskClock());
  assert.equal((await failureOf(nobody.generate(request, never))).code, "model_unreachable");
});

test("F43 HANG pictures that take longer than 180 s are given up, and so are those nobody waits for", async () => {
  const clock = manualClock();
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.scriptImages([[{ kind: "stall" }], [{ kind: "stall" }]]);
  const usages: Usage[] = [];
  const model = modelOf(sandbox, clock, usages);
  const slow = failureOf(model.generate(request, never));
  await sandbox.ledger.until(({ kind }) => kind === "request");
  await clock.advance(179_999);
  assert.equal(usages.length, 0);
  await clock.advance(1);
  assert.equal((await slow).code, "model_stalled");
  await sandbox.ledger.until(({ name: event }) => event === "closed POST /images/generations");
  const stop = new AbortController();
  const left = failureOf(model.generate({ ...request, count: 3 }, stop.signal));
  await sandbox.ledger.until(({ seq, kind }) => kind === "request" && seq > 2);
  stop.abort();
  assert.equal((await left).code, "cancelled");
  assert.equal((await failureOf(model.generate(request, stop.signal))).code, "cancelled");
  const guess = { model: name, inputTokens: 2, costNanoUsd: 7, estimated: true };
  assert.deepEqual(usages, [
    { ...guess, outputTokens: 1_056 },
    { ...guess, outputTokens: 3_168 },
  ]);
});

test("a compatible server is asked for base64, its pictures count without usage, and gpt-image is itself anywhere", async () => {
  const asked: Record<string, unknown>[] = [];
  await using server = await serve(async (incoming, response) => {
    asked.push(JSON.parse((await incoming.toArray()).join("")));
    const b64_json = `data:image/png;base64,${Buffer.from(plainPng(4, 4).bytes).toString("base64")}`;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ created: 1, data: [{ b64_json }], usage: { images: 1 } }));
  });
  const { baseUrl } = server;
  for (const own of ["flux", "azure/gpt-image-1"]) {
    const model = openImageModel(`openai/${own}`, { openai: { baseUrl } }, deps);
    const made = await model.generate(request, never);
    assert.deepEqual(made, { images: [{ mime: "image/png", bytes: plainPng(4, 4).bytes }] });
  }
  const shared = { prompt: "a cat", n: 1 };
  assert.deepEqual(asked, [
    { model: "flux", ...shared, response_format: "b64_json" },
    { model: "azure/gpt-image-1", ...shared, size: "auto" },
  ]);
});

test("A07 a server that points elsewhere is not followed, nor asked again", async () => {
  const asked: (string | undefined)[] = [];
  await using server = await serve(async ({ url }, response) => {
    asked.push(url);
    response.writeHead(307, { location: "/inside" }).end();
  });
  const { code, message } = await failureOf(
    modelOf({ openai: { apiKey: "k", baseUrl: server.baseUrl } }).generate(request, never),
  );
  assert.equal(code, "model_unreachable");
  assert.match(message, /OPENAI_BASE_URL/);
  assert.deepEqual(asked, ["/v1/images/generations"]);
});

/** A server that is compatible as far as `answer` makes it so. */
async function serve(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
