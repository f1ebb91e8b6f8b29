import { createHmac } from "node:crypto";
import { Hono } from "hono";
import { type Clock, systemClock } from "../../src/core/clock.ts";
import type { Service, ServiceApp, ServiceDeps } from "../kernel/service.ts";
import { createCdn } from "./cdn.ts";
import { createGateway, type GatewayControls } from "./gateway/gateway.ts";
import { setAvailable } from "./guilds/outage.ts";
import { type PersonActions, personActions, visibleMessages } from "./people/people.ts";
import { createApi } from "./rest/api.ts";
import { createRateLimits, type RateLimits } from "./rest/limits.ts";
import { channelRoutes } from "./rest/routes/channels.ts";
import { commandRoutes } from "./rest/routes/commands.ts";
import { gatewayRoutes } from "./rest/routes/gateway.ts";
import { guildRoutes } from "./rest/routes/guilds.ts";
import { interactionRoutes } from "./rest/routes/interactions.ts";
import { messageRoutes } from "./rest/routes/messages.ts";
import { reactionRoutes } from "./rest/routes/reactions.ts";
import { threadRoutes } from "./rest/routes/threads.ts";
import { userRoutes } from "./rest/routes/users.ts";
import { createLinks } from "./show/links.ts";
import { createMessageView } from "./show/message-view.ts";
import { createViews } from "./show/views.ts";
import { createHub, type Hub } from "./world/hub.ts";
import type { Json, Message } from "./world/message.ts";
import type { Parts } from "./world/parts.ts";
import { type Named, type Seed, seedWorld } from "./world/seed.ts";
import type { Application, World } from "./world/world.ts";

/** How the gateway behaves in time; the defaults are Discord's. All in milliseconds. */
export interface GatewayTimes {
  heartbeatIntervalMs?: number;
  resumeWindowMs?: number;
  identifyWindowMs?: number;
  /**
   * What the client's heartbeats are waited for with. They come from the client library's own timers,
   * which run in real time even where the sandbox's clock is moved by hand.
   */
  heartbeatClock?: Clock;
}

/** A loopback Discord: REST v10, gateway v10, file host, and the people who use it. */
export interface Discord extends Service {
  /** Everything that stands on it, for tests and the page to read. */
  state: World;
  /** Ids of the default seed, by name. */
  named: Named;
  application: Application;
  /** The bot's token that is valid now. */
  readonly token: string;
  /** Makes the token worthless, as a reset in the developer portal does; gives the new one. */
  resetToken(): string;
  gateway: GatewayControls;
  limits: RateLimits;
  /** Names of all REST routes, as the ledger has them. */
  routes: readonly string[];
  /** Everything that happens, as it happens. */
  hub: Hub;
  /** Begins or ends an outage of one guild. */
  setAvailable(guildId: string, available: boolean): void;
  as(userId: string): PersonActions;
  /** What this person sees in a channel, oldest first. */
  visibleTo(userId: string, channelId: string): Message[];
  /** A message as it goes over the wire to this viewer, with fresh file links. */
  show(message: Message, viewerId: string): Json;
}

export function createDiscord(deps: ServiceDeps, seed: Seed & { gateway?: GatewayTimes } = {}): Discord {
  const { clock, ledger } = deps;
  const { world, named } = seedWorld(clock, seed);
  const { botId } = world.application;
  let token = seed.token ?? botToken(botId, "first");
  let resets = 0;
  const resetToken = () => {
    token = botToken(botId, `reset ${++resets}`);
    return token;
  };

  const links = createLinks({ clock, origin: deps.origin, secret: "the sandbox's file links" });
  const views = createViews(world);
  const hub = createHub();
  const parts: Parts = { world, hub, views, links, messages: createMessageView({ world, views, links }) };
  const limits = createRateLimits(clock);
  const gateway = createGateway({
    parts,
    clock,
    ledger,
    faults: deps.faults,
    origin: deps.origin,
    token: () => token,
    revokeToken: resetToken,
    heartbeatIntervalMs: seed.gateway?.heartbeatIntervalMs ?? 41_250,
    heartbeatClock: seed.gateway?.heartbeatClock ?? systemClock,
    // "A few minutes" (discord docs: events/gateway "Initiating a Disconnect").
    resumeWindowMs: seed.gateway?.resumeWindowMs ?? 3 * 60_000,
    identifyWindowMs: seed.gateway?.identifyWindowMs ?? 5_000,
  });
  const routes = [
    ...gatewayRoutes({
      url: gateway.url,
      startLimit: () => ({
        total: gateway.budget.total,
        remaining: gateway.budget.remaining,
        reset_after: gateway.budget.resetAfterMs(),
        max_concurrency: gateway.budget.maxConcurrency,
      }),
    }),
    ...userRoutes(parts),
    ...guildRoutes(parts),
    ...channelRoutes(parts),
    ...threadRoutes(parts),
    ...reactionRoutes(parts),
    ...messageRoutes(parts),
    ...commandRoutes(parts),
    ...interactionRoutes(parts),
  ];
  const app: ServiceApp = new Hono();
  app.route("/", createCdn({ ...deps, world, links }));
  app.route("/", createApi({ ...deps, limits, botId, token: () => token }, routes));

  return {
    prefix: "/discord",
    app,
    upgrade: gateway.upgrade,
    async close() {
      gateway.stop();
    },
    state: world,
    named,
    application: world.application,
    get token() {
      return token;
    },
    resetToken,
    gateway,
    limits,
    routes: routes.map((one) => `${one.method} ${one.path}`),
    hub,
    setAvailable: (guildId, available) => setAvailable(parts, guildId, available),
    as: (userId) => personActions(parts, userId),
    visibleTo: (userId, channelId) => visibleMessages(parts, userId, channelId),
    show: (message, viewerId) => parts.messages.full(message, viewerId),
  };
}

/** Shaped like a real one: the bot's id, a time and a signature; worth nothing anywhere else. */
function botToken(botId: string, generation: string): string {
  const signature = createHmac("sha256", "sandbox").update(`${botId} ${generation}`).digest("base64url");
  return `${Buffer.from(botId).toString("base64url")}.SandBx.${signature.slice(0, 38)}`;
}
