import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { safeHref } from "../text/link.js";
import { onMessage } from "../ui/message-acts.js";
import { Choice } from "./choice.js";
import { Picture } from "./picture.js";

/** @typedef {import("../ui/message-acts.js").Target} Target */

/**
 * One interactive element of a message (docs.slack.dev/reference/block-kit/block-elements).
 * @param {{ target: Target, element: any }} props
 */
export function SlackElement({ target, element }) {
  const { pane } = target;
  const id = element.action_id;
  const choose = (/** @type {unknown} */ value) => onMessage(target, { kind: "select", id, value });
  switch (element.type) {
    case "button":
    case "workflow_button":
      return html`<${Button} target=${target} element=${element} />`;
    case "image":
      return html`<${Picture} pane=${pane} url=${element.image_url ?? ""} alt=${element.alt_text} />`;
    case "datepicker":
    case "timepicker":
    case "datetimepicker": {
      const kind =
        element.type === "datepicker" ? "date" : element.type === "timepicker" ? "time" : "datetime-local";
      const given = (/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => {
        const { value } = event.currentTarget;
        return choose(kind === "datetime-local" ? Math.trunc(new Date(value).getTime() / 1_000) : value);
      };
      return html`<input type=${kind} aria-label=${element.placeholder?.text ?? kind} onChange=${given} />`;
    }
    case "feedback_buttons":
      return html`<span class="action-row">
        ${[element.positive_button, element.negative_button].map(
          (/** @type {any} */ one) =>
            html`<button class="button secondary" onClick=${() => choose(one.value)}>${one.text?.text}</button>`,
        )}
      </span>`;
    case "icon_button":
      return html`<button class="button secondary" onClick=${() => onMessage(target, { kind: "press", id })}>
        ${element.text?.text}
      </button>`;
    default: {
      const many = element.type.startsWith("multi_") || element.type === "checkboxes";
      const picked = (/** @type {string[]} */ values) => choose(many ? values : values[0]);
      return html`<${Choice}
        options=${slackOptions(pane, element)}
        placeholder=${element.placeholder?.text ?? (element.type === "overflow" ? "⋯" : "Choose…")}
        max=${many ? (element.max_selected_items ?? 100) : 1}
        choose=${picked}
      />`;
    }
  }
}

/** @param {{ target: Target, element: any }} props */
function Button({ target, element }) {
  const busy = useSignal(false);
  const style = element.style ?? "secondary";
  const press = async () => {
    const href = element.url && safeHref(element.url);
    if (href) window.open(href, "_blank", "noopener,noreferrer");
    if (element.confirm && !window.confirm(`${element.confirm.title?.text}\n\n${element.confirm.text?.text}`))
      return;
    busy.value = true;
    await onMessage(target, { kind: "press", id: element.action_id, name: element.text?.text });
    busy.value = false;
  };
  return html`<button class=${`button ${style}`} disabled=${busy.value} aria-busy=${busy.value} onClick=${press}>
    ${element.text?.text}
  </button>`;
}

/**
 * What an element offers to choose from.
 * @param {import("../state/pane.js").Pane} pane @param {any} element
 * @returns {import("./choice.js").Option[]}
 */
export function slackOptions(pane, element) {
  const side = pane.side.value;
  const kind = String(element.type);
  if (kind.includes("users")) return (side?.people ?? []).map(({ id, name }) => ({ value: id, label: name }));
  if (kind.includes("channels") || kind.includes("conversations")) {
    return (side?.channels ?? []).map(({ id, name, kind: what }) => ({
      value: id,
      label: what === "dm" ? name : `#${name}`,
    }));
  }
  const groups = element.option_groups ?? [];
  const all = [...(element.options ?? []), ...groups.flatMap((/** @type {any} */ one) => one.options)];
  return all.map((one) => ({
    value: one.value,
    label: one.text?.text ?? "",
    ...(one.description ? { description: one.description.text } : {}),
  }));
}
