import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type JobId, jobId } from "../../src/core/ids.ts";
import type {
  ActionName,
  Inbound,
  InboundAction,
  InboundCommand,
  Person,
  Place,
} from "../../src/core/inbound.ts";
import type { JobInput } from "../../src/core/job.ts";
import { briskClock } from "../support/hasty-clock.ts";
import { plainPng } from "../support/pictures.ts";
import { says } from "../support/replies.ts";
import { type ShiftedClock, shiftedClock } from "../support/shifted-clock.ts";
import { openStage, type Stage } from "../support/stage.ts";
import { untilHolds } from "../support/until-holds.ts";
import { type Ground, groundOf } from "./ground.ts";
import { createSnapshot, type Snapshot } from "./snapshot.ts";
import type { PlaceName, PlatformName } from "./table.ts";

const { bytes: dot } = plainPng(8, 8);

/** What stands in a place and can be pressed or named there. */
export interface Standing {
  place: Place;
  /** A turn's answer, and where its buttons stand. */
  turn: { job: JobId; place: Place };
  /** Of `/settings`, which opens a form. */
  list: JobId;
  /** A merge that `editor` was asked to confirm, and one that was made. */
  preview?: JobId;
  merged?: JobId;
  /** A deletion that `editor` was asked to confirm. */
  deletion?: JobId;
  picture: Pictured;
  /** What was seen in it. */
  seen: JobId;
}

/** A picture that was made, and the message that it stands in. */
interface Pictured {
  job: JobId;
  message: string;
}

export interface Scene extends AsyncDisposable {
  stage: Stage;
  ground: Ground;
  clock: ShiftedClock;
  snapshot: Snapshot;
  at: Partial<Record<PlaceName, Standing>>;
  foreign: Standing & { messageId: string; invitation: JobId; branch: string };
  /** A message in the private thread. */
  whispered: { id: string; place: Place } | undefined;
  invitations: Record<"plain" | "removed", JobId>;
  /** How often the model was asked. */
  readonly asked: number;
  /** How often the image model was. */
  readonly painted: number;
  command(who: Person, place: Place, name: string, options?: InboundCommand["options"]): InboundCommand;
  button(who: Person, place: Place, action: ActionName, job: JobId): InboundAction;
  /** Hands it over and waits until nothing is being worked on. */
  inject(event: Inbound): Promise<void>;
}

/** Words that only those may read who can see the place they were said in. */
export const canaries = {
  channel: "canary-of-the-channel",
  thread: "canary-of-the-thread",
  "private thread": "canary-whispered",
  "private channel": "canary-of-the-vault",
  dm: "canary-of-the-dm",
  foreign: "canary-foreign",
} as const;

