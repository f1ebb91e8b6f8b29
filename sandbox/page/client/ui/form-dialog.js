import { html } from "htm/preact";
import { DiscordForm } from "../body/discord-form.js";
import { SlackForm } from "../body/slack-form.js";
import { ThreadForm } from "./thread-form.js";

/**
 * Whatever form is open in this pane: one an app opened, or the name of a new thread.
 * @param {{ pane: import("../state/pane.js").Pane }} props
 */
export function FormDialog({ pane }) {
  const view = pane.parts.part("modals").value?.at(-1);
  if (view) return html`<${SlackForm} key=${view.id} pane=${pane} view=${view} />`;
  const form = pane.form.value;
  if (form?.kind === "modal")
    return html`<${DiscordForm} key=${form.interaction} pane=${pane} form=${form} />`;
  if (form?.kind === "thread") return html`<${ThreadForm} pane=${pane} from=${form.from} />`;
  return null;
}
