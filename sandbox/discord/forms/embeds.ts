import { type Check, form } from "../access/form.ts";
import type { Json } from "../world/message.ts";

/** Limits of embeds (discord docs: resources/message "Embed Limits"). */
const embedTextTotal = 6000;

const url: Check = (value, problems) => {
  if (value === undefined || value === null) return;
  form.text(1, 2048)(value, problems);
  if (typeof value === "string" && !/^(https?|attachment):\/\/\S+$/.test(value)) {
    problems.add("URL_TYPE_INVALID_URL", "Not a well formed URL.");
  }
};
const media = form.object({ "url!": url });

const embed = form.object({
  title: form.nullable(form.text(0, 256)),
  description: form.nullable(form.text(0, 4096)),
  url,
  timestamp: form.nullable(form.text(1, 64, /^\d{4}-\d\d-\d\dT/)),
  color: form.nullable(form.integer(0, 0xffffff)),
  footer: form.nullable(form.object({ "text!": form.text(1, 2048), icon_url: url })),
  image: form.nullable(media),
  thumbnail: form.nullable(media),
  author: form.nullable(form.object({ "name!": form.text(1, 256), url, icon_url: url })),
  fields: form.nullable(
    form.list(
      form.object({ "name!": form.text(1, 256), "value!": form.text(1, 1024), inline: form.boolean }),
      0,
      25,
    ),
  ),
});

/** At most ten embeds, at most 6000 characters of text in all of them together. */
export const embeds: Check = (value, problems) => {
  form.list(embed, 0, 10)(value, problems);
  if (!Array.isArray(value)) return;
  const total = value.reduce<number>((sum, one) => sum + textLength(one), 0);
  if (total > embedTextTotal) {
    problems.add("MAX_EMBED_SIZE_EXCEEDED", `Embed size exceeds maximum size of ${embedTextTotal}`);
  }
  value.forEach((one, at) => {
    const shows = ["title", "description", "url", "footer", "image", "thumbnail", "author", "fields"];
    const empty = typeof one === "object" && one !== null && !shows.some((key) => (one as Json)[key]);
    if (empty) problems.at(at).at("description").add("BASE_TYPE_REQUIRED", "This field is required");
  });
};

function textLength(given: unknown): number {
  if (typeof given !== "object" || given === null) return 0;
  const one = given as {
    title?: string;
    description?: string;
    footer?: { text?: string };
    author?: { name?: string };
    fields?: { name?: string; value?: string }[];
  };
  const fields = Array.isArray(one.fields) ? one.fields : [];
  const texts = [one.title, one.description, one.footer?.text, one.author?.name];
  for (const field of fields) texts.push(field?.name, field?.value);
  return texts.reduce((sum, text) => sum + (typeof text === "string" ? [...text].length : 0), 0);
}
