import type { Command, CommandDeps } from "./command.ts";
import { type DeliverDeps, deliverTurn } from "./deliver.ts";
import { isParleyError } from "./errors.ts";
import type { Place } from "./inbound.ts";
import type { CommandInput, Job } from "./job.ts";
import { stopReason } from "./lanes.ts";
import { logged } from "./log.ts";
import { validOptions } from "./options.ts";
import type { Platform, Response } from "./platform.ts";
import type { JobEnd } from "./store.ts";
import type { Waiting } from "./waiting.ts";
import { failureText, refusalText } from "./words.ts";

export interface RunJobDeps extends Omit<DeliverDeps, "platform"> {
  waiting: Waiting;
  commandDeps: CommandDeps;
  command(name: string): Command | undefined;
  platform(place: Place): Platform;
}

/** Works one job, turn or command, to its end. `undefined`: given back. */
export async function runJob(job: Job, deps: RunJobDeps, signal: AbortSignal): Promise<JobEnd | undefined> {
  deps.probe("claimed");
  if (job.input.kind === "turn") {
    await deps.waiting.quiet(job.id);
    return deliverTurn(job, job.input, { ...deps, platform: deps.platform(job.input.place) }, signal);
  }
  return runCommand(job, job.input, deps, signal);
}

/** A command's reply is the same however often it is given, so a second attempt needs no memory of the first. */
async function runCommand(
  job: Job,
  input: CommandInput,
  deps: RunJobDeps,
  signal: AbortSignal,
): Promise<JobEnd | undefined> {
  const { place, person, reply, name } = input.command;
  let outcome: JobEnd["outcome"] = "answered";
  let answer: Response;
  try {
    answer = await perform(job, input, deps, signal);
  } catch (error) {
    if (stopReason(signal)) return undefined;
    // what it began before the database went away is completed by another attempt, when it is back
    if (isParleyError(error, "store_failed") && error.retryable) throw error;
    const refusal = refusalText(error);
    if (refusal === undefined)
      deps.log.error({ job: job.id, command: name, ...logged(error) }, "a command failed");
    answer = { text: refusal ?? failureText(error, job.id), visibility: "asker" };
    outcome = refusal === undefined ? "failed-told" : "refused";
  }
  try {
    const { platform } = deps.commandDeps;
    await platform(place).respond(reply, place, person, answer, job.attempt > 1, signal);
  } catch (error) {
    if (stopReason(signal)) return undefined;
    deps.log.warn({ job: job.id, command: name, ...logged(error) }, "a command's reply could not be shown");
    outcome = "unknown-told";
  }
  return { outcome, sent: [] };
}

async function perform(
  job: Job,
  input: CommandInput,
  deps: RunJobDeps,
  signal: AbortSignal,
): Promise<Response> {
  const { place, person, name, options, at } = input.command;
  const command = deps.command(name);
  if (!command) throw new Error("a stored command is not registered any more");
  const found = await deps.store.chats.find(place);
  const branch = command.order === "lane" ? job.lane : (found?.branch ?? job.lane);
  const conversation = {
    workspace: job.workspace,
    chat: job.chat,
    branch,
    settings: await deps.store.chats.settings(job.chat),
  };
  const call = { place, person, at, conversation, options: validOptions(command, options) };
  const { id, attempt } = job;
  return command.run({ ...call, job: id, attempt, pressed: input.pressed }, deps.commandDeps, signal);
}
