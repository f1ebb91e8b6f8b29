import type { Place } from "./inbound.ts";
import type { Job } from "./job.ts";
import type { Looks } from "./looks.ts";
import type { Store, Transcript, TranscriptMessage } from "./store.ts";
import { imageTokens } from "./tokens.ts";

export interface Context {
  transcript: Transcript;
  /** Oldest first, the question last. */
  messages: TranscriptMessage[];
  summary: string | undefined;
}

export interface ContextDeps {
  store: Store;
  /** Sums up a stretch of conversation; `before` is the summary of what came earlier still. */
  summarise(
    before: string | undefined,
    messages: readonly Pick<TranscriptMessage, "role" | "authorName" | "text">[],
    signal: AbortSignal,
  ): Promise<Summary>;
}

interface Summary {
  text: string;
  tokens: number;
}

const lastLook = 4_096;

/** Reads only as much of the conversation as the budget can hold, so that a long chat costs what a short one does. */
export async function readTranscript(
  job: Job,
  place: Place,
  budgetTokens: number,
  { store, looks }: { store: Store; looks: Looks },
): Promise<Transcript> {
  for (let limit = looks.at(place); ; limit *= 4) {
    const transcript = await store.transcript.path(job, limit);
    const relevant = sinceSummary(transcript, conversationOf(transcript, job));
    const complete = !transcript.more || relevant.length < transcript.messages.length;
    if (!complete && limit < lastLook && tokensOf(relevant) <= budgetTokens) continue;
    looks.needed(place, relevant.length);
    return transcript;
  }
}

/**
 * Fits the conversation into `budgetTokens`. What no longer fits is summed up, half the budget at a time, and the
 * summary is kept for later turns; nothing is cut unread.
 */
export async function fitContext(
  job: Job,
  transcript: Transcript,
  budgetTokens: number,
  deps: ContextDeps,
  signal: AbortSignal,
): Promise<Context> {
  let summary = transcript.summary;
  let messages = sinceSummary(transcript, conversationOf(transcript, job));
  if (startedAfresh(transcript)) summary = undefined;
  while (messages.length > 1 && tokensOf(messages) + (summary?.tokens ?? 0) > budgetTokens) {
    const falling = oldest(messages, budgetTokens / 2);
    const end = falling.at(-1);
    if (!end) break;
    const told = await deps.summarise(summary?.text, falling, signal);
    await deps.store.transcript.summarise(end.seen, told, transcript.revision);
    summary = { ...told, seen: end.seen };
    messages = messages.slice(falling.length);
  }
  return { transcript, messages, summary: summary?.text };
}

/** Oldest first: without answers that were taken back, without questions that wait for their own turn, the question last. */
function conversationOf(transcript: Transcript, job: Job): TranscriptMessage[] {
  const afresh = transcript.messages.findIndex((m) => m.role === "marker" && m.text === "afresh");
  const recent = afresh < 0 ? transcript.messages : transcript.messages.slice(0, afresh);
  const said = recent.filter((m) => !m.superseded && !m.pending && m.role !== "marker").reverse();
  const goesOn = job.input.kind === "turn" && job.input.redo?.action === "continue";
  const question = said.find((m) => m.id === job.message);
  if (!question || goesOn) return said;
  return [...said.filter((m) => m !== question), question];
}

function startedAfresh(transcript: Transcript): boolean {
  const marker = transcript.messages.findIndex((m) => m.role === "marker" && m.text === "afresh");
  if (marker < 0) return false;
  const told = indexOfSummary(transcript);
  return told < 0 || told > marker;
}

function sinceSummary(transcript: Transcript, messages: TranscriptMessage[]): TranscriptMessage[] {
  const told = indexOfSummary(transcript);
  if (told < 0 || startedAfresh(transcript)) return messages;
  const summed = new Set(transcript.messages.slice(told).map((m) => m.id));
  return messages.filter((m) => !summed.has(m.id));
}

function indexOfSummary(transcript: Transcript): number {
  const end = transcript.summary?.seen;
  if (!end) return -1;
  return transcript.messages.findIndex((m) => m.seen.segment === end.segment && m.seen.seq === end.seq);
}

/** The longest run of the oldest messages within `tokens`, at least one, never the last one of all. */
function oldest(messages: readonly TranscriptMessage[], tokens: number): TranscriptMessage[] {
  let sum = 0;
  let count = 0;
  while (count < messages.length - 1) {
    sum += tokensOf([messages[count] as TranscriptMessage]);
    if (count > 0 && sum > tokens) break;
    count++;
  }
  return messages.slice(0, count);
}

function tokensOf(messages: readonly TranscriptMessage[]): number {
  return messages.reduce((sum, m) => sum + m.tokens + m.files.length * imageTokens, 0);
}
