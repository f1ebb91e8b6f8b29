import assert from "node:assert/strict";
import { test } from "node:test";
import type { SlackCommandMiddlewareArgs } from "@slack/bolt";
import type { ModalView } from "@slack/web-api";
import { type SlackBench, slackBench } from "../../../test/support/slack-bench.ts";
import { refused } from "../../../test/support/slack-refusal.ts";

const channel = "C0GENERAL";
const plain = (text: string) => ({ type: "plain_text" as const, text });
const input = (action_id: string, fields: object = {}) => ({
  type: "input" as const,
  block_id: `b-${action_id}`,
  label: plain("Label"),
  element: { type: "plain_text_input" as const, action_id, ...fields },
});
const modal = (fields: Partial<ModalView> = {}): ModalView => ({
  type: "modal",
  callback_id: "settings",
  title: plain("Settings"),
  submit: plain("Save"),
  blocks: [input("name")],
  ...fields,
});

/** Opens a modal as apps do: a command comes, its trigger is traded for a view. */
async function trigger(bench: SlackBench): Promise<string> {
  const { dispatcher } = bench.slack;
  const asked: Record<string, unknown>[] = [];
  const before = dispatcher.transport;
  dispatcher.transport = {
    send: async ({ payload }) => {
      asked.push(payload);
      return { kind: "acked", response: undefined };
    },
  };
  await bench.slack.as("U0ADA").slash(channel, "/model");
  dispatcher.transport = before;
  return String(asked[0]?.trigger_id);
}

test("SLACK-TRIGGER-3S: a trigger opens one view within three seconds", async () => {
  await using bench = await slackBench();
  const { web, clock } = bench;
  const open = (trigger_id: string) => web.views.open({ trigger_id, view: modal() });
  await refused(open("1.2.made-up"), "invalid_trigger_id");
  const first = await trigger(bench);
  await open(first);
  await refused(open(first), "exchanged_trigger_id");
  const second = await trigger(bench);
  await clock.advance(3_001);
  await refused(open(second), "expired_trigger_id");
});

test("SLACK-VIEW-LIMITS: titles of 24, 100 blocks, 3000 of metadata, a submit for inputs, no markdown, 250 kB", async () => {
  await using bench = await slackBench();
  const { call, web } = bench;
  const open = async (view: object) => {
    const answer = await call("views.open", { trigger_id: await trigger(bench), view });
    const { messages = [] } = (answer.response_metadata ?? {}) as { messages?: string[] };
    return [answer.error, ...messages.map((m) => /json-pointer:(.*)\]/.exec(m)?.[1])];
  };
  const divider = { type: "divider" };
  const many = (length: number) => Array.from({ length }, () => divider);
  assert.deepEqual(await open(modal({ title: plain("x".repeat(24)), blocks: many(100) as never })), [
    undefined,
  ]);
  const wrong = "invalid_arguments";
  assert.deepEqual(await open(modal({ title: plain("x".repeat(25)) })), [wrong, "/view/title/text"]);
  assert.deepEqual(await open(modal({ submit: plain("x".repeat(25)) })), [wrong, "/view/submit/text"]);
  assert.deepEqual(await open(modal({ blocks: many(101) as never })), [wrong, "/view/blocks"]);
  assert.deepEqual(await open(modal({ private_metadata: "x".repeat(3001) })), [
    wrong,
    "/view/private_metadata",
  ]);
  assert.deepEqual(await open(modal({ callback_id: "x".repeat(256) })), [wrong, "/view/callback_id"]);
  const { submit: _, ...without } = modal();
  assert.deepEqual(await open(without), [wrong, "/view/submit"]);
  const markdown = [{ type: "markdown", text: "no" }] as never;
  assert.deepEqual(await open(modal({ blocks: markdown })), [wrong, "/view/blocks/0/type"]);
  const options = Array.from({ length: 100 }, (_, i) => ({ text: plain("x".repeat(75)), value: `${i}` }));
  const select = (i: number) => ({
    ...input(`s${i}`),
    element: { type: "static_select", action_id: `s${i}`, options },
  });
  const huge = modal({ blocks: Array.from({ length: 30 }, (_, i) => select(i)) as never });
  assert.deepEqual(await open(huge), ["view_too_large"]);
  const home = { user_id: "U0ADA", view: { type: "home" as const, blocks: [] } };
  assert.equal((await web.views.publish(home)).view?.type, "home");
});

test("SLACK-VIEW-STACK: three modals at most; ids of one's own are unique; a stale hash is refused", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const app = await bench.boltHttp();
  const refusal = Promise.withResolvers<unknown>();
  app.command(
    "/model",
    async ({ ack, client, body }: SlackCommandMiddlewareArgs & { client: typeof web }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: modal({ external_id: "one" }) });
    },
  );
  app.action("deeper", async ({ ack, client, body }) => {
    await ack();
    const { trigger_id } = body as { trigger_id: string };
    await client.views
      .push({ trigger_id, view: withButton })
      .catch((error) => refusal.resolve(error.data?.error));
  });
  const deeper = { type: "button", action_id: "deeper", text: plain("Deeper") };
  const withButton = modal({ blocks: [{ type: "actions", elements: [deeper] }] as never });
  const ada = slack.as("U0ADA");
  await ada.slash(channel, "/model");
  await bench.ledger.until((e) => e.name === "views.open");
  const root = ada.modal();
  assert.equal(root?.external_id, "one");
  const opened = await trigger(bench);
  const twin = web.views.open({ trigger_id: opened, view: modal({ external_id: "one" }) });
  await refused(twin, "duplicate_external_id");
  await web.views.update({ view_id: root?.id ?? "", hash: root?.hash ?? "", view: withButton });
  const stale = web.views.update({ view_id: root?.id ?? "", hash: "1.stale", view: withButton });
  await refused(stale, "hash_conflict");
  await refused(web.views.update({ view_id: "V0NONE", view: withButton }), "not_found");
  for (let depth = 2; depth <= 4; depth++) {
    await ada.actInView("deeper");
    await bench.ledger.until(
      (e) =>
        e.name === "views.push" &&
        bench.ledger.entries.filter((x) => x.name === "views.push").length === depth - 1,
    );
  }
  assert.deepEqual(
    [slack.state.modals.get("U0ADA")?.length, await refusal.promise],
    [3, "push_limit_reached"],
  );
  assert.equal(ada.modal()?.root_view_id, root?.id);
});

