import type { ChatSettings } from "../core/chat.ts";
import type { Command, CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import { code } from "./branch-words.ts";

/** Who invites and who merges is one field: Discord's forms hold five. */
const powers = {
  editors: { name: "editors invite, merge and switch", inviting: "editors", merging: "editors" },
  "owner-invites": { name: "only the owner invites", inviting: "owner", merging: "editors" },
  "owner-merges": { name: "only the owner merges and switches", inviting: "editors", merging: "owner" },
  owner: { name: "only the owner invites, merges and switches", inviting: "owner", merging: "owner" },
} as const;
type Power = keyof typeof powers;

const answering = { addressed: "what is addressed to me", always: "everything" } as const;
const places = { thread: "in a thread under it", channel: "in the channel" } as const;

const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, name]) => ({ name, value }));
const powerNames = Object.fromEntries(Object.entries(powers).map(([value, { name }]) => [value, name]));

export const settings: Command = {
  name: "settings",
  summary: "How this chat works: who may do what, when and where I answer, and how I speak",
  order: "now",
  right: "govern",
  opensForm: true,
  options: [
    {
      kind: "choice",
      name: "rights",
      summary: "Who invites people, and who merges and switches branches",
      required: false,
      choices: choices(powerNames),
    },
    {
      kind: "choice",
      name: "everyone",
      summary: "What people of the channel are who were given no role",
      required: false,
      choices: ["editor", "viewer"].map((value) => ({ name: value, value })),
    },
    {
      kind: "choice",
      name: "answers",
      summary: "What I answer in a shared chat",
      required: false,
      choices: choices(answering),
    },
    {
      kind: "choice",
      name: "answer-in",
      summary: "Where I answer a message in the channel",
      required: false,
      only: "slack",
      choices: choices(places),
    },
    {
      kind: "text",
      name: "persona",
      summary: "How I am to speak here, in your words",
      required: false,
      maxLength: 500,
    },
    {
      kind: "text",
      name: "model",
      summary: "Which model answers here; empty for the usual one",
      required: false,
      maxLength: 100,
    },
  ],
  async formValues({ place, conversation }, { platform }) {
    return valuesOf(conversation.settings, platform(place).limits.answerIn);
  },
  async run(call, deps) {
    const usual = deps.platform(call.place).limits.answerIn;
    if (Object.keys(call.options).length === 0) return list(call, deps, usual);
    const before = call.standing.settings;
    const change = changeOf(call.options, usual);
    // says what is wrong with a name that can't be used
    if (change.model !== undefined) deps.models.open(change.model);
    await deps.store.chats.change(call.conversation.chat, change);
    const [was, is] = [valuesOf(before, usual), valuesOf({ ...before, ...change }, usual)];
    const changed = told(is).filter((line) => !told(was).includes(line));
    if (changed.length === 0) return { text: "Everything stays as it is.", visibility: "asker" };
    const text = `⚙️ ${code(call.person.name)} changed how this chat works:\n${changed.join("\n")}`;
    return { text, visibility: "all" };
  },
};

type AnswerIn = NonNullable<ChatSettings["answerIn"]>;

function valuesOf(now: Partial<Record<keyof ChatSettings, string | undefined>>, usual: AnswerIn) {
  const { inviting = "editors", merging = "editors" } = now;
  const [power = "editors"] = Object.entries(powers).flatMap(([name, p]) =>
    p.inviting === inviting && p.merging === merging ? [name] : [],
  );
  return {
    rights: power,
    everyone: now.everyone ?? "editor",
    answers: now.answers ?? "addressed",
    "answer-in": now.answerIn ?? usual,
    model: now.model ?? "",
    persona: now.persona ?? "",
  };
}

/** What was emptied goes back to what is usual. */
function changeOf(options: CommandCall["options"], usual: AnswerIn) {
  const change: Partial<Record<keyof ChatSettings, string | undefined>> = {};
  const given = (name: string) => (options[name] === undefined ? undefined : String(options[name]));
  const rights = given("rights");
  if (rights !== undefined) {
    const { inviting, merging } = powers[(rights || "editors") as Power];
    Object.assign(change, { inviting, merging });
  }
  const everyone = given("everyone");
  if (everyone !== undefined) change.everyone = everyone || undefined;
  const answers = given("answers");
  if (answers !== undefined) change.answers = answers || undefined;
  const answerIn = given("answer-in");
  if (answerIn === "thread" && usual === "channel")
    throw new ParleyError("bad_input", "On Discord I answer in the channel. `/branch` opens a thread.");
  if (answerIn !== undefined) change.answerIn = answerIn || undefined;
  const model = given("model")?.trim();
  if (model !== undefined) change.model = model || undefined;
  const persona = given("persona");
  if (persona !== undefined) change.persona = persona.trim() || undefined;
  return change;
}

function told(values: ReturnType<typeof valuesOf>): string[] {
  const { persona } = values;
  return [
    `- **Rights**: ${powers[values.rights as Power].name}`,
    `- **Everyone else here** is ${values.everyone === "viewer" ? "a viewer" : "an editor"}`,
    `- **I answer** ${answering[values.answers as keyof typeof answering]}`,
    `- **A message in the channel** is answered ${places[values["answer-in"] as AnswerIn]}`,
    `- **Model**: ${values.model === "" ? "the usual one" : code(values.model)}`,
    `- **I speak** ${persona === "" ? "as usual" : `like this: ${code(persona.replace(/\s+/g, " "))}`}`,
  ];
}

function list(call: CommandCall, { models }: CommandDeps, usual: AnswerIn) {
  const { settings: now, shared } = call.standing;
  const lines = [
    "**How this chat works**",
    ...told(valuesOf(now, usual)),
    now.model ? "" : `The usual model is ${code(models.default)}; \`/model\` names others.`,
    shared ? "" : "Rights, and answering everything, count once it is a shared chat (`/share`).",
  ];
  const buttons = [{ action: "open", label: "Open settings", job: call.job }] as const;
  return { text: lines.filter((line) => line !== "").join("\n"), visibility: "asker" as const, buttons };
}
