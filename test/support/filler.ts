import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { PlatformName } from "../../src/core/ids.ts";

/** A person before a form, in the same words on both platforms. */
export interface Filler {
  /** What stands in the fields of the form that is open; undefined while none is. */
  form(): Record<string, string> | undefined;
  /** Changes these text fields, leaves the others as they are, and sends it in. */
  submit(values: Record<string, string>): Promise<void>;
}

type Json = Record<string, unknown>;

/** @param who as in `commanderOn`. */
export function fillerOn(platform: PlatformName, sandbox: Sandbox, who: "first" | "second"): Filler {
  return platform === "discord" ? onDiscord(sandbox, who) : onSlack(sandbox, who);
}

function onDiscord({ discord }: Sandbox, who: "first" | "second"): Filler {
  const { maya, ben } = discord.named.users;
  const me = { first: maya, second: ben }[who];
  const sent = new Set<string>();
  const opened = () =>
    [...discord.state.interactions.values()].findLast(
      (one) => one.userId === me && one.state.kind === "modal" && !sent.has(one.id),
    );
  return {
    form() {
      const state = opened()?.state;
      if (state?.kind !== "modal") return undefined;
      return Object.fromEntries(state.components.map((one) => discordField(one.component as Json)));
    },
    async submit(values) {
      const interaction = opened();
      if (!interaction) throw new Error("no form is open");
      sent.add(interaction.id);
      discord.as(me).submitModal(interaction, values);
    },
  };
}

function discordField(field: Json): [string, string] {
  const chosen = ((field.options ?? []) as Json[]).find((one) => one.default === true);
  return [String(field.custom_id), String(field.value ?? chosen?.value ?? "")];
}

function onSlack({ slack }: Sandbox, who: "first" | "second"): Filler {
  const person = slack.as({ first: "U0CLEO", second: "U0DAN" }[who]);
  return {
    form() {
      const view = person.modal();
      return view && Object.fromEntries(view.blocks.map((one) => slackField((one as Json).element as Json)));
    },
    async submit(values) {
      const outcome = await person.submitView(values);
      if (outcome.kind !== "nothing") throw new Error(`the form was not taken: ${JSON.stringify(outcome)}`);
    },
  };
}

function slackField(field: Json): [string, string] {
  const chosen = field.initial_option as Json | undefined;
  return [String(field.action_id), String(field.initial_value ?? chosen?.value ?? "")];
}
