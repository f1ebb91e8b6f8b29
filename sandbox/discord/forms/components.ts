import { type Check, form, type Problems } from "../access/form.ts";
import { flatten } from "../world/component-tree.ts";
import type { Json } from "../world/message.ts";

/** Discord's numbers for components (discord docs: components/reference "Component Types"). */
const type = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  upload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;
const selects: readonly number[] = [3, 5, 6, 7, 8];

const id = form.integer(0, 2 ** 31 - 1);
const mediaItem = form.object({ "url!": form.text(1, 2048, /^(https?|attachment):\/\/\S+$/) });

const button: Check = (value, problems) => {
  const one = value as Json;
  form.object({
    id,
    "style!": form.oneOf(1, 2, 3, 4, 5, 6),
    label: form.text(0, 80),
    custom_id: form.text(1, 100),
    url: form.text(1, 512, /^(https?|discord):\/\/\S+$/),
    disabled: form.boolean,
  })(one, problems);
  const style = one.style as number;
  if (style >= 1 && style <= 4 && !one.custom_id) {
    problems.at("custom_id").add("BASE_TYPE_REQUIRED", "This field is required");
  }
  if (style === 5 && !one.url) problems.at("url").add("BASE_TYPE_REQUIRED", "This field is required");
  if (one.url && one.custom_id) {
    problems.add(
      "BUTTON_COMPONENT_CUSTOM_ID_AND_URL_MUTUALLY_EXCLUSIVE",
      "A custom id and url cannot both be specified",
    );
  }
  if (style !== 6 && !one.label && !one.emoji) {
    problems.add("BUTTON_COMPONENT_EMOJI_OR_LABEL_REQUIRED", "An emoji or label is required");
  }
};

const defaultUser = form.object({ "id!": form.id, "type!": form.oneOf("user") });

const select: Check = (value, problems) => {
  const one = value as Json;
  const option = form.object({
    "label!": form.text(1, 100),
    "value!": form.text(1, 100),
    description: form.nullable(form.text(0, 100)),
    default: form.boolean,
  });
  form.object({
    id,
    "custom_id!": form.text(1, 100),
    placeholder: form.text(0, 150),
    min_values: form.integer(0, 25),
    max_values: form.integer(1, 25),
    disabled: form.boolean,
    required: form.boolean,
    ...(one.type === type.userSelect ? { default_values: form.list(defaultUser, 0, 25) } : {}),
    ...(one.type === type.stringSelect ? { "options!": form.list(option, 1, 25) } : {}),
  })(one, problems);
  const listed = Array.isArray(one.options) ? one.options : [];
  const most = typeof one.max_values === "number" ? one.max_values : 1;
  if (listed.filter((each: Json) => each?.default === true).length > most) {
    problems
      .at("options")
      .add("SELECT_COMPONENT_MAX_VALUES_EXCEEDED", "More options are chosen at first than may be chosen");
  }
  const values = listed.map((each: Json) => each?.value);
  values.forEach((each, at) => {
    if (values.indexOf(each) !== at) {
      problems
        .at("options")
        .at(at)
        .at("value")
        .add("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used");
    }
  });
};

const textInput = form.object({
  id,
  "custom_id!": form.text(1, 100),
  "style!": form.oneOf(1, 2),
  label: form.text(1, 45),
  min_length: form.integer(0, 4000),
  max_length: form.integer(1, 4000),
  required: form.boolean,
  value: form.text(0, 4000),
  placeholder: form.text(0, 100),
});

