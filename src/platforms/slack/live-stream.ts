import { isParleyError } from "../../core/errors.ts";
import type { JobId } from "../../core/ids.ts";
import type { Person, Place } from "../../core/inbound.ts";
import type { Content, LiveStream } from "../../core/platform.ts";
import { livePrefix } from "./live-prefix.ts";
import type { LiveDeps } from "./live-text.ts";
import { markerOf, metadataOf } from "./marker.ts";
import { renderButtons } from "./render.ts";
import { safeMarkdown } from "./safe-markdown.ts";
import { isUnmarkedStream } from "./streams.ts";

/** One message of the answer. `stream`: still open, with this much in it. `plain`: a message like any other. */
type Segment = { ts: string; final?: boolean } & (
  | { kind: "stream"; sent: string; openedAt: number }
  | { kind: "plain"; shown: string }
);

/**
 * Slack ends a stream about five minutes after it began, appended to or not, and what comes later is lost
 * (slackapi/node-slack-sdk#2702, slackapi/python-slack-sdk#1859). It is ended before, and the message goes on by
 * edits.
 */
const STREAM_LIFE_MS = 4 * 60_000;
/** `chat.appendStream` is tier 4, 100 or more a minute for the workspace: a few answers may stream at once. */
const APPEND_INTERVAL_MS = 1_000;

/**
 * An answer as it comes: each part `split` makes of it is a message of its own, streamed if Slack takes it, else
 * edited. What is streamed is only progress: a message whose text did not end up as streamed is edited at the end.
 */
