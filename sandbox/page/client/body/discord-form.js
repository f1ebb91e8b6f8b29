import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { DiscordText } from "../text/discord-text.js";
import { Dialog } from "../ui/dialog.js";
import { optionsOf } from "./discord-components.js";

/**
 * A Discord modal (discord docs: components/reference "Modal").
 * @param {{ pane: import("../state/pane.js").Pane, form: any }} props
 */
export function DiscordForm({ pane, form }) {
  const error = useSignal("");
  const close = () => {
    pane.form.value = undefined;
  };
  const submit = async (/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
    event.preventDefault();
    const answer = await pane.act({
      kind: "submit",
      interaction: form.interaction,
      values: read(form.components, new FormData(event.currentTarget)),
    });
    const wrong = answer.error ?? (answer.kind === "failed" ? "Something went wrong. Try again." : "");
    if (wrong) error.value = wrong;
    else close();
  };
  return html`<${Dialog} label=${form.title} close=${close}>
    <form onSubmit=${submit}>
      <h2>${form.title}</h2>
      ${form.components.map((/** @type {any} */ one) => html`<${Field} pane=${pane} one=${one} />`)}
      ${error.value && html`<p class="error" role="alert">${error.value}</p>`}
      <div class="buttons"><button type="button" onClick=${close}>Cancel</button><button class="primary">Submit</button></div>
    </form>
  <//>`;
}

/** @param {{ pane: import("../state/pane.js").Pane, one: any }} props */
function Field({ pane, one }) {
  if (one.type === 10) return html`<${DiscordText} pane=${pane} text=${one.content} />`;
  const inner = one.component ?? one.components?.[0];
  if (!inner) return null;
  const label = one.label ?? inner.label ?? inner.custom_id;
  return html`<label>
    <span>${label}${inner.required !== false && html`<span class="required" aria-hidden="true"> *</span>`}</span>
    ${one.description && html`<small>${one.description}</small>`}
    <${Input} pane=${pane} one=${inner} />
  </label>`;
}

/** @param {{ pane: import("../state/pane.js").Pane, one: any }} props */
function Input({ pane, one }) {
  const common = { name: one.custom_id, required: one.required !== false };
  if (one.type === 4) {
    const text = {
      ...common,
      minlength: one.min_length,
      maxlength: one.max_length ?? 4000,
      placeholder: one.placeholder,
      defaultValue: one.value ?? "",
    };
    return one.style === 2 ? html`<textarea rows="4" ...${text} />` : html`<input ...${text} />`;
  }
  if (one.type === 23) return html`<input type="checkbox" ...${common} required=${false} />`;
  if (one.type === 19) return html`<p class="subtext">Uploads in forms are not part of this page.</p>`;
  const many = (one.max_values ?? 1) > 1 || one.type === 22;
  const preset = (one.default_values ?? []).map((/** @type {any} */ each) => each.id);
  const size = many ? Math.min(6, optionsOf(pane, one).length) : undefined;
  return html`<select ...${common} multiple=${many} size=${size}>
    ${!many && html`<option value="">${one.placeholder ?? "Make a selection"}</option>`}
    ${optionsOf(pane, one).map(
      (/** @type {any} */ each) =>
        html`<option value=${each.value} selected=${each.default || preset.includes(each.value)}>${each.label}</option>`,
    )}
  </select>`;
}

/** By custom id, what was typed or chosen. @param {any[]} components @param {FormData} data */
function read(components, data) {
  /** @type {Record<string, string | string[]>} */
  const values = {};
  for (const one of components) {
    const inner = one.component ?? one.components?.[0];
    if (!inner?.custom_id) continue;
    const given = data.getAll(inner.custom_id).map(String);
    values[inner.custom_id] = inner.type === 4 ? (given[0] ?? "") : given.filter(Boolean);
  }
  return values;
}
