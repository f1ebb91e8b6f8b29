import type { Clock } from "../../core/clock.ts";
import { ParleyError } from "../../core/errors.ts";
import type { Person, Place } from "../../core/inbound.ts";
import type { SendKey } from "../../core/platform.ts";
import { failure } from "./answer.ts";
import type { Api } from "./api.ts";
import { nonceOf } from "./nonce.ts";
import { readBack } from "./read-back.ts";
import { compareIds, snowflakeAt } from "./snowflake.ts";
import { wait } from "./wait.ts";

interface PrivateThreadDeps {
  api: Api;
  clock: Clock;
  me(): Promise<string>;
  /** Posts the opening once for the key in hand. */
  post(place: Place): Promise<string>;
}

interface Wanted {
  title: string;
  /** The opening as it is sent. */
  text: string;
  for: Person;
  key: SendKey;
}

const privateThread = 12;
const archiveAfterMinutes = 10_080;
/** How far back an earlier attempt is looked for: no job is tried for longer. */
const lookBackMs = 24 * 60 * 60_000;
/** A thread whose making was not answered is looked for after each of these. */
const lookAgainMs = [1_000, 3_000, 9_000];

/**
 * A thread that only those who are added can read. It hangs on no message, so nothing derives its id: an earlier
 * attempt's is the one of Parley's own in this channel, of the last day and with this title, in which the opening stands
 * or nothing does yet. One that was made but whose making was never answered is found the same way.
 */
export async function openPrivateThread(
  deps: PrivateThreadDeps,
  place: Place,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Place> {
  const { thread: _, ...channel } = place;
  const earlier = wanted.key.mayStand ? await find(deps, channel, wanted, signal) : undefined;
  const thread = earlier ?? (await make(deps, channel, wanted, signal));
  const opened = { ...channel, thread };
  await deps.post(opened);
  const path = `/channels/${thread}/thread-members/${wanted.for.id}` as const;
  const added = await deps.api.persist({ method: "PUT", path }, signal);
  if (added.kind !== "ok") throw failure(added, "add someone to a private thread");
  return opened;
}

/** Made again only when it is not found. One that comes to be even later has nobody in it, so nobody sees it. */
async function make(
  deps: PrivateThreadDeps,
  place: Place,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<string> {
  const body = {
    name: wanted.title,
    type: privateThread,
    auto_archive_duration: archiveAfterMinutes,
    // Who may bring people in is decided by the chat's own settings.
    invitable: false,
  };
  const path = `/channels/${place.channel}/threads` as const;
  for (let tries = 0; ; tries++) {
    const answer = await deps.api.once({ method: "POST", path, body }, signal);
    if (answer.kind === "ok") return String((answer.body as { id?: unknown }).id);
    const waitMs = lookAgainMs[tries];
    const mayBeThere = answer.kind === "lost";
    if (waitMs === undefined || !(mayBeThere || answer.kind === "unsent"))
      throw failure(answer, "open a private thread");
    await wait(deps.clock, waitMs, signal);
    const found = mayBeThere ? await find(deps, place, wanted, signal) : undefined;
    if (found) return found;
  }
}

/** @throws `outcome_unknown` where it can't be looked for. */
async function find(
  { api, clock, me }: PrivateThreadDeps,
  place: Place,
  { title, text, key }: Wanted,
  signal: AbortSignal,
): Promise<string | undefined> {
  const guild = place.workspace.slice("discord/".length);
  const answer = await api.persist({ method: "GET", path: `/guilds/${guild}/threads/active` }, signal);
  const unknown = () =>
    new ParleyError("outcome_unknown", "it could not be found out whether a private thread is open");
  if (answer.kind !== "ok") throw unknown();
  const own = await me();
  const since = snowflakeAt(clock.now() - lookBackMs);
  const { threads } = answer.body as { threads?: Record<string, unknown>[] };
  const candidates = (threads ?? [])
    .filter((one) => one.type === privateThread && one.parent_id === place.channel)
    .filter((one) => one.owner_id === own && one.name === title)
    .map((one) => String(one.id))
    .filter((id) => compareIds(id, since) > 0)
    .sort(compareIds);
  for (const id of candidates) {
    const opening = { key, nonce: nonceOf(key), text, repliesTo: undefined };
    const found = await readBack(api, id, own, opening, signal);
    if (found.kind === "unread") throw unknown();
    if (found.kind === "stands" || (await isEmpty(api, id, signal))) return id;
  }
  return undefined;
}

async function isEmpty(api: Api, thread: string, signal: AbortSignal): Promise<boolean> {
  const answer = await api.persist({ method: "GET", path: `/channels/${thread}/messages?limit=1` }, signal);
  return answer.kind === "ok" && Array.isArray(answer.body) && answer.body.length === 0;
}
