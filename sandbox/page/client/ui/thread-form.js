import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { Dialog } from "./dialog.js";

/**
 * Names a thread that is to hang on a message (Discord).
 * @param {{ pane: import("../state/pane.js").Pane, from: import("../../view.ts").Row }} props
 */
export function ThreadForm({ pane, from }) {
  const error = useSignal("");
  const close = () => {
    pane.form.value = undefined;
  };
  const submit = async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    const channel = pane.parts.part("head").value?.id;
    const answer = await pane.act({ kind: "thread", channel, name, from: from.id });
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
        <input name="name" required maxlength="100" autofocus value=${from.text
          .replace(/<[^>]+>/g, "")
          .trim()
          .slice(0, 40)} />
      </label>
      ${error.value && html`<p class="error" role="alert">${error.value}</p>`}
      <div class="buttons"><button type="button" onClick=${close}>Cancel</button><button class="primary">Create thread</button></div>
    </form>
  <//>`;
}
