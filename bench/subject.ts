import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Profiler } from "node:inspector/promises";
import { startDiscord } from "./stubs/discord.ts";
import { startModel } from "./stubs/model.ts";
import type { PlatformStub } from "./stubs/platform.ts";
import { startSlack } from "./stubs/slack.ts";
import type { Order, Report, Usage } from "./subjects/report.ts";
import { createTurns, type Turns } from "./turns.ts";

export type PlatformName = "slack" | "discord";

/** What is measured: a program and where it keeps its things. */
export interface SubjectSpec {
  name: string;
  /** Path of the file Node runs. */
  program: string;
  environment: Record<string, string>;
}

/** A program in a process of its own, with platform and model servers of its own in this one. */
export interface Subject {
  readonly name: string;
  readonly turns: Turns;
  readonly platform: PlatformStub;
  usage(): Promise<Usage>;
  /** Begins to sample where its time goes, under V8's profiler. */
  profile(): Promise<void>;
  /** Ends that and gives what was sampled. */
  profiled(): Promise<Profiler.Profile>;
  stop(): Promise<void>;
}

export async function startSubject(spec: SubjectSpec, platformName: PlatformName): Promise<Subject> {
  const turns = createTurns();
  const model = await startModel(turns);
  const platform = await (platformName === "slack" ? startSlack : startDiscord)(turns);
  const child = fork(spec.program, {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      PORT: "0",
      OPENAI_API_KEY: "sk-bench",
      OPENAI_BASE_URL: model.baseUrl,
      PARLEY_CHAT_MODEL: "openai/gpt-5-mini",
      ...platform.environment,
      ...spec.environment,
    },
  });
  const ready = await next(child, "ready");
  await platform.connect(ready.origin);
  return {
    name: spec.name,
    turns,
    platform,
    usage: () => ask(child, "usage"),
    async profile() {
      await ask(child, "profile");
    },
    profiled: async () => (await ask(child, "profiled")).profile,
    async stop() {
      const gone = once(child, "exit");
      child.send("stop" satisfies Order);
      await gone;
    },
  };
}

function ask<K extends Order & Report["kind"]>(child: ChildProcess, kind: K) {
  const reported = next(child, kind);
  child.send(kind);
  return reported;
}

/** The next report of this kind; fails when the process ends instead. */
function next<K extends Report["kind"]>(child: ChildProcess, kind: K): Promise<Extract<Report, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a subject ended with code ${code}`));
    const onMessage = (report: Report) => {
      if (report.kind !== kind) return;
      child.off("exit", onExit);
      child.off("message", onMessage);
      resolve(report as Extract<Report, { kind: K }>);
    };
    child.on("exit", onExit);
    child.on("message", onMessage);
  });
}
