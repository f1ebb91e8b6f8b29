import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createDatabase } from "./database.ts";
import type { PlatformName, SubjectSpec } from "./subject.ts";

export type ContestantId = "parley-pglite" | "parley-postgres" | "parley-before" | "bare" | "chat-sdk";

/** Who is measured on this platform, each with a database of its own; `unwind` takes their traces away. */
export async function contestants(
  platform: PlatformName,
  before: string | undefined,
  unwind: AsyncDisposableStack,
): Promise<(SubjectSpec & { id: ContestantId })[]> {
  const directory = mkdtempSync(join(tmpdir(), "parley-bench-"));
  unwind.defer(() => rmSync(directory, { recursive: true, force: true }));
  const database = async (purpose: string) => ({
    DATABASE_URL: unwind.use(await createDatabase(purpose)).url,
  });
  const here = (program: string) => join(import.meta.dirname, "subjects", program);
  const parley = here("parley.ts");
  const list: (SubjectSpec & { id: ContestantId })[] = [
    {
      id: "parley-pglite",
      name: "Parley, PGlite",
      program: parley,
      environment: { DATA_DIR: directory },
    },
    {
      id: "parley-postgres",
      name: "Parley, PostgreSQL",
      program: parley,
      environment: await database("parley"),
    },
    {
      id: "bare",
      name: platform === "slack" ? "bare bolt" : "bare discord.js",
      program: here(`bare-${platform}.ts`),
      environment: {},
    },
    {
      id: "chat-sdk",
      name: "Chat SDK, PostgreSQL",
      program: here(`chat-sdk-${platform}.ts`),
      environment: await database("chat_sdk"),
    },
  ];
  if (before === undefined) return list;
  const program = join(resolve(before), "bench/subjects/parley.ts");
  const environment = await database("before");
  return [...list, { id: "parley-before", name: "Parley before, PostgreSQL", program, environment }];
}
