import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI, { APIError } from "openai";
import type { ImageStep } from "../../sandbox/models/image-steps.ts";
import { pngPixels } from "../../sandbox/models/png-pixels.ts";
import { type ModelSandbox, openModelSandbox } from "../support/model-sandbox.ts";
import { emptyJpeg, plainPng } from "../support/pictures.ts";

const model = "gpt-image-1.5";

function clientOf({ openai }: ModelSandbox): OpenAI {
  return new OpenAI({ apiKey: openai.apiKey, baseURL: openai.baseUrl, maxRetries: 0 });
}

const fileOf = (bytes: Uint8Array, type = "image/png") => new File([new Uint8Array(bytes)], "a", { type });
const png = (width = 8, height = 8) => fileOf(plainPng(width, height).bytes);
const mask = (width = 8, height = 8) => fileOf(plainPng(width, height, [0, 0, 0, 0]).bytes);
const told = (param: string, code: string) => (error: unknown) =>
  error instanceof APIError && error.status === 400 && error.param === param && error.code === code;
const bytesOf = ({ data = [] }: OpenAI.ImagesResponse) =>
  data.map((image) => Buffer.from(image.b64_json ?? "", "base64"));

test("OPENAI-IMAGE-MAKING: pictures come as base64 and nothing else is taken", async () => {
  await using sandbox = await openModelSandbox();
  const { images } = clientOf(sandbox);
  const made = await images.generate({
    model,
    prompt: "a cat",
    n: 2,
    size: "1536x1024",
    output_format: "png",
  });
  const sizes = bytesOf(made).map((bytes) => pngPixels(bytes));
  assert.deepEqual(
    sizes.map((size) => [size?.width, size?.height]),
    [
      [1536, 1024],
      [1536, 1024],
    ],
  );
  const refused = async (more: object) => {
    const asked = images.generate({ prompt: "a", ...more });
    const error = await asked.catch((e: unknown) => e);
    assert.ok(error instanceof APIError && error.status === 400);
    return [error.param, error.code];
  };
  assert.deepEqual(await refused({ n: 11 }), ["n", "invalid_value"]);
  assert.deepEqual(await refused({ n: 0 }), ["n", "invalid_value"]);
  assert.deepEqual(await refused({ model: "dall-e-3" }), ["model", "invalid_value"]);
  assert.deepEqual(await refused({ response_format: "b64_json" }), ["response_format", "unknown_parameter"]);
  assert.deepEqual(await refused({ style: "vivid" }), ["style", "unknown_parameter"]);
  assert.deepEqual(await refused({ quality: "hd" }), ["quality", "invalid_value"]);
  assert.deepEqual(await refused({ size: "256x256" }), ["size", "invalid_value"]);
  assert.deepEqual(await refused({ prompt: "" }), ["prompt", "invalid_value"]);
  assert.deepEqual(await refused({ prompt: "x".repeat(32_001) }), ["prompt", "string_above_max_length"]);
});

test("OPENAI-IMAGE-EDITING: sources have to be whole pictures, declared as what they are", async () => {
  await using sandbox = await openModelSandbox();
  const { images } = clientOf(sandbox);
  const edit = (image: File | File[], more: object = {}) =>
    images.edit({ model, prompt: "a hat", image, ...more });
  assert.equal((await edit(png())).data?.length, 1);
  assert.equal((await edit([png(), fileOf(emptyJpeg(4, 4).bytes, "image/jpeg")], { n: 2 })).data?.length, 2);
  await assert.rejects(edit(fileOf(plainPng(8, 8).bytes, "")), told("image", "unsupported_file_mimetype"));
  await assert.rejects(edit(fileOf(Buffer.from("hello"))), told("image", "invalid_image_file"));
  await assert.rejects(edit(fileOf(new Uint8Array())), told("image", "invalid_image_file"));
  const cut = plainPng(8, 8).bytes.slice(0, -8);
  await assert.rejects(edit([png(), fileOf(cut)]), told("image[1]", "invalid_image_file"));
  await assert.rejects(edit(Array.from({ length: 17 }, () => png())), told("image[]", "invalid_value"));
  await assert.rejects(edit(png(), { n: 11 }), told("n", "invalid_value"));
  await assert.rejects(edit(png(), { moderation: "low" }), told("moderation", "unknown_parameter"));
  const none = images.edit({ model, prompt: "a hat", image: [] });
  await assert.rejects(none, told("image", "missing_required_parameter"));
});

