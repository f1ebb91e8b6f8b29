import { z } from "zod";
import type { FormFile } from "./form.ts";

/** Source of all: openai docs, "API reference: Create image, Create image edit" for the GPT Image models. */
const shared = {
  prompt: z.string().min(1),
  model: z.string().nullish(),
  size: z.enum(["auto", "1024x1024", "1536x1024", "1024x1536"]).nullish(),
  quality: z.enum(["auto", "low", "medium", "high"]).nullish(),
  background: z.enum(["auto", "opaque"], "the sandbox draws opaque pictures only").nullish(),
  output_format: z.enum(["png"], "the sandbox makes PNG only").nullish(),
  user: z.string().optional(),
};

export const generateBody = z.strictObject({
  ...shared,
  n: z.int().min(1).max(10).nullish(),
  moderation: z.enum(["low", "auto"]).nullish(),
});

const file = z.custom<FormFile>(
  (value) => typeof value === "object" && value !== null && "bytes" in value,
  "expected a file",
);

export const editBody = z.strictObject({
  ...shared,
  n: z
    .string()
    .regex(/^\d+$/, "expected an integer")
    .transform(Number)
    .pipe(z.int().min(1).max(10))
    .nullish(),
  image: file.optional(),
  "image[]": z.array(file).max(16).optional(),
  mask: file.optional(),
  input_fidelity: z.enum(["high", "low"]).nullish(),
});
