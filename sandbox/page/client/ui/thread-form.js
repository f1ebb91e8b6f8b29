import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { Dialog } from "./dialog.js";

/**
 * Names a new thread (Discord): one that hangs on a message, or one by itself, which may be private.
 * @param {{ pane: import("../state/pane.js").Pane, from?: import("../../view/row.ts").Row }} props
 */
export function ThreadForm({ pane, from }) {
  const error = useSignal("");
  const close = () => {
    pane.form.value = undefined;
  };
  const submit = async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const channel = pane.parts.part("head").value?.id;
    const where = from ? { from: from.id } : { isPrivate: data.has("private") };
    const answer = await pane.act({ kind: "thread", channel, name: String(data.get("name")), ...where });
    if (answer.error) {
      error.value = answer.error;
      return;
    }
    close();
    pane.openThread(answer.id);
  };
  return html`<${Dialog} label="Create thread" close=${close}>
    <form onSubmit=${submit}>
      <h2>Create thread</h2>
      <label>
        Thread name
        <input name="name" required maxlength="100" autofocus value=${suggested(from)} />
      </label>
      ${!from && html`<label class="check"><input type="checkbox" name="private" /> Only people who are invited see it</label>`}
      ${error.value && html`<p class="error" role="alert">${error.value}</p>`}
      <div class="buttons">
        <button type="button" onClick=${close}>Cancel</button>
        <button class="primary">Create thread</button>
      </div>
    </form>
  <//>`;
}

/** The message's first words. @param {import("../../view/row.ts").Row | undefined} from */
function suggested(from) {
  return (from?.text ?? "")
    .replace(/<[^>]+>/g, "")
    .trim()
    .slice(0, 40);
}
