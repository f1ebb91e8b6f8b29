import { commands } from "./commands/list.ts";
import type { Config } from "./config.ts";
import { createAccept } from "./core/accept.ts";
import { beginHeard, keepUp } from "./core/catch-up.ts";
import type { Clock } from "./core/clock.ts";
import type { CommandDeps } from "./core/command.ts";
import { commandsOn } from "./core/commands-on.ts";
import { ParleyError } from "./core/errors.ts";
import { createHandler } from "./core/handler.ts";
import type { ImageModels } from "./core/image-model.ts";
import type { Place } from "./core/inbound.ts";
import { createLanes, type Lanes } from "./core/lanes.ts";
import { type Log, logged } from "./core/log.ts";
import { createLooks } from "./core/looks.ts";
import { patient } from "./core/patient.ts";
import type { PictureReader } from "./core/pictures.ts";
import type { Handler, Platform } from "./core/platform.ts";
import { noProbe, type Probe } from "./core/probe.ts";
import { type RunJobDeps, runJob } from "./core/run-job.ts";
import type { Store } from "./core/store.ts";
import type { Models } from "./core/turn.ts";
import { createWaiting } from "./core/waiting.ts";
import { createBranchPicture } from "./images/branch-picture.ts";
import { createPictureReader } from "./images/picture-reader.ts";
import { createPng, type Png } from "./images/png.ts";
import { createModels } from "./models/open.ts";
import { createImageModels } from "./models/open-images.ts";
import type { Price } from "./models/prices.ts";
import { healthRoute } from "./observe/health.ts";
import { createHttp } from "./observe/http.ts";
import { openPlatforms } from "./platforms/open.ts";
import { openStore } from "./store/open.ts";
import { storeConfig } from "./store-config.ts";

export interface AppDeps {
  clock: Clock;
  log: Log;
  probe?: Probe;
  /** Used instead of the configured one, and left open. */
  store?: Store;
  /** The services' list prices when absent. */
  price?: Price;
  /** How long a silent process keeps its work, milliseconds. */
  leaseMs?: number;
  sweepMs?: number;
  /** Jobs worked on at once. */
  slots?: number;
}

export interface App {
  /** Where `/healthz` is. */
  readonly address: string;
  readonly platforms: readonly Platform[];
  /** What the platforms hand events to. */
  readonly handler: Handler;
  readonly lanes: Lanes;
  /** Takes nothing new in, lets what runs end within `graceMs` or gives it back, and closes everything. */
  stop(graceMs?: number): Promise<void>;
}

const usualGraceMs = 20_000;

/** Puts Parley together and starts it; the same for `main.ts`, the sandbox and tests. */
export async function startApp(config: Config, deps: AppDeps): Promise<App> {
  await using unwind = new AsyncDisposableStack();
  const store = deps.store ?? unwind.adopt(await openStore(storeConfig(config.env)), (own) => own.close());
  const http = createHttp();
  const platforms = await openPlatforms(config, { ...deps, http, commands });
  const tools: Tools = {
    models: createModels({ env: config.env, chatModel: chatModel(config) }, deps),
    imageModels: createImageModels(config, deps),
    png: unwind.use(createPng(deps)),
    pictures: unwind.use(createPictureReader(deps)),
  };
  const core = createCore(store, platforms, tools, config, deps);
  http.route("/healthz", healthRoute(store, platforms));
  const address = await http.listen(config.env.HOST, config.env.PORT);
  unwind.defer(() => http.close());
  const ending = new AbortController();
  unwind.defer(() => ending.abort());
  for (const platform of platforms) {
    unwind.defer(() => platform.stop());
    await beginHeard(platform, { ...deps, store });
    await platform.start(core.handler, ending.signal);
    void keepUp(platform, { ...deps, store, accept: core.accept }, ending.signal);
    void publish(platform, deps.log, ending.signal);
  }
  core.lanes.start();
  const open = unwind.move();
  return {
    address,
    platforms,
    handler: core.handler,
    lanes: core.lanes,
    async stop(graceMs = usualGraceMs) {
      await Promise.all(platforms.map((platform) => platform.pause()));
      await core.lanes.stop(graceMs);
      await open.disposeAsync();
    },
  };
}

/** What work is done with besides the store and the platforms. */
interface Tools {
  models: Models;
  imageModels: ImageModels;
  png: Png;
  pictures: PictureReader;
}

interface Core {
  handler: Handler;
  accept: ReturnType<typeof createAccept>;
  lanes: Lanes;
}

function createCore(
  store: Store,
  platforms: readonly Platform[],
  { png, ...tools }: Tools,
  config: Config,
  deps: AppDeps,
): Core {
  const { clock, log, probe = noProbe } = deps;
  const platform = (place: Place): Platform => {
    const found = platforms.find((p) => p.name === place.platform);
    if (!found) throw new ParleyError("platform_failed", `work for ${place.platform}, which is not set up`);
    return found;
  };
  const command = (name: string) => commands.find((c) => c.name === name);
  const waiting = createWaiting({ store, clock, log, platform });
  const commandDeps: CommandDeps = {
    ...tools,
    store,
    commands,
    platform: (place) => patient(platform(place), deps),
    drawBranches: createBranchPicture({ log, png }),
    cancel: (jobs) => lanes.cancel(jobs),
  };
  const looks = createLooks();
  const running: RunJobDeps = {
    ...tools,
    looks,
    commands,
    store,
    clock,
    log,
    probe,
    platform,
    waiting,
    command,
    commandDeps,
    contextTokens: config.env.PARLEY_CONTEXT_TOKENS,
  };
  const lanes: Lanes = createLanes({
    store,
    clock,
    log,
    slots: deps.slots ?? 64,
    leaseMs: deps.leaseMs ?? 10_000,
    sweepMs: deps.sweepMs ?? 1_000,
    run: (job, signal) => runJob(job, running, signal),
  });
  const accept = createAccept({
    commands,
    store,
    lanes,
    waiting,
    looks,
    clock,
    log,
    probe,
    command,
    platform,
  });
  const handler = createHandler({ accept, clock, commandDeps, command, platform });
  return { handler, accept, lanes };
}

/** Registering commands can wait until people are being answered. */
async function publish(platform: Platform, log: Log, signal: AbortSignal): Promise<void> {
  await platform.publish(commandsOn(platform.name, commands), signal).catch((error: unknown) => {
    if (!signal.aborted)
      log.error({ platform: platform.name, ...logged(error) }, "commands could not be registered");
  });
}

function chatModel({ chatModel }: Config): string {
  if (!chatModel)
    throw new ParleyError("bad_input", "no model is set up: set OPENAI_API_KEY or ANTHROPIC_API_KEY");
  return chatModel;
}
