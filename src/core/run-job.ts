import type { Act } from "./authorise.ts";
import type { Command, CommandCall, CommandDeps } from "./command.ts";
import { withCommandsAsTyped } from "./command-words.ts";
import { type DeliverDeps, deliverTurn } from "./deliver.ts";
import { isParleyError } from "./errors.ts";
import type { BranchId, JobId } from "./ids.ts";
import type { Place } from "./inbound.ts";
import type { CommandInput, Job } from "./job.ts";
import { stopReason } from "./lanes.ts";
import { logged } from "./log.ts";
import { metered, meteredImages } from "./metered.ts";
import type { CallUsage } from "./model.ts";
import { validOptions } from "./options.ts";
import { createGate } from "./permit.ts";
import type { Platform, Response } from "./platform.ts";
import { pressedRight } from "./pressed-right.ts";
import { standing } from "./standing.ts";
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
export async function runJob(job: Job, given: RunJobDeps, signal: AbortSignal): Promise<JobEnd | undefined> {
  given.probe("claimed");
  const usage: CallUsage[] = [];
  const spend = (took: CallUsage) => void usage.push(took);
  const models = metered(given.models, spend);
  const imageModels = meteredImages(given.commandDeps.imageModels, spend);
  const deps = { ...given, models, commandDeps: { ...given.commandDeps, models, imageModels } };
  const end = await work(job, deps, signal);
  return end && usage.length > 0 ? { ...end, usage } : end;
}

async function work(job: Job, deps: RunJobDeps, signal: AbortSignal): Promise<JobEnd | undefined> {
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
  let branch: BranchId | undefined;
  try {
    ({ answer, branch } = await perform(job, input, deps, signal));
  } catch (error) {
    if (stopReason(signal)) return undefined;
    // what it began before the database went away is completed by another attempt, when it is back
    if (isParleyError(error, "store_failed") && error.retryable) throw error;
    const refusal = refusalText(error);
    if (refusal === undefined)
      deps.log.error({ job: job.id, command: name, ...logged(error) }, "a command failed");
    const text = refusal ?? failureText(error, job.id);
    // a yes is given once: what came of it stands in place of the question, which nobody can answer any more
    const isYes = input.pressed?.action === "confirm" || input.pressed?.action === "along";
    const isOver = refusal === undefined && isYes;
    answer = { ...(isOver ? { text: "", settled: text } : { text }), visibility: "asker" };
    outcome = refusal === undefined ? "failed-told" : "refused";
  }
  try {
    const { platform, commands } = deps.commandDeps;
    const typed = (text: string) => withCommandsAsTyped(text, place, commands);
    const { settled } = answer;
    const shown = {
      ...answer,
      text: typed(answer.text),
      ...(settled === undefined ? {} : { settled: typed(settled) }),
    };
    const stood = await platform(place).respond(reply, place, person, shown, job.attempt > 1, signal);
    return { outcome, ...standing(answer, stood, place, deps.clock.now(), branch) };
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
): Promise<{ answer: Response; branch: BranchId }> {
  const { place, person, name, options, at } = input.command;
  const command = deps.command(name);
  if (!command) throw new Error("a stored command is not registered any more");
  const proof = { access: input.command.access, at, waited: job.waited };
  const standing = await deps.store.sharing.standing(job.chat, person.id);
  const asking = { clock: deps.clock, platform: deps.platform(place) };
  const gate = createGate({ place, person, standing, proof }, asking, signal);
  const act = await actOf(input, command, deps);
  const { about } = input.command;
  if (about) await gate.permit(await editOf(about, place, command, deps), command.right);
  await gate.permit(act, act.kind === "invitation" ? "read" : command.right);
  const found = await deps.store.chats.find(place);
  const branch = command.order === "lane" ? job.lane : (found?.branch ?? job.lane);
  const conversation = {
    workspace: job.workspace,
    chat: job.chat,
    branch,
    settings: standing.settings,
  };
  const call: CommandCall = {
    place,
    person,
    at,
    conversation,
    standing,
    options: act.kind === "invitation" ? {} : validOptions(command, options),
    files: input.command.files ?? {},
    about,
    job: job.id,
    attempt: job.attempt,
    pressed: input.pressed,
    may: async (right) => (await gate.verdict({ kind: "command", right }, right)).kind === "granted",
    permit: (right) => gate.permit({ kind: "command", right }, right),
  };
  using _ = command.takesLong && sayReceived(input, command.takesLong.note, deps, signal);
  return { answer: await command.run(call, deps.commandDeps, signal), branch };
}

/** What is quick is not announced. */
const longMs = 1_000;

function sayReceived(
  { command }: CommandInput,
  note: string,
  deps: RunJobDeps,
  signal: AbortSignal,
): Disposable {
  const { reply, place, person } = command;
  return deps.clock.timer(
    longMs,
    () => void deps.platform(place).received(reply, place, person, note, signal),
  );
}

/** A button is held against what it stands under again: between the press and now rights may have changed. */
async function actOf({ command, pressed }: CommandInput, spec: Command, deps: RunJobDeps): Promise<Act> {
  if (!pressed) return { kind: "command", right: spec.right };
  if (pressed.action === "accept" || pressed.action === "decline")
    return { kind: "invitation", invitation: await deps.store.invitations.read(pressed.of) };
  const job = await deps.store.jobs.find(pressed.of, command.place);
  return { kind: "press", action: pressed.action, job, right: pressedRight(pressed.action, spec) };
}

/** A form says itself under which answer it was opened, so it is held against that answer as the button that opens it. */
async function editOf(about: JobId, place: Place, spec: Command, deps: RunJobDeps): Promise<Act> {
  const job = await deps.store.jobs.find(about, place);
  const isOwn = job?.input.kind === "command" && job.input.command.name === spec.name;
  const right = isOwn ? pressedRight("edit", spec) : undefined;
  return { kind: "press", action: "edit", job, right };
}
