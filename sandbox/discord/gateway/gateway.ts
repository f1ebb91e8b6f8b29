import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Clock } from "../../../src/core/clock.ts";
import type { Faults } from "../../kernel/faults.ts";
import type { Ledger } from "../../kernel/ledger.ts";
import { applicationFlags } from "../show/application-view.ts";
import { guildCreateView } from "../show/guild-view.ts";
import type { Parts } from "../world/parts.ts";
import { createIdentifyBudget, type IdentifyBudget } from "./budget.ts";
import { type Connection, createConnection } from "./connection.ts";
import { readIdentify } from "./identify.ts";
import { intent } from "./intents.ts";
import { refuseConnection } from "./refuse-connection.ts";
import { requestMembers, updateVoiceState } from "./requests.ts";
import { heard, nextFrame, type Session } from "./session.ts";

export interface GatewayDeps {
  parts: Parts;
  clock: Clock;
  ledger: Ledger;
  origin(): string;
  faults: Faults;
  /** The token that is valid now. */
  token(): string;
  /** The identify budget is used up: Discord resets the token. */
  revokeToken(): void;
  heartbeatIntervalMs: number;
  /** Which clock the client's heartbeats are waited for with: its own timers run in real time. */
  heartbeatClock: Clock;
  /** How long a lost session can be resumed. */
  resumeWindowMs: number;
  /** Window in which only `max_concurrency` sessions may be started. */
  identifyWindowMs: number;
}

/** Faults of the gateway, and what tests read of it. */
export interface GatewayControls {
  readonly sessions: readonly Session[];
  readonly budget: IdentifyBudget;
  /** Open sockets. */
  readonly connections: number;
  /** Op 7: asks every client to reconnect. */
  reconnect(): void;
  /** Op 9 to every client; `false` also ends their sessions. */
  invalidate(resumable: boolean): void;
  /** Closes every connection with a code; sessions end where the code says so. */
  close(code: number): void;
  /** Cuts every connection without a word. */
  drop(): void;
  /** From now on, heartbeats go unanswered (or are answered again). */
  dropHeartbeatAcks(dropping?: boolean): void;
  /** Half-open: the connections that stand now stay open and are dead. */
  freeze(): void;
  /** The connections that stand now are told of nothing any more, while their heartbeats are answered. */
  mute(): void;
  /** Ends every session: none can be resumed. Connections are cut. */
  killSessions(): void;
}

export interface Gateway extends GatewayControls {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  url(): string;
  stop(): void;
}

/** Codes after which a session is over (discord docs: topics/opcodes-and-status-codes "Gateway Close Event Codes"). */
const endsSession: readonly number[] = [1000, 1001, 4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014];

