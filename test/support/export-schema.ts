import { z } from "zod";

const time = z.iso.datetime();
const person = z.strictObject({ id: z.string(), name: z.string() });
const ref = z.strictObject({ id: z.string(), name: z.string().nullable() });
const message = z.strictObject({
  kind: z.literal("message"),
  id: z.string(),
  role: z.enum(["person", "parley", "marker"]),
  author: person,
  at: time,
  editedAt: time.nullable(),
  text: z.string(),
  note: z.string().nullable(),
  files: z.array(z.strictObject({ name: z.string(), mime: z.string(), sizeBytes: z.number() })),
  superseded: z.boolean(),
});
const pointer = z.strictObject({
  kind: z.enum(["passage", "elsewhere"]),
  from: ref,
  merge: z.string().nullable(),
});
const merge = z.strictObject({
  id: z.string(),
  kind: z.enum(["append", "replace", "digest"]),
  source: ref,
  by: person,
  at: time,
});

/** `parley-export/1` as whoever reads it would write it down, from its description alone. */
export const exportSchema = z.strictObject({
  format: z.literal("parley-export/1"),
  exportedAt: time,
  what: z.enum(["branch", "tree"]),
  chat: z.strictObject({
    id: z.string(),
    platform: z.enum(["discord", "slack"]),
    workspace: z.string(),
    channel: z.string(),
    kind: z.enum(["channel", "dm"]),
  }),
  branches: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      parent: ref.nullable(),
      forkedAt: z.string().nullable(),
      main: z.boolean(),
      current: z.boolean(),
      merged: z.boolean(),
      author: person.nullable(),
      createdAt: time,
      merges: z.array(merge),
      entries: z.array(z.union([message, pointer])),
    }),
  ),
});
