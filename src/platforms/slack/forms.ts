import type { Clock } from "../../core/clock.ts";
import type { CommandSpec } from "../../core/command.ts";
import { isParleyError } from "../../core/errors.ts";
import { askForm, opensForm } from "../../core/form.ts";
import type { Inbound, InboundAction, InboundCommand } from "../../core/inbound.ts";
import { type Log, logged } from "../../core/log.ts";
import type { FormAnswer, Handler } from "../../core/platform.ts";
import { words } from "../../core/words.ts";
import type { SlackApi } from "./api.ts";
import type { Fields } from "./fields.ts";
import { renderForm } from "./form.ts";
import type { Respond } from "./respond.ts";

export interface Forms {
  /**
   * Opens the form that an interaction asks for, beside whatever else comes in.
   * @returns false where it asks for none.
   */
  take(event: Inbound): boolean;
}

/** A trigger lives for three seconds (docs.slack.dev: views.open), so no limit is waited out for longer than this. */
const PATIENCE_MS = 500;

/** Shows a command's form. Slack is told "received" at once, for nothing of this is kept. */
export function createForms(deps: {
  api: SlackApi;
  handler: Pick<Handler, "form" | "formOf">;
  commands: readonly CommandSpec[];
  respond: Respond;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}): Forms {
  const { api, handler, respond, log, signal } = deps;

  async function show(event: InboundCommand | InboundAction, asking: Promise<FormAnswer>): Promise<void> {
    const { reply: handle, place, person } = event;
    const answer = await askForm(asking, event.at, deps);
    const told = answer.kind === "form" ? await open(renderForm(answer, place), handle.id) : answer.text;
    if (told !== undefined)
      await respond({ handle, place, person, mayStand: false }, { text: told, visibility: "asker" }, signal);
  }

  /** @returns what to tell whoever waits for it, where it certainly did not open. */
  async function open(view: object, trigger_id: string): Promise<string | undefined> {
    try {
      await api.call("views.open", { trigger_id, view } as Fields, "once", signal, PATIENCE_MS);
      return undefined;
    } catch (error) {
      if (signal.aborted) throw error;
      log.warn(logged(error), "a form could not be opened on Slack");
      return isParleyError(error, "outcome_unknown") ? undefined : words.formLate;
    }
  }

  function wanted(event: Inbound): [InboundCommand | InboundAction, Promise<FormAnswer>] | undefined {
    if (event.kind === "command" && opensForm(event, deps.commands))
      return [event, handler.form(event.name, event.place, event.person)];
    if (event.kind === "action" && (event.action === "open" || event.action === "edit"))
      return [event, handler.formOf(event.action, event.job, event.place, event.person)];
    return undefined;
  }

  return {
    take(event) {
      const form = wanted(event);
      if (!form) return false;
      show(...form).catch((error: unknown) => {
        if (!signal.aborted) log.warn(logged(error), "a form could not be answered for");
      });
      return true;
    },
  };
}
