import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { Dialog } from "../ui/dialog.js";
import { SlackBlock } from "./slack-block.js";
import { slackOptions } from "./slack-element.js";

/** @typedef {import("../state/pane.js").Pane} Pane */

/**
 * A Slack modal: the topmost of those open (docs.slack.dev: modals).
 * @param {{ pane: Pane, view: any }} props
 */
export function SlackForm({ pane, view }) {
  const error = useSignal("");
  const close = () => pane.act({ kind: "close-view" });
  const submit = async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
    event.preventDefault();
    const answer = await pane.act({
      kind: "submit-view",
      values: read(view.blocks, new FormData(event.currentTarget)),
    });
    error.value = answer.error ?? (answer.kind === "failed" ? answer.text : "");
  };
  /** Blocks that are no inputs act like those of a message, upon the view. */
  const target = { pane: { ...pane, act: inView(pane) }, row: { id: "", files: [] }, list: "main" };
  return html`<${Dialog} label=${view.title?.text ?? "Form"} close=${close}>
    <form onSubmit=${submit}>
      <h2>${view.title?.text}</h2>
      ${view.blocks.map((/** @type {any} */ block) =>
        block.type === "input"
          ? html`<${Input} key=${block.block_id} pane=${pane} block=${block} error=${view.errors?.[block.block_id]} />`
          : html`<${SlackBlock} key=${block.block_id} target=${target} block=${block} />`,
      )}
      ${error.value && html`<p class="error" role="alert">${error.value}</p>`}
      <div class="buttons">
        <button type="button" onClick=${close}>${view.close?.text ?? "Close"}</button>
        ${view.submit && html`<button class="primary">${view.submit.text}</button>`}
      </div>
    </form>
  <//>`;
}

/** @param {Pane} pane */
function inView(pane) {
  return (/** @type {any} */ { id, value }) => pane.act({ kind: "act-in-view", id, value });
}

/** @param {{ pane: Pane, block: any, error?: string }} props */
function Input({ pane, block, error }) {
  const { element } = block;
  return html`<label>
    <span>${block.label?.text}${block.optional && html`<small> (optional)</small>`}</span>
    <${Field} pane=${pane} element=${element} required=${!block.optional} />
    ${block.hint && html`<small>${block.hint.text}</small>`}
    ${error && html`<span class="error" role="alert">${error}</span>`}
  </label>`;
}

const kinds = {
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
  datepicker: "date",
  timepicker: "time",
};

/** @param {{ pane: Pane, element: any, required: boolean }} props */
function Field({ pane, element, required }) {
  const common = { name: element.action_id, required };
  const placeholder = element.placeholder?.text;
  const isText = element.type.endsWith("text_input") || Object.hasOwn(kinds, element.type);
  if (isText) {
    const { min_length: minlength, max_length: maxlength } = element;
    const text = {
      ...common,
      placeholder,
      minlength,
      maxlength,
      defaultValue: element.initial_value ?? element.initial_date ?? "",
    };
    if (element.multiline) return html`<textarea rows="4" ...${text} />`;
    return html`<input type=${kinds[/** @type {keyof typeof kinds} */ (element.type)] ?? "text"} ...${text} />`;
  }
  const many = element.type.startsWith("multi_") || element.type === "checkboxes";
  const options = [element.initial_option, ...(element.initial_options ?? [])];
  const initial = [...options.flatMap((one) => one?.value ?? []), element.initial_user];
  return html`<select ...${common} multiple=${many}>
    ${!many && html`<option value="">${placeholder ?? "Choose…"}</option>`}
    ${slackOptions(pane, element).map(
      ({ value, label }) =>
        html`<option value=${value} selected=${initial.includes(value)}>${label}</option>`,
    )}
  </select>`;
}

/** By action id, what was typed or chosen. @param {any[]} blocks @param {FormData} data */
function read(blocks, data) {
  /** @type {Record<string, unknown>} */
  const values = {};
  for (const { type, element } of blocks) {
    if (type !== "input") continue;
    const given = data.getAll(element.action_id).map(String).filter(Boolean);
    const many = element.type.startsWith("multi_") || element.type === "checkboxes";
    // What was emptied is said too, for it may have begun with something.
    values[element.action_id] = many ? given : (given[0] ?? "");
  }
  return values;
}