test("SLACK-VIEW-SUBMIT: errors keep a modal open, update changes it, clear closes all; closing tells who asked", async () => {
  await using bench = await slackBench();
  const { slack, web } = bench;
  const app = await bench.boltHttp();
  const closed: unknown[] = [];
  app.view({ callback_id: "settings", type: "view_submission" }, async ({ ack, view }) => {
    const name = view.state.values["b-name"]?.name?.value;
    if (name === "bad") await ack({ response_action: "errors", errors: { "b-name": "taken" } });
    else if (name === "next") await ack({ response_action: "update", view: modal({ title: plain("Next") }) });
    else await ack({ response_action: "clear" });
  });
  app.view({ callback_id: "settings", type: "view_closed" }, async ({ ack, view }) => {
    await ack();
    closed.push(view.id);
  });
  const ada = slack.as("U0ADA");
  const open = async (fields: Partial<ModalView> = {}) =>
    web.views.open({ trigger_id: await trigger(bench), view: modal(fields) });
  await open({ blocks: [input("name", { max_length: 5 })] });
  await assert.rejects(ada.submitView({}), /must be filled/);
  await assert.rejects(ada.submitView({ name: "too long" }), /0 to 5 characters/);
  assert.deepEqual(await ada.submitView({ name: "bad" }), { kind: "refused", text: "taken" });
  assert.deepEqual(ada.modal()?.errors, { "b-name": "taken" });
  await ada.submitView({ name: "next" });
  assert.equal(ada.modal()?.title?.text, "Next");
  await ada.submitView({ name: "fine" });
  assert.equal(ada.modal(), undefined);
  await open();
  await ada.closeView();
  assert.deepEqual(closed, [], "not asked for");
  await open({ notify_on_close: true });
  const id = ada.modal()?.id;
  await ada.closeView();
  assert.deepEqual([closed, ada.modal()], [[id], undefined]);
});

test("SLACK-VIEW-INITIAL: what an input began with is sent unless it was changed or emptied; an initial option is one of the options", async () => {
  await using bench = await slackBench();
  const { slack, web, call } = bench;
  const app = await bench.boltHttp();
  const sent: unknown[] = [];
  app.view("settings", async ({ ack, view }) => {
    sent.push(Object.values(view.state.values).flatMap((block) => Object.values(block)));
    await ack();
  });
  const ada = slack.as("U0ADA");
  const [first, second] = ["a", "b"].map((value) => ({ text: plain(value), value }));
  const field = (action_id: string, element: object) => ({
    ...input(action_id),
    optional: true,
    element: { action_id, ...element },
  });
  const menu = (initial_option: unknown = second) => ({
    type: "static_select",
    options: [first, second],
    initial_option,
  });
  const blocks = [
    input("name", { initial_value: "before" }),
    field("menu", menu()),
    field("who", { type: "users_select", initial_user: "U0CLEO" }),
    field("empty", { type: "static_select", options: [first] }),
  ] as never;
  const open = async () => web.views.open({ trigger_id: await trigger(bench), view: modal({ blocks }) });
  const text = (value: string | null) => ({ type: "plain_text_input", value });
  const option = (selected_option: unknown) => ({ type: "static_select", selected_option });
  const person = (selected_user: string | null) => ({ type: "users_select", selected_user });
  await open();
  await ada.submitView({});
  await open();
  await ada.submitView({ name: "after", menu: "", who: "" });
  await open();
  await assert.rejects(ada.submitView({ name: "" }), /name must be filled/);
  assert.deepEqual(sent, [
    [text("before"), option(second), person("U0CLEO"), option(null)],
    [text("after"), option(null), person(null), option(null)],
  ]);
  const stray = modal({ blocks: [field("menu", menu({ text: plain("c"), value: "c" }))] as never });
  const refusal = await call("views.open", { trigger_id: await trigger(bench), view: stray });
  assert.match(JSON.stringify(refusal.response_metadata), /blocks\/0\/element\/initial_option/);
});

test("SLACK-SUGGESTIONS: an external menu asks the app for its options as one types", async () => {
  await using bench = await slackBench();
  const { slack, web } = bench;
  const app = await bench.boltHttp();
  app.options("branch", async ({ ack, payload }) => {
    await ack({ options: [{ text: plain(`${payload.value}1`), value: "1" }] });
  });
  const element = { type: "external_select", action_id: "branch" };
  const blocks = [{ ...input("branch"), element }] as never;
  await web.views.open({ trigger_id: await trigger(bench), view: modal({ blocks }) });
  const options = await slack.as("U0ADA").suggest("branch", "top");
  assert.deepEqual(options, [{ text: plain("top1"), value: "1" }]);
});