export function createGateway(deps: GatewayDeps): Gateway {
  const { parts, clock, ledger } = deps;
  const { world } = parts;
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  const connections = new Set<Connection>();
  const sessions = new Map<string, Session>();
  const budget = createIdentifyBudget(clock, deps.identifyWindowMs);
  const muted = new WeakSet<Connection>();
  let acknowledging = true;

  const url = () => `${deps.origin().replace(/^http/, "ws")}/discord/gateway`;
  const live = (session: Session) => [...connections].find((one) => one.session === session);
  const endSession = (session: Session | undefined) => {
    if (session) sessions.delete(session.id);
  };

  const watching = parts.hub.watch((happening) => {
    for (const session of sessions.values()) {
      if (session.lostAt !== undefined && clock.now() - session.lostAt > deps.resumeWindowMs) {
        endSession(session);
        continue;
      }
      const data = heard(world, session, happening);
      if (!data) continue;
      const frame = nextFrame(session, happening.name, data);
      const connection = live(session);
      if (connection && !muted.has(connection)) connection.dispatch(frame);
    }
  });

  function open(connection: Connection): void {
    connections.add(connection);
    const { socket } = connection;
    const close = (code: number, reason: string) => {
      if (endsSession.includes(code)) endSession(connection.session);
      connection.close(code, reason);
    };
    /** Without a heartbeat for an interval and a half the connection is cut; its session can be resumed. */
    let watchdog: Disposable | undefined;
    const expectHeartbeat = () => {
      watchdog?.[Symbol.dispose]();
      watchdog = deps.heartbeatClock.timer(deps.heartbeatIntervalMs * 1.5, () =>
        close(4000, "No heartbeat came in time."),
      );
    };
    expectHeartbeat();
    socket.on("message", (data) => {
      if (connection.frozen) return;
      const text = data.toString();
      const frame = readFrame(text);
      if (!frame) return close(4002, "Error while decoding payload.");
      ledger.add({ service: "discord", kind: "frame", name: `op ${frame.op}`, request: frame.d });
      if (!connection.countSend()) return close(4008, "You are being rate limited.");
      if (frame.op === 1) {
        expectHeartbeat();
        if (acknowledging) connection.send(11, null);
        return;
      }
      if (frame.op === 2) return identify(connection, frame.d, close);
      if (frame.op === 6) return resume(connection, frame.d, close);
      if (![3, 4, 8, 31].includes(frame.op)) return close(4001, "Unknown opcode.");
      if (!connection.session) return close(4003, "Not authenticated.");
      if (frame.op === 4) updateVoiceState(parts, connection.session, frame.d);
      if (frame.op === 8) requestMembers(parts, connection, frame.d, close);
    });
    socket.on("close", (code) => {
      watchdog?.[Symbol.dispose]();
      connections.delete(connection);
      const { session } = connection;
      if (!session) return;
      session.lostAt = clock.now();
      if (endsSession.includes(code)) endSession(session);
    });
    socket.on("error", () => socket.terminate());
    connection.send(10, { heartbeat_interval: deps.heartbeatIntervalMs, _trace: ["sandbox"] });
  }

  function identify(connection: Connection, data: unknown, close: (code: number, reason: string) => void) {
    if (connection.session) return close(4005, "Already authenticated.");
    const wanted = readIdentify(data, deps.token(), world);
    if ("code" in wanted) return close(wanted.code, wanted.reason);
    const verdict = budget.take(wanted.shard[0]);
    if (verdict === "spent") {
      deps.revokeToken();
      for (const one of connections) one.close(4004, "Authentication failed.");
      sessions.clear();
      return;
    }
    if (verdict === "too-soon") return connection.send(9, false);
    const session: Session = {
      id: randomBytes(16).toString("hex"),
      ...wanted,
      seq: 0,
      sent: [],
      lostAt: undefined,
    };
    sessions.set(session.id, session);
    connection.session = session;
    const guilds = [...world.guilds.values()].filter((guild) => {
      const [shard, count] = session.shard;
      const here = Number((BigInt(guild.id) >> 22n) % BigInt(count)) === shard;
      return here && world.members.get(guild.id)?.has(world.application.botId);
    });
    const ready = {
      v: 10,
      user_settings: {},
      user: {
        ...parts.views.user(world.application.botId),
        verified: true,
        mfa_enabled: true,
        email: null,
        bio: "",
      },
      session_type: "normal",
      session_id: session.id,
      resume_gateway_url: url(),
      relationships: [],
      private_channels: [],
      presences: [],
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      guild_join_requests: [],
      geo_ordered_rtc_regions: ["us-east"],
      auth: {},
      shard: session.shard,
      application: { id: world.application.id, flags: applicationFlags(parts) },
      _trace: ["sandbox"],
    };
    connection.dispatch(nextFrame(session, "READY", ready));
    if (!(session.intents & intent.guilds)) return;
    for (const guild of guilds) {
      if (!guild.available) continue;
      const all = (session.intents & intent.guildMembers) !== 0;
      connection.dispatch(nextFrame(session, "GUILD_CREATE", guildCreateView(parts, guild, all)));
    }
  }

  function resume(connection: Connection, data: unknown, close: (code: number, reason: string) => void) {
    const given = (data ?? {}) as { token?: unknown; session_id?: unknown; seq?: unknown };
    if (connection.session) return close(4005, "Already authenticated.");
    if (given.token !== deps.token() && given.token !== `Bot ${deps.token()}`) {
      return close(4004, "Authentication failed.");
    }
    const session = sessions.get(String(given.session_id));
    const tooLate = session?.lostAt !== undefined && clock.now() - session.lostAt > deps.resumeWindowMs;
    if (!session || tooLate) {
      endSession(session);
      return connection.send(9, false);
    }
    const { seq } = given;
    const oldest = session.sent[0]?.s ?? session.seq + 1;
    if (typeof seq === "number" && seq < oldest - 1) {
      endSession(session);
      return connection.send(9, false);
    }
    if (typeof seq !== "number" || seq > session.seq) {
      endSession(session);
      return close(4007, "Invalid seq.");
    }
    const former = live(session);
    if (former) {
      former.session = undefined;
      former.socket.terminate();
    }
    session.lostAt = undefined;
    connection.session = session;
    session.sent = session.sent.filter((frame) => frame.s > seq);
    for (const frame of [...session.sent]) connection.dispatch(frame);
    connection.dispatch(nextFrame(session, "RESUMED", { _trace: ["sandbox"] }));
  }

  return {
    get sessions() {
      return [...sessions.values()];
    },
    get connections() {
      return connections.size;
    },
    budget,
    url,
    upgrade(request, socket, head) {
      const address = new URL(request.url ?? "/", "http://sandbox");
      if (address.pathname.replace(/\/$/, "") !== "/discord/gateway") {
        socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
        return;
      }
      if (refuseConnection(deps, socket)) return;
      server.handleUpgrade(request, socket, head, (ws) => {
        const connection = createConnection(ws, clock, ledger);
        const version = address.searchParams.get("v");
        if (version !== null && version !== "10") return connection.close(4012, "Invalid API version.");
        open(connection);
      });
    },
    reconnect() {
      for (const one of connections) one.send(7, null);
    },
    invalidate(resumable) {
      for (const one of connections) {
        one.send(9, resumable);
        // The connection stands, but has no session any more until it resumes or identifies.
        if (!resumable) endSession(one.session);
        if (one.session) one.session.lostAt = clock.now();
        one.session = undefined;
      }
    },
    close(code) {
      for (const one of connections) {
        if (endsSession.includes(code)) endSession(one.session);
        one.close(code, "asked for by the sandbox");
      }
    },
    drop() {
      for (const one of connections) one.socket.terminate();
    },
    dropHeartbeatAcks(dropping = true) {
      acknowledging = !dropping;
    },
    freeze() {
      for (const one of connections) {
        one.frozen = true;
        one.socket.pause();
      }
    },
    mute() {
      for (const connection of connections) muted.add(connection);
    },
    killSessions() {
      sessions.clear();
      for (const one of connections) one.socket.terminate();
    },
    stop() {
      watching[Symbol.dispose]();
      for (const one of connections) one.socket.terminate();
      server.close();
    },
  };
}

function readFrame(text: string): { op: number; d: unknown } | undefined {
  // Discord takes no longer frame (discord docs: events/gateway "Sending Events").
  if (Buffer.byteLength(text) > 4096) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const { op, d } = value as { op?: unknown; d?: unknown };
    return typeof op === "number" ? { op, d } : undefined;
  } catch {
    return undefined;
  }
}
