import type { Clock } from "./clock.ts";
import { type ContextDeps, fitContext, readTranscript } from "./context.ts";
import type { FileRef } from "./inbound.ts";
import type { Job, TurnInput } from "./job.ts";
import { type Log, logged } from "./log.ts";
import type { Looks } from "./looks.ts";
import type { EndReason, Model, ModelRequest } from "./model.ts";
import { createGate } from "./permit.ts";
import type { PictureReader } from "./pictures.ts";
import type { Platform } from "./platform.ts";
import type { Probe } from "./probe.ts";
import { buildMessages, type Pictures, systemPrompt } from "./prompt.ts";
import type { Store, TranscriptMessage } from "./store.ts";
import { summariser } from "./summarise.ts";
import { estimateTokens } from "./tokens.ts";

/** What a turn yields: text as it comes, and exactly one `end`, last. Failures are thrown. */
export type TurnEvent = { kind: "text"; text: string } | { kind: "end"; reason: EndReason };

export interface TurnDeps {
  store: Store;
  platform: Platform;
  log: Log;
  probe: Probe;
  models: Models;
  looks: Looks;
  pictures: PictureReader;
  clock: Clock;
  /** Tokens a context may take at most, however much the model could hold: it is paid for on every turn. */
  contextTokens: number;
}

/** The models this installation has. */
export interface Models {
  readonly default: string;
  /** Names to offer; others of the same providers work too. */
  readonly names: readonly string[];
  /** @throws ParleyError `bad_input` for a name whose provider is not set up. */
  open(name: string): Model;
}

const picturesAtMost = 4;
/** Larger ones Anthropic scales down itself, after they were sent (anthropic docs: vision, "Evaluate image size"). */
const longestSide = 1_568;
/** What an answer is left room for. */
const answerTokens = 4_096;

export async function* runTurn(
  job: Job,
  input: TurnInput,
  deps: TurnDeps,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, void, void> {
  const transcript = await readTranscript(job, input.place, deps.contextTokens, deps);
  const { standing, title } = transcript;
  const { place, person } = input;
  const proof = { access: input.access, at: input.askedAt, waited: job.waited };
  await createGate({ place, person, standing, proof }, deps, signal).permit({ kind: "message" }, "talk");
  const model = openModel(deps, standing.settings.model);
  const system = systemPrompt({ platform: place.platform, title, persona: standing.settings.persona });
  const room = model.limits.context - Math.min(model.limits.output, answerTokens) - estimateTokens(system);
  const budget = Math.min(deps.contextTokens, Math.floor(room * 0.9));
  const contextDeps: ContextDeps = { store: deps.store, summarise: summariser(model) };
  const context = await fitContext(job, transcript, budget, contextDeps, signal);
  const request: ModelRequest = {
    system,
    messages: buildMessages({
      messages: context.messages,
      summary: context.summary,
      fork: transcript.fork,
      pictures: await fetchPictures(context.messages, input, deps, signal),
      goOn: input.redo?.action === "continue",
    }),
  };
  deps.probe("asked");
  for await (const event of model.generate(request, signal)) {
    if (event.kind === "text" || event.kind === "end") yield event;
  }
}

/** A chat keeps its model by name; when the operator has taken that model's provider away, the default answers. */
function openModel(deps: TurnDeps, name: string | undefined): Model {
  if (name === undefined) return deps.models.open(deps.models.default);
  try {
    return deps.models.open(name);
  } catch (error) {
    deps.log.warn({ model: name, ...logged(error) }, "a chat's own model is not set up; the default answers");
    return deps.models.open(deps.models.default);
  }
}

/** The newest pictures only: each costs as much as two pages of text. One that can't be had does not stop the turn. */
async function fetchPictures(
  messages: readonly TranscriptMessage[],
  input: TurnInput,
  deps: TurnDeps,
  signal: AbortSignal,
): Promise<Pictures> {
  const files = messages.flatMap((m) => m.files).filter((file) => file.mime.startsWith("image/"));
  if (files.length === 0) return new Map();
  const fetchOne = async (file: FileRef) => {
    try {
      const { bytes } = await deps.platform.download(file, input.place, signal);
      return [file.id, await deps.pictures.read(bytes, { longest: longestSide, as: "any" }, signal)] as const;
    } catch (error) {
      signal.throwIfAborted();
      deps.log.warn({ ...logged(error) }, "a picture could not be fetched or read");
      return [file.id, undefined] as const;
    }
  };
  return new Map(await Promise.all(files.slice(-picturesAtMost).map(fetchOne)));
}
