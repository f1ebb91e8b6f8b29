import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.js";
import { OptionField } from "./option-field.js";
import { useCommand } from "./send.js";

/** @typedef {import("./commands.js").Option} Option */
/** @typedef {{ value: string | number | boolean | File, label: string }} Filled */

/**
 * A Discord command being filled in: required options at once, the others when asked for.
 * @param {{ pane: import("../state/pane.js").Pane, where: "main" | "reply", channel: string,
 *   command: import("./commands.js").FlatCommand, close: () => void }} props
 */
export function CommandForm({ pane, where, channel, command, close }) {
  const { options } = command;
  const shown = useSignal(options.filter((one) => one.required).map((one) => one.name));
  const filled = useSignal(/** @type {Record<string, Filled>} */ ({}));
  const hint = useSignal(command.description);
  const sending = useSignal(false);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const fields = shown.value.flatMap((name) => options.find((one) => one.name === name) ?? []);
  const hidden = options.filter((one) => !shown.value.includes(one.name));
  useEffect(() => {
    const first = form.current?.querySelector(/** @type {"input"} */ ("input, button.primary"));
    first?.focus();
  }, []);

  const submit = async () => {
    const missing = fields.find((one) => one.required && filled.value[one.name] === undefined);
    if (missing) {
      hint.value = `${missing.name}: this option is required.`;
      form.current?.querySelector(/** @type {"input"} */ (`[name="${missing.name}"]`))?.focus();
      return;
    }
    const all = Object.entries(filled.value);
    const files = Object.fromEntries(
      all.flatMap(([name, one]) => (one.value instanceof File ? [[name, one.value]] : [])),
    );
    sending.value = true;
    const values = plainValues(filled.value);
    const error = await useCommand(pane, channel, command.path, values, files);
    sending.value = false;
    pane.notices.value = error ? [{ where, text: error }] : [];
    close();
  };
  const show = (/** @type {Option} */ option) => {
    shown.value = [...shown.value, option.name];
    hint.value = option.description;
    queueMicrotask(() =>
      form.current?.querySelector(/** @type {"input"} */ (`[name="${option.name}"]`))?.focus(),
    );
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.defaultPrevented) return;
    const empty = event.target instanceof HTMLInputElement && event.target.value === "";
    if (event.key === "Escape" || (event.key === "Backspace" && empty && fields.length === 0)) {
      event.preventDefault();
      close();
    }
  };
  return html`<form
    class="command"
    ref=${form}
    onKeyDown=${onKeyDown}
    onSubmit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      void submit();
    }}
  >
    <p class="usage">${hint.value}</p>
    <div class="command-row">
      <span class="mention">/${command.path}</span>
      ${fields.map(
        (option) => html`<${OptionField}
          key=${option.name}
          pane=${pane}
          channel=${channel}
          path=${command.path}
          option=${option}
          others=${() => plainValues(filled.value)}
          filled=${filled.value[option.name]}
          fill=${(/** @type {Filled | undefined} */ one) => {
            const { [option.name]: _, ...rest } = filled.value;
            filled.value = one ? { ...rest, [option.name]: one } : rest;
          }}
          onFocus=${() => (hint.value = `${option.name}: ${option.description}`)}
        />`,
      )}
      ${hidden.map((one) => html`<button type="button" class="chip" onClick=${() => show(one)}>+ ${one.name}</button>`)}
      <span class="grow" />
      <button type="button" class="quiet" aria-label="Cancel the command" onClick=${close}><${Icon} name="close" /></button>
      <button class="primary send" disabled=${sending.value} aria-label="Run the command">
        <${Icon} name="send" size=${20} />
      </button>
    </div>
  </form>`;
}

/** @param {Record<string, Filled>} filled */
function plainValues(filled) {
  const all = Object.entries(filled).filter(([, one]) => !(one.value instanceof File));
  return /** @type {Record<string, string | number | boolean>} */ (
    Object.fromEntries(all.map(([name, one]) => [name, one.value]))
  );
}