export function createLiveStream(
  deps: LiveDeps,
  answer: { place: Place; person: Person; job: JobId },
): LiveStream & { open(text: string, mayStand: boolean, signal: AbortSignal): Promise<void> } {
  const { clock, streams, edits, sender, sessions } = deps;
  const { place, person, job } = answer;
  const segments: Segment[] = [];
  const life = new AbortController();
  let latest = "";
  let changed = Promise.withResolvers<void>();
  let pump: Promise<void> = Promise.resolve();
  /** Slack took no stream: the Stop has to be a button then. */
  let hasButton = false;

  async function begin(index: number, part: string, whole: string, signal: AbortSignal): Promise<void> {
    const sent = livePrefix(part, whole) || "…";
    const since = clock.now();
    if (streams.hasRoom()) {
      try {
        let ts = await streams.start(place, deps.teamId(), person, sent, signal);
        ts ??= await started(since, signal);
        ts ??= await streams.start(place, deps.teamId(), person, sent, signal);
        ts ??= await started(since, signal);
        if (ts) {
          segments.push({ kind: "stream", ts, sent, openedAt: since });
          return;
        }
      } catch (error) {
        if (
          !isParleyError(error) ||
          !["platform_failed", "rate_limited", "place_forbidden"].includes(error.code)
        ) {
          throw error;
        }
        deps.log.info({ code: error.code }, "Slack takes no stream here; the answer is posted and edited");
      }
    }
    hasButton = true;
    const { ts } = await sender.send(place, live(part), { job, part: index, mayStand: false }, signal);
    segments.push({ kind: "plain", ts, shown: part });
  }

  /** A stream whose opening was not confirmed, if it is there. */
  async function started(since: number, signal: AbortSignal): Promise<string | undefined> {
    const known = new Set(segments.map((segment) => segment.ts));
    const isIt = (message: { readonly [name: string]: unknown }) =>
      isUnmarkedStream(message, place, deps.botId()) && !known.has(String(message.ts));
    return (await deps.finder.await({ place, isIt, since }, signal))?.ts;
  }

  function live(text: string): Content {
    return hasButton ? { text, buttons: [{ action: "stop", label: "Stop", job }] } : { text };
  }

  /** Brings one message to what is to stand in it so far. @returns milliseconds until it may be brought on again. */
  async function advance(
    segment: Segment,
    part: string,
    whole: string,
    signal: AbortSignal,
  ): Promise<number> {
    if (segment.kind === "stream") {
      if (clock.now() - segment.openedAt >= STREAM_LIFE_MS) {
        await unstream(segment, signal);
        return advance(toPlain(segment), part, whole, signal);
      }
      const ready = livePrefix(part, whole);
      if (ready.length > segment.sent.length && ready.startsWith(segment.sent)) {
        await streams.append(place, segment.ts, ready.slice(segment.sent.length), signal);
        segment.sent = ready;
      }
      return APPEND_INTERVAL_MS;
    }
    if (segment.shown === part) return 0;
    const { nextEditMs } = await edits.edit(place, segment.ts, live(part), signal);
    segment.shown = part;
    return nextEditMs;
  }

  /** Work goes on: the session keeps its Stop. */
  async function unstream(segment: Segment, signal: AbortSignal): Promise<void> {
    await streams.stop(place, segment.ts, { session_status: "processing" }, signal);
  }

  function toPlain(segment: Segment): Segment {
    const plain: Segment = { kind: "plain", ts: segment.ts, shown: "" };
    segments[segments.indexOf(segment)] = plain;
    return plain;
  }

  /** Shows the newest text, one write at a time, until the answer is finished. */
  async function run(): Promise<void> {
    let waitMs = APPEND_INTERVAL_MS;
    while (!life.signal.aborted) {
      await clock.sleep(waitMs, life.signal);
      await changed.promise;
      if (life.signal.aborted) return;
      changed = Promise.withResolvers();
      try {
        waitMs = await showAll(latest);
      } catch (error) {
        waitMs = recover(error);
      }
    }
  }

  async function showAll(whole: string): Promise<number> {
    const parts = deps.split(whole);
    let waitMs = APPEND_INTERVAL_MS;
    for (const [index, part] of parts.entries()) {
      const segment = segments[index];
      const isLast = index === parts.length - 1;
      if (segment?.final) continue;
      if (!segment) await begin(index, part, whole, uncut);
      else if (isLast) waitMs = await advance(segment, part, whole, uncut);
      if (!isLast) await complete(index, { text: part }, "processing", uncut);
    }
    return waitMs;
  }

  /** @returns milliseconds to wait. @throws where nothing more can be shown; the end will tell what is wrong. */
  function recover(error: unknown): number {
    if (!isParleyError(error)) throw error;
    if (error.code === "rate_limited") {
      changed.resolve();
      return error.retryAfterMs ?? APPEND_INTERVAL_MS;
    }
    const streaming = segments.findLast((segment) => segment.kind === "stream");
    const isOver =
      error.code === "platform_failed" ||
      error.code === "outcome_unknown" ||
      error.code === "place_forbidden";
    if (!streaming || !isOver) throw error;
    // Slack, or a person, has ended the stream, or it is unknown what it holds: edits say what is right.
    toPlain(streaming);
    changed.resolve();
    return APPEND_INTERVAL_MS;
  }

  /** Makes exactly this stand in a message, for good. */
  async function complete(
    index: number,
    content: Content,
    status: "active" | "processing",
    signal: AbortSignal,
  ): Promise<string> {
    const segment = segments[index];
    const key = { job, part: index, mayStand: false };
    if (!segment) {
      const { ts } = await sender.send(place, content, key, signal);
      segments.push({ kind: "plain", ts, shown: content.text, final: true });
      return ts;
    }
    const isWhole = segment.kind === "stream" && (await endStream(segment, key, content, status, signal));
    if (!isWhole) await edits.edit(place, segment.ts, content, signal);
    segments[index] = { kind: "plain", ts: segment.ts, shown: content.text, final: true };
    return segment.ts;
  }

  /** @returns whether the message stands as it should, so that it needs no edit. */
  async function endStream(
    segment: Segment & { kind: "stream" },
    key: { job: JobId; part: number },
    content: Content,
    status: "active" | "processing",
    signal: AbortSignal,
  ): Promise<boolean> {
    const whole = safeMarkdown(content.text);
    const continues = whole.startsWith(segment.sent) && !content.files?.length;
    const rest = continues ? whole.slice(segment.sent.length) : "";
    const isEnded = await streams.stop(
      place,
      segment.ts,
      {
        ...(rest ? { markdown_text: rest } : {}),
        ...(continues && content.buttons?.length ? { blocks: [renderButtons(content.buttons)] } : {}),
        metadata: metadataOf(markerOf(key)),
        session_status: status,
      },
      signal,
    );
    if (isEnded && status === "active") sessions.rested(place);
    return isEnded && continues;
  }

  /** Ends the live phase; a write under way is waited for, so that it cannot overtake the final one. */
  async function settle(): Promise<void> {
    life.abort(new Error("the answer is no longer shown as it comes"));
    changed.resolve();
    await pump;
  }

  return {
    get id() {
      return segments.at(-1)?.ts ?? "";
    },
    async open(text, mayStand, signal) {
      latest = text;
      const found = mayStand
        ? await deps.finder.find({ place, isIt: (m) => isUnmarkedStream(m, place, deps.botId()) }, signal)
        : undefined;
      if (found) segments.push({ kind: "plain", ts: found.ts, shown: "" });
      else await begin(0, deps.split(text)[0] ?? "", text, signal);
      pump = run().catch((error: unknown) => {
        if (!life.signal.aborted) {
          const code = isParleyError(error) ? error.code : "unexpected";
          deps.log.warn({ code }, "an answer can no longer be shown as it comes");
        }
      });
    },
    show(text) {
      latest = text;
      changed.resolve();
    },
    async finish(parts, signal) {
      await settle();
      const ids: string[] = [];
      for (const [index, content] of parts.entries()) {
        const isLast = index === parts.length - 1;
        ids.push(await complete(index, content, isLast ? "active" : "processing", signal));
      }
      for (const surplus of segments.splice(parts.length)) await edits.remove(place, surplus.ts, signal);
      await sessions.rest(place);
      return ids;
    },
    abandon: settle,
  };
}

/** A write under way is never cut off: its outcome would be unknown. */
const uncut = new AbortController().signal;