test("OPENAI-IMAGE-MASK: a mask that does not fit is refused", async () => {
  await using sandbox = await openModelSandbox();
  const edit = (image: File, masked: File) =>
    clientOf(sandbox).images.edit({ model, prompt: "a hat", image, mask: masked });
  assert.equal((await edit(png(), mask())).data?.length, 1);
  const jpeg = fileOf(emptyJpeg(8, 6).bytes, "image/jpeg");
  assert.equal((await edit(jpeg, mask(8, 6))).data?.length, 1);
  const refused = told("mask", "invalid_mask_image_format");
  await assert.rejects(edit(png(), mask(8, 4)), refused);
  await assert.rejects(edit(jpeg, mask(6, 8)), refused);
  await assert.rejects(edit(png(), png()), refused);
  await assert.rejects(edit(jpeg, jpeg), refused);
  await assert.rejects(edit(png(), fileOf(new Uint8Array(4 * 1024 * 1024))), refused);
});

test("OPENAI-IMAGE-USAGE: pictures of the input are counted apart, those of the output by quality and size", async () => {
  await using sandbox = await openModelSandbox();
  const { images } = clientOf(sandbox);
  const { usage: made } = await images.generate({ model, prompt: "a cat", quality: "low" });
  assert.deepEqual(made?.input_tokens_details, { text_tokens: 2, image_tokens: 0 });
  assert.equal(made?.output_tokens, 272);
  const more = { n: 2, quality: "high", size: "1024x1536" } as const;
  const { usage: edited } = await images.edit({
    model,
    prompt: "a hat",
    image: png(),
    mask: mask(),
    ...more,
  });
  assert.deepEqual(edited?.input_tokens_details, { text_tokens: 2, image_tokens: 1_600 });
  assert.deepEqual(edited?.output_tokens_details, { text_tokens: 0, image_tokens: 12_480 });
  assert.equal(edited?.total_tokens, 2 + 1_600 + 12_480);
});

test("OPENAI-IMAGE-MODERATION: what the safety system stops is told with its code", async () => {
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.scriptImages([[{ kind: "error", status: 400, code: "moderation_blocked" }]]);
  await assert.rejects(clientOf(sandbox).images.generate({ model, prompt: "a" }), (error) => {
    assert.ok(error instanceof APIError);
    assert.deepEqual(
      [error.status, error.type, error.code],
      [400, "image_generation_user_error", "moderation_blocked"],
    );
    return true;
  });
});

test("pictures differ by prompt, number and source, and an edit keeps what its mask does not open", async () => {
  await using sandbox = await openModelSandbox();
  const { images } = clientOf(sandbox);
  const make = async (prompt: string, n = 1) => bytesOf(await images.generate({ model, prompt, n }));
  const [one, two] = await make("a cat", 2);
  const [alone] = await make("a cat");
  const [other] = await make("a dog");
  const [again] = await make("a cat");
  assert.ok(one && two && alone && other && again);
  assert.deepEqual(again, alone);
  const all = new Set([one, two, alone, other].map((bytes) => bytes.toString("latin1")));
  assert.equal(all.size, 4);
  const middle = async (masked?: File) => {
    const edited = await images.edit({
      model,
      prompt: "a hat",
      image: png(),
      ...(masked ? { mask: masked } : {}),
    });
    const found = pngPixels(bytesOf(edited)[0] ?? new Uint8Array());
    assert.ok(found);
    const at = (512 * found.width + 512) * 4;
    return [...found.rgba.subarray(at, at + 3)];
  };
  assert.deepEqual(await middle(), [200, 30, 30]);
  assert.notDeepEqual(await middle(mask()), [200, 30, 30]);
});

test("a script of pictures is as strict as one of words, and does not take words' place", async () => {
  await using sandbox = await openModelSandbox();
  const client = clientOf(sandbox);
  const make = (prompt: string) => client.images.generate({ model, prompt, n: 2 });
  const script = sandbox.models.scriptImages([
    [{ kind: "drawn" }, { kind: "url", url: "https://example.com" }],
  ]);
  assert.match((await client.responses.create({ model: "demo", input: "hi" })).output_text, /hi/);
  const [drawn, linked] = (await make("a")).data ?? [];
  assert.ok(drawn?.b64_json);
  assert.deepEqual(linked, { url: "https://example.com" });
  await assert.rejects(make("b"), /500/);
  assert.throws(() => script[Symbol.dispose](), /requests to the scripted model/);
  const unused = sandbox.models.scriptImages([[{ kind: "empty" }]]);
  assert.throws(() => unused[Symbol.dispose](), /requests to the scripted model/);
  const never: ImageStep[] = [{ kind: "reset" }, { kind: "drawn" }];
  assert.throws(() => sandbox.models.scriptImages([never]), /reset has to be the whole answer/);
  const seen: object[] = [];
  using _ = sandbox.models.scriptImages((asked) => {
    seen.push(asked);
    return [{ kind: "drawn" }];
  });
  await client.images.edit({ model, prompt: "c", image: [png(), png()], mask: mask() });
  assert.deepEqual(seen, [{ api: "edits", model, prompt: "c", count: 1, sources: 2, masked: true }]);
});