export async function openScene(platform: PlatformName): Promise<Scene> {
  await using unwind = new AsyncDisposableStack();
  const clock = shiftedClock(briskClock());
  const stage = unwind.use(await openStage({ platform, clock, app: { sweepMs: 2_000 } }));
  let asked = 0;
  unwind.use(
    stage.sandbox.models.script(() => {
      asked += 1;
      return says("so it is");
    }),
  );
  let painted = 0;
  unwind.use(
    stage.sandbox.models.scriptImages(({ count }) => {
      painted += 1;
      // a small one: thousands are made
      return Array.from({ length: count }, () => ({ kind: "bytes", bytes: dot }) as const);
    }),
  );
  await stage.until(() => platform === "slack" || stage.offered(), "commands are registered");
  const ground = groundOf(stage);
  const { handler } = stage.app;
  const command: Scene["command"] = (person, place, name, options = {}) => {
    const now = clock.now();
    const reply = ground.handle("command", person, place, now);
    return { kind: "command", place, person, name, options, reply, at: now };
  };
  const button: Scene["button"] = (person, place, action, job) => {
    const now = clock.now();
    const message = ground.newId();
    const reply = {
      ...ground.handle("button", person, place, now),
      under: { message, visibility: "asker" as const },
    };
    return { kind: "action", place, person, action, job, message, reply, at: now };
  };
  const idle = () => untilHolds(() => stage.app.lanes.size === 0);
  const inject = async (event: Inbound) => {
    await handler.accept(event);
    await idle();
  };
  const rest = () => {
    clock.skip(6_000);
    ground.rest();
  };
  const newest = async (condition: string): Promise<{ id: JobId; input: JobInput }> => {
    const [row] = await stage.query(
      `select id, input from job where state = 'done' and outcome = 'answered' and ${condition} order by seq desc limit 1`,
      [],
    );
    assert.ok(row, `a job with ${condition}`);
    return { id: jobId(String(row.id)), input: row.input as JobInput };
  };
  const settled = async () => {
    await untilHolds(async () => {
      const [row] = await stage.query("select count(*)::int as open from job where state <> 'done'", []);
      return stage.app.lanes.size === 0 && row?.open === 0;
    });
    rest();
  };
  const say = async (who: Person, place: Place, text: string) => {
    const before = asked;
    const said = ground.say(who, place, text);
    await untilHolds(() => asked > before);
    await settled();
    return { said, turn: await newest("kind = 'turn'") };
  };
  const use = async (who: Person, place: Place, name: string, options: InboundCommand["options"] = {}) => {
    await inject(command(who, place, name, options));
    await settled();
    return newest(`input->'command'->>'name' = '${name}'`);
  };
  const branch = async (who: Person, place: Place, name: string, text: string): Promise<Place> => {
    const { thread: _, ...channel } = place;
    await use(who, place, "branch", { name });
    const [row] = await stage.query("select thread from branch where title = $1", [name]);
    assert.ok(row?.thread, `the thread of ${name}`);
    const at = { ...channel, thread: String(row.thread) };
    await say(who, at, text);
    return at;
  };
  const confirm = async (who: Person, place: Place, options: InboundCommand["options"]) => {
    const { id } = await use(who, place, "merge", options);
    await inject(button(who, place, "confirm", id));
    await settled();
    await newest(`input->'pressed'->>'of' = '${id}'`);
    return id;
  };
  const paint = async (who: Person, place: Place, prompt: string): Promise<Pictured> => {
    const { id } = await use(who, place, "image", { prompt: `${prompt}, painted` });
    const [standing] = await stage.database.store.jobs.sent(id);
    assert.ok(standing, "the message of a picture");
    return { job: id, message: standing.platformId };
  };
  const standing = async (
    who: Person,
    place: Place,
    text: string,
  ): Promise<Standing & { messageId: string }> => {
    const { turn, said } = await say(who, place, text);
    const list = await use(who, place, "settings");
    const picture = await paint(who, place, text);
    const { id: seen } = await use(who, place, "analyze");
    assert.equal(turn.input.kind, "turn");
    const at = turn.input.kind === "turn" ? turn.input.place : place;
    return { place, turn: { job: turn.id, place: at }, list: list.id, picture, seen, messageId: said.id };
  };

  const [owner, editor, plain] = [ground.person("owner"), ground.person("editor"), ground.person("plain")];
  const at: Scene["at"] = {};
  // Every place gets words, branches, and each kind of button.
  at.channel = await standing(owner, ground.channel, canaries.channel);
  const side = await branch(editor, ground.channel, "side", "said aside");
  await branch(editor, ground.channel, "alpha", "said in alpha");
  await branch(editor, ground.channel, "beta", "said in beta");
  at.thread = await standing(editor, side, canaries.thread);
  const hushed = ground.openPrivateThread();
  let whispered: Scene["whispered"];
  if (hushed) {
    const here = await standing(ground.person("whisperer"), hushed, canaries["private thread"]);
    await stage.query("update branch set title = 'canary-branch-whispered' where thread = $1", [
      hushed.thread ?? "",
    ]);
    at["private thread"] = here;
    whispered = { id: here.messageId, place: hushed };
  }
  for (const one of [at.channel, at.thread, at["private thread"]]) {
    if (!one) continue;
    one.merged = await confirm(editor, one.place, { branch: "alpha" });
    one.preview = (await use(editor, one.place, "merge", { branch: "beta" })).id;
    one.deletion = (await use(editor, one.place, "branches", { action: "delete", branch: "beta" })).id;
  }
  at["private channel"] = await standing(owner, ground.privateChannel, canaries["private channel"]);
  await branch(editor, ground.privateChannel, "vault side", "said aside in the vault");
  await branch(editor, ground.privateChannel, "vault beta", "said in the vault's beta");
  at["private channel"].merged = await confirm(editor, ground.privateChannel, { branch: "vault side" });
  at["private channel"].preview = (
    await use(editor, ground.privateChannel, "merge", { branch: "vault beta" })
  ).id;
  const deletion = { action: "delete", branch: "vault beta" };
  at["private channel"].deletion = (await use(editor, ground.privateChannel, "branches", deletion)).id;
  at.dm = await standing(plain, ground.dm, canaries.dm);

  const foreigner = ground.person("foreigner");
  const foreign = await standing(foreigner, ground.foreign, canaries.foreign);
  await branch(foreigner, ground.foreign, "foreign branch", "said abroad");
  await branch(foreigner, ground.foreign, "canary-foreign-branch", "said in a nameless one");
  foreign.merged = await confirm(foreigner, ground.foreign, { branch: "foreign branch" });
  foreign.preview = (await use(foreigner, ground.foreign, "merge", { branch: "canary-foreign-branch" })).id;
  await use(foreigner, ground.foreign, "settings", { persona: "canary-foreign-persona" });
  await use(foreigner, ground.foreign, "share");

  const { sharing, chats } = stage.database.store;
  for (const place of [ground.channel, ground.privateChannel]) {
    const found = await chats.find(place);
    assert.ok(found);
    await sharing.share(found.chat, owner);
    for (const name of ["editor", "outsider", "removed", "silenced"] as const)
      if (name !== "silenced" || platform === "discord")
        await sharing.setRole(found.chat, ground.person(name), "editor");
    await sharing.setRole(found.chat, ground.person("viewer"), "viewer");
  }
  await stage.query(
    `update chat set settings = settings || '{"persona":"canary-vault-persona"}' where channel = $1`,
    [ground.privateChannel.channel],
  );
  const invited = async (by: Person, place: Place, whom: Person) =>
    (await use(by, place, "invite", { person: ground.named(whom) })).id;
  const invitations = {
    plain: await invited(owner, ground.channel, plain),
    removed: randomUUID() as JobId,
  };
  await stage.query("update participant set role = null where person_id = $1", [ground.person("removed").id]);
  await stage.query(
    "delete from participant where person_id = $1 and chat_id = (select id from chat where channel = $2)",
    [ground.person("removed").id, ground.channel.channel],
  );
  invitations.removed = await invited(owner, ground.channel, ground.person("removed"));
  const chat = (await chats.find(ground.privateChannel))?.chat;
  assert.ok(chat);
  await sharing.setRole(chat, ground.person("removed"), "editor");
  const invitation = await invited(foreigner, ground.foreign, ground.person("newcomer"));
  ground.removePeople();
  await settled();
  const snapshot = await createSnapshot(stage.query, [ground.channel.channel, ground.privateChannel.channel]);
  const whole = unwind.move();
  return {
    stage,
    ground,
    clock,
    snapshot,
    at,
    foreign: { ...foreign, invitation, branch: "foreign branch" },
    whispered,
    invitations,
    get asked() {
      return asked;
    },
    get painted() {
      return painted;
    },
    command,
    button,
    inject,
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  };
}