const row: Check = (value, problems) => {
  const children = (value as Json).components;
  form.list(
    form.object({ "type!": form.oneOf(2, 3, 4, 5, 6, 7, 8) }),
    1,
    5,
  )(children, problems.at("components"));
  if (!Array.isArray(children))
    return problems.at("components").add("BASE_TYPE_REQUIRED", "This field is required");
  const wide = children.filter((one) => one?.type !== type.button).length;
  if (wide > 0 && children.length > 1) {
    problems
      .at("components")
      .add("COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
  }
  children.forEach((one, at) => {
    const here = problems.at("components").at(at);
    if (one?.type === type.button) button(one, here);
    else if (selects.includes(one?.type)) select(one, here);
    else if (one?.type === type.textInput) textInput(one, here);
  });
};

const section: Check = (value, problems) => {
  const one = value as Json;
  form.object({
    id,
    "components!": form.list(only([type.text]), 1, 3),
    "accessory!": only([type.button, type.thumbnail]),
  })(one, problems);
};

/** What is refused of a field that stands in a modal (discord docs: components/reference "Label", "String Select"). */
function inLabel(field: Json | undefined, problems: Problems): void {
  if (typeof field !== "object" || field === null) return;
  if (field.type === type.textInput && field.label !== undefined) {
    problems
      .at("label")
      .add("LABEL_COMPONENT_TEXT_INPUT_LABEL", "A text input in a label has none of its own");
  }
  if (!selects.includes(field.type as number)) return;
  if (field.disabled === true) {
    problems.at("disabled").add("MODAL_COMPONENT_DISABLED", "Modals cannot have disabled components");
  }
  if (field.min_values === 0 && field.required !== false) {
    problems.at("min_values").add("MODAL_SELECT_REQUIRED", "A required select needs at least one value");
  }
}

/** A check that dispatches on `type` and refuses every other. */
function only(types: readonly number[]): Check {
  return (value, problems) => {
    if (value === undefined) return;
    form.object({ "type!": form.oneOf(...types) })(value, problems);
    const kind = (value as Json)?.type;
    if (types.includes(kind as number)) byType[kind as number]?.(value, problems);
  };
}

const byType: Record<number, Check> = {
  [type.row]: row,
  [type.button]: button,
  [type.section]: section,
  [type.text]: form.object({ id, "content!": form.text(1, 4000) }),
  [type.thumbnail]: form.object({ id, "media!": mediaItem, description: form.nullable(form.text(0, 1024)) }),
  [type.gallery]: form.object({
    id,
    "items!": form.list(
      form.object({ "media!": mediaItem, description: form.nullable(form.text(0, 1024)) }),
      1,
      10,
    ),
  }),
  [type.file]: form.object({
    id,
    "file!": form.object({ "url!": form.text(1, 2048, /^attachment:\/\/\S+$/) }),
  }),
  [type.separator]: form.object({ id, divider: form.boolean, spacing: form.oneOf(1, 2) }),
  [type.container]: (value, problems) =>
    form.object({
      id,
      accent_color: form.nullable(form.integer(0, 0xffffff)),
      "components!": form.list(only([1, 9, 10, 12, 13, 14]), 1, 40),
    })(value, problems),
  [type.label]: (value, problems) => {
    form.object({
      id,
      "label!": form.text(1, 45),
      description: form.text(0, 100),
      "component!": only([3, 4, 5, 6, 7, 8, 19, 21, 22, 23]),
    })(value, problems);
    inLabel((value as Json).component as Json | undefined, problems.at("component"));
  },
  [type.textInput]: textInput,
  [type.upload]: form.object({
    id,
    "custom_id!": form.text(1, 100),
    min_values: form.integer(0, 10),
    max_values: form.integer(1, 10),
  }),
};
for (const kind of selects) byType[kind] = select;
for (const kind of [21, 22, 23]) byType[kind] = form.object({ id, "custom_id!": form.text(1, 100) });

/** Components of a message without the components-v2 flag: up to five rows. */
export const legacyComponents: Check = (value, problems) => {
  form.list(only([type.row]), 0, 5)(value, problems);
  checkCustomIds(value, problems);
};

/** Components of a message with the flag: at most 40 in all, at most 4000 characters of text. */
export const layoutComponents: Check = (value, problems) => {
  form.list(only([1, 9, 10, 12, 13, 14, 17]), 0, 40)(value, problems);
  checkCustomIds(value, problems);
  const every = flatten(value);
  if (every.length > 40)
    problems.add(
      "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
      "The maximum number of components (40) was exceeded",
    );
  const length = every.reduce(
    (sum, one) => sum + (typeof one.content === "string" ? [...one.content].length : 0),
    0,
  );
  if (length > 4000) {
    problems.add(
      "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
      "The total length of displayable text exceeds the maximum (4000)",
    );
  }
};

/** Components of a modal: one to five labels, texts or rows with one text input. */
export const modalComponents: Check = (value, problems) => {
  form.list(only([type.row, type.text, type.label]), 1, 5)(value, problems);
  checkCustomIds(value, problems);
};

function checkCustomIds(value: unknown, problems: Problems): void {
  const ids = flatten(value).flatMap((one) => (typeof one.custom_id === "string" ? [one.custom_id] : []));
  const twice = ids.filter((one, at) => ids.indexOf(one) !== at);
  if (twice.length > 0)
    problems.add("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
}
