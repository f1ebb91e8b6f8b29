import type { CommandSpec } from "../../src/core/command.ts";
import type { Fields } from "../../src/platforms/slack/fields.ts";
import { type ParseContext, parse } from "../../src/platforms/slack/parse.ts";

const self = { teamId: "T1", userId: "UBOT", botId: "BBOT", isOrgWide: false, url: "https://t1.slack.com/" };
const plain = (name: string): CommandSpec => ({ name, summary: name, options: [] });
const commands: CommandSpec[] = [
  {
    name: "branch",
    summary: "Go on from here",
    menu: { label: "Branch from here", option: "from" },
    options: [{ kind: "text", name: "from", summary: "The message", required: false }],
  },
  plain("help"),
  plain("stop"),
  plain("new"),
  {
    ...plain("model"),
    options: [{ kind: "text", name: "name", summary: "", required: false, suggests: true }],
  },
  {
    ...plain("invite"),
    options: [
      { kind: "person", name: "who", summary: "", required: true },
      { kind: "text", name: "words", summary: "", required: false },
    ],
  },
];
const context: ParseContext = {
  self,
  commands,
  names: new Map([
    ["U1", "Ann"],
    ["U2", "Bob"],
  ]),
  receivedAt: 1_800_000_000_000,
};
const event = (fields: Fields, outer: Fields = {}): Fields => ({
  type: "event_callback",
  team_id: "T1",
  event: fields,
  ...outer,
});
const said = (fields: Fields): Fields =>
  event({
    type: "message",
    channel: "C1",
    channel_type: "channel",
    user: "U1",
    ts: "1700000000.000100",
    ...fields,
  });
const read = (body: Fields) => parse(body, context);

/** Payloads of one workspace, and how they are read. */
export const slackPayloads = { self, commands, context, event, said, read };
