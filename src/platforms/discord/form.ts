import { fieldsOf, heading } from "../../core/form-fields.ts";
import { jobId } from "../../core/ids.ts";
import type { InboundCommand } from "../../core/inbound.ts";
import type { FormAnswer } from "../../core/platform.ts";

const prefix = "parley:form:";
/** discord docs: components/reference "Component Types", "Text Input Styles". */
const type = { stringSelect: 3, textInput: 4, userSelect: 5, label: 18 } as const;
const style = { short: 1, paragraph: 2 } as const;
/** A text that may be longer than this is given several lines. */
const lineLength = 100;
const maxInput = 4_000;

/** A modal with a field for each option (discord docs: components/reference "Label", receiving-and-responding "Modal"). */
export function renderForm({ command, values, about }: Extract<FormAnswer, { kind: "form" }>) {
  return {
    custom_id: `${prefix}${command.name}${about ? `:${about}` : ""}`,
    title: heading(command.name).slice(0, 45),
    components: fieldsOf(command).map((option) => ({
      type: type.label,
      label: heading(option.name).slice(0, 45),
      description: option.summary.slice(0, 100),
      component: field(option, values[option.name] ?? ""),
    })),
  };
}

function field(option: ReturnType<typeof fieldsOf>[number], value: string) {
  const { name: custom_id, required } = option;
  const select = { custom_id, required, min_values: required ? 1 : 0, max_values: 1 };
  const input = { type: type.textInput, custom_id, required, ...(value === "" ? {} : { value }) };
  switch (option.kind) {
    case "choice": {
      const options = option.choices.map((one) => ({
        label: one.name.slice(0, 100),
        value: one.value,
        default: one.value === value,
      }));
      return { type: type.stringSelect, ...select, options };
    }
    case "person": {
      const chosen = value === "" ? {} : { default_values: [{ id: value, type: "user" }] };
      return { type: type.userSelect, ...select, ...chosen };
    }
    case "number":
      return { ...input, style: style.short, max_length: lineLength };
    case "text": {
      const max_length = Math.min(option.maxLength ?? maxInput, maxInput);
      return { ...input, style: max_length > lineLength ? style.paragraph : style.short, max_length };
    }
  }
}

/** What was filled in: the command's name, and every field's value, empty ones too. */
export function readForm(
  customId: string,
  fields: readonly {
    custom_id: string;
    value?: string | undefined;
    values?: readonly string[] | undefined;
  }[],
): Pick<InboundCommand, "name" | "options" | "about"> | undefined {
  if (!customId.startsWith(prefix)) return undefined;
  const options = fields.map((one) => [one.custom_id, one.value ?? one.values?.[0] ?? ""] as const);
  const [name = "", about] = customId.slice(prefix.length).split(":");
  return { name, options: Object.fromEntries(options), ...(about ? { about: jobId(about) } : {}) };
}
