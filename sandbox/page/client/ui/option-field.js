import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useId, useRef } from "preact/hooks";
import { Suggestions, suggestionKey } from "./suggestions.js";

/** @typedef {import("../state/pane.js").Pane} Pane */
/** @typedef {import("./commands.js").Option} Option */
/** @typedef {import("./command-form.js").Filled} Filled */
/** @typedef {{ key: string, label: string, hint?: string, value: string | number | boolean }} Choice */

/** Discord's numbers (discord docs: interactions/application-commands "Application Command Option Type"). */
const kind = {
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
};

/**
 * One option of a command: typed, chosen from a list, or asked of the app letter by letter.
 * @param {{ pane: Pane, channel: string, path: string, option: Option, filled: Filled | undefined,
 *   others: () => Record<string, string | number | boolean>, fill: (one: Filled | undefined) => void,
 *   onFocus: () => void }} props
 */
export function OptionField({ pane, channel, path, option, filled, others, fill, onFocus }) {
  const id = useId();
  const text = useSignal(filled?.label ?? "");
  const items = useSignal(/** @type {Choice[]} */ ([]));
  const active = useSignal(0);
  const open = useSignal(false);
  const asked = useRef(0);

  if (option.type === kind.attachment) {
    return html`<label class="option" data-filled=${Boolean(filled)}>
      <span>${option.name}</span>
      <input
        type="file"
        name=${option.name}
        onFocus=${onFocus}
        onChange=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => {
          const [file] = event.currentTarget.files ?? [];
          fill(file && { value: file, label: file.name });
        }}
      />
    </label>`;
  }
  const typed = (/** @type {string} */ value) => {
    const number = option.type === kind.integer || option.type === kind.number;
    const mustPick = option.choices || (option.type >= kind.boolean && option.type <= kind.mentionable);
    if (value === "" || mustPick) fill(undefined);
    else fill({ value: number ? Number(value) : value, label: value });
  };
  const refresh = async (/** @type {string} */ value) => {
    active.value = 0;
    const turn = ++asked.current;
    if (!option.autocomplete) {
      items.value = choices(pane, option)
        .filter((one) => one.label.toLowerCase().includes(value.toLowerCase()))
        .slice(0, 25);
      return;
    }
    const given = { ...others(), [option.name]: value };
    const answer = await pane.act({
      kind: "suggest",
      channel,
      name: path,
      options: given,
      focused: option.name,
    });
    // Only the answer to what was typed last counts.
    if (turn !== asked.current) return;
    const found = /** @type {{ name: string, value: string }[]} */ (answer.choices ?? []);
    items.value = found.map((one) => ({ key: String(one.value), label: one.name, value: one.value }));
  };
  const take = (/** @type {number} */ index) => {
    const one = items.value[index];
    if (!one) return;
    text.value = one.label;
    open.value = false;
    fill({ value: one.value, label: one.label });
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const key = suggestionKey(event, active.value, open.value ? items.value.length : 0);
    if (!key) return;
    if (key !== "take" || event.key === "Enter") event.preventDefault();
    if (key === "take") take(active.value);
    else if (key === "leave") open.value = false;
    else active.value = key.move;
  };
  return html`<label class="option" data-filled=${Boolean(filled)}>
    <span>${option.name}</span>
    <input
      name=${option.name}
      autocomplete="off"
      size=${Math.max(6, text.value.length + 1)}
      inputmode=${option.type === kind.integer ? "numeric" : option.type === kind.number ? "decimal" : "text"}
      role="combobox"
      aria-expanded=${open.value && items.value.length > 0}
      aria-controls=${id}
      aria-activedescendant=${open.value ? `${id}-${active.value}` : undefined}
      value=${text.value}
      onFocus=${() => {
        onFocus();
        open.value = true;
        void refresh(text.value);
      }}
      onBlur=${() => (open.value = false)}
      onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => {
        text.value = event.currentTarget.value;
        open.value = true;
        typed(text.value);
        void refresh(text.value);
      }}
      onKeyDown=${onKeyDown}
    />
    ${
      open.value &&
      items.value.length > 0 &&
      html`<${Suggestions}
        id=${id}
        title=${option.name}
        items=${items.value}
        active=${active.value}
        pick=${take}
      />`
    }
  </label>`;
}

/** What the window itself knows to offer. @param {Pane} pane @param {Option} option @returns {Choice[]} */
function choices(pane, option) {
  const side = pane.side.value;
  const people = (side?.people ?? []).map((one) => ({
    key: one.id,
    label: one.name,
    hint: one.role,
    value: one.id,
  }));
  const roles = (side?.roles ?? []).map((one) => ({ key: one.id, label: `@${one.name}`, value: one.id }));
  if (option.choices)
    return option.choices.map((one) => ({ key: String(one.value), label: one.name, value: one.value }));
  switch (option.type) {
    case kind.boolean:
      return [
        { key: "true", label: "True", value: true },
        { key: "false", label: "False", value: false },
      ];
    case kind.user:
      return people;
    case kind.role:
      return roles;
    case kind.mentionable:
      return [...people, ...roles];
    case kind.channel: {
      const all = (side?.channels ?? []).filter((one) => one.kind !== "dm");
      return all.map((one) => ({ key: one.id, label: `#${one.name}`, value: one.id }));
    }
    default:
      return [];
  }
}
