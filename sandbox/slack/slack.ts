import { Hono } from "hono";
import type { Service, ServiceApp, ServiceDeps } from "../kernel/service.ts";
import { createDispatcher, type Dispatcher } from "./delivery/dispatcher.ts";
import { mountFiles } from "./delivery/file-routes.ts";
import { httpTransport, verifyUrl } from "./delivery/http.ts";
import { mountResponseUrls } from "./delivery/response-url.ts";
import { createSocketMode, type SocketMode } from "./delivery/socket.ts";
import { VERIFICATION_TOKEN } from "./events/envelope.ts";
import type { Manifest } from "./manifest/manifest.ts";
import { ManifestRefused, manifestProblems } from "./manifest/validate.ts";
import { createMint } from "./mint.ts";
import { exit } from "./people/membership.ts";
import { createPerson, type Person } from "./people/person.ts";
import { type Seen, visibleTo } from "./people/visible.ts";
import { type Seed, seedState, TOKENS } from "./seed.ts";
import type { Token } from "./state/app.ts";
import type { SlackState } from "./state/state.ts";
import { createMethods } from "./web/methods.ts";
import { createRates, type Rates } from "./web/rates.ts";
import { mountWebApi } from "./web/router.ts";
import type { World } from "./world.ts";

/** A loopback Slack: `slackApiUrl` is `${origin}/slack/api/`. */
export interface Slack extends Service {
  readonly state: SlackState;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly rates: Rates;
  readonly socketMode: SocketMode;
  readonly dispatcher: Dispatcher;
  /** Added to the time Slack signs with, in milliseconds. */
  skewMs: number;
  /** Installs the app anew with this manifest. @throws ManifestRefused */
  install(manifest: Manifest): void;
  /** Revokes the bot's token: every call with it is refused, and the app is told `tokens_revoked`. */
  revokeTokens(): void;
  /** Removes the app from the team: both tokens die, and the app is told `app_uninstalled`. */
  uninstall(): void;
  /** Deactivates a person: they leave every channel and are not found by e-mail any more. */
  deactivate(userId: string): void;
  /** Where events, commands and interactions go. A URL is verified first. @throws when it does not answer */
  deliverBy(way: "socket" | "nowhere" | { url: string }): Promise<void>;
  /** Acts as one person. */
  as(userId: string): Person;
  visibleTo(userId: string, channel: string, threadTs?: string): Seen[];
  /** Resolves when nothing is being delivered; retries that wait for their time do not count. */
  idle(): Promise<void>;
}

export function createSlack(deps: ServiceDeps, seed: Seed = {}): Slack {
  const state = seedState(seed, deps.clock.now());
  const dispatcher = createDispatcher(() => world);
  const socketMode = createSocketMode(() => world);
  dispatcher.transport = socketMode;
  const world: World = {
    ...deps,
    state,
    mint: createMint(deps.clock),
    emit: (event) => dispatcher.emit(event),
  };
  const rates = createRates(deps.clock, () => state.app);
  const app: ServiceApp = new Hono();
  mountWebApi(app, world, rates, createMethods(socketMode));
  mountResponseUrls(app, world);
  mountFiles(app, world);

  const install = (manifest: Manifest) => {
    const problems = manifestProblems(manifest);
    if (problems.length > 0) throw new ManifestRefused(problems);
    state.app.manifest = manifest;
    state.app.name = manifest.display_information.name;
    state.app.scopes = new Set(manifest.oauth_config?.scopes?.bot);
    socketMode.enabled = manifest.settings?.socket_mode_enabled !== false;
  };
  install(state.app.manifest);

  const slack: Slack = {
    prefix: "/slack",
    app,
    upgrade: (request, socket, head) => socketMode.upgrade(request, socket, head),
    async close() {
      dispatcher.transport = undefined;
      socketMode.close();
    },
    state,
    botToken: TOKENS.bot,
    appToken: TOKENS.app,
    signingSecret: TOKENS.signingSecret,
    rates,
    socketMode,
    dispatcher,
    skewMs: 0,
    install,
    revokeTokens() {
      kill(state, TOKENS.bot, "token_revoked");
      const tokens = { oauth: [], bot: [state.app.botUserId] };
      world.emit({ type: "tokens_revoked", tokens, event_ts: world.mint.ts("app") });
    },
    uninstall() {
      kill(state, TOKENS.bot, "account_inactive");
      kill(state, TOKENS.app, "account_inactive");
      world.emit({ type: "app_uninstalled", event_ts: world.mint.ts("app") });
    },
    deactivate(userId) {
      const user = state.users.get(userId);
      if (!user) throw new Error(`there is no ${userId}`);
      for (const channel of state.channels.values()) {
        if (channel.kind === "public" || channel.kind === "private") exit(world, channel, userId);
      }
      user.deleted = true;
    },
    async deliverBy(way) {
      if (way === "socket") dispatcher.transport = socketMode;
      else if (way === "nowhere") dispatcher.transport = undefined;
      else {
        const target = {
          clock: deps.clock,
          ledger: deps.ledger,
          url: way.url,
          signingSecret: TOKENS.signingSecret,
          skewMs: () => slack.skewMs,
        };
        await verifyUrl(target, VERIFICATION_TOKEN, world.mint.secret());
        dispatcher.transport = httpTransport(target);
      }
    },
    as: (userId) => createPerson({ world, dispatcher }, userId),
    visibleTo: (userId, channel, threadTs) => visibleTo(state, userId, channel, threadTs),
    idle: () => dispatcher.idle(),
  };
  return slack;
}

function kill(state: SlackState, text: string, dead: NonNullable<Token["dead"]>): void {
  const token = state.tokens.get(text);
  if (token) token.dead = dead;
}
