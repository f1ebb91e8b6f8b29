import { type WebSocket, WebSocketServer } from "ws";
import type { Turns } from "../turns.ts";
import { sendJson, startStub } from "./http.ts";
import { channels, type PlatformStub } from "./platform.ts";

const guild = "100000000000000001";
const bot = {
  id: "100000000000000002",
  username: "bot",
  global_name: null,
  discriminator: "0001",
  avatar: null,
  bot: true,
};
const ann = {
  id: "100000000000000003",
  username: "ann",
  global_name: "Ann",
  discriminator: "0",
  avatar: null,
};
const joined = {
  joined_at: "2026-01-01T00:00:00.000000+00:00",
  roles: [],
  deaf: false,
  mute: false,
  flags: 0,
  nick: null,
};
const everything = String(0x7fff_ffff_ffffn);

/** As much of Discord's REST API and gateway as the subjects need, with no limits and no checks. */
export async function startDiscord(turns: Turns): Promise<PlatformStub> {
  const calls = new Map<string, number>();
  const nextId = snowflakes();
  const threads = new Map<string, string>();
  const ready = Promise.withResolvers<void>();
  let socket: WebSocket | undefined;
  let sequence = 0;

  const { server, origin } = await startStub((incoming, body, response) => {
    const path = incoming.url?.replace(/^\/api(\/v10)?/, "").split("?")[0] ?? "";
    const name = `${incoming.method} ${path.replace(/\d{16,}/g, ":id")}`;
    calls.set(name, (calls.get(name) ?? 0) + 1);
    const [, top, id = "", what, message = "", more] = path.split("/");
    if (path === "/gateway/bot" || path === "/gateway") return sendJson(response, gateway());
    if (path === "/users/@me") return sendJson(response, bot);
    if (top === "applications" || path === "/oauth2/applications/@me") {
      return sendJson(
        response,
        path.endsWith("commands") ? [] : { id: bot.id, name: "bot", flags: 1 << 19, bot },
      );
    }
    if (what === "typing") return void response.writeHead(204).end();
    if (what === "messages" && more === "threads") {
      threads.set(message, id);
      return sendJson(response, thread(message, id), 201);
    }
    if (what === "messages" && incoming.method !== "GET") {
      const content = contentOf(incoming.headers["content-type"], body);
      const own = { ...wireMessage(message || nextId(), id, content, bot), mentions: [] };
      turns.stands(own.id, content);
      return sendJson(response, own);
    }
    if (what === "messages" || what === "threads")
      return sendJson(response, what === "messages" ? [] : { threads: [], members: [] });
    const parent = threads.get(id);
    sendJson(
      response,
      parent ? thread(id, parent) : top === "channels" ? textChannel(Number(id) - firstChannel) : {},
    );
  });

  const gateway = () => ({
    url: origin.replace("http", "ws"),
    shards: 1,
    session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
  });

  function dispatch(t: string, d: object): void {
    socket?.send(JSON.stringify({ op: 0, s: ++sequence, t, d }));
  }

  new WebSocketServer({ server }).on("connection", (connected) => {
    socket = connected;
    connected.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
    connected.on("message", (data) => {
      const { op } = JSON.parse(String(data)) as { op: number };
      if (op === 1) connected.send(JSON.stringify({ op: 11 }));
      if (op !== 2) return;
      dispatch("READY", {
        v: 10,
        user: bot,
        guilds: [{ id: guild, unavailable: true }],
        session_id: "bench",
        resume_gateway_url: gateway().url,
        application: { id: bot.id, flags: 1 << 19 },
      });
      dispatch("GUILD_CREATE", guildView());
      ready.resolve();
    });
  });

  return {
    calls,
    environment: {
      DISCORD_API_URL: `${origin}/api`,
      DISCORD_TOKEN: "MTAwMDAwMDAwMDAwMDAwMDAy.bench0.benchbenchbenchbenchbenchben",
      DISCORD_APPLICATION_ID: bot.id,
      DISCORD_PUBLIC_KEY: "0".repeat(64),
    },
    connect: () => ready.promise,
    say(channel, text) {
      const message = wireMessage(nextId(), String(firstChannel + channel), `<@${bot.id}> ${text}`, ann);
      dispatch("MESSAGE_CREATE", {
        ...message,
        guild_id: guild,
        member: joined,
        mentions: [{ ...bot, member: joined }],
      });
    },
  };
}

/** Ids stay within what a double holds exactly, so that they can be counted. */
const firstChannel = 1_000_000_000_000_000;

function wireMessage(id: string, channel: string, content: string, author: object) {
  return {
    id,
    channel_id: channel,
    type: 0,
    author,
    content,
    timestamp: new Date().toISOString().replace("Z", "000+00:00"),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    flags: 0,
  };
}

function textChannel(number: number) {
  return {
    id: String(firstChannel + number),
    guild_id: guild,
    type: 0,
    name: `bench-${number}`,
    position: number,
    permission_overwrites: [],
    parent_id: null,
    topic: null,
    nsfw: false,
    last_message_id: null,
    rate_limit_per_user: 0,
  };
}

function thread(id: string, parent: string) {
  const metadata = {
    archived: false,
    auto_archive_duration: 1440,
    archive_timestamp: joined.joined_at,
    locked: false,
  };
  return {
    id,
    guild_id: guild,
    parent_id: parent,
    owner_id: bot.id,
    type: 11,
    name: "thread",
    thread_metadata: metadata,
  };
}

function guildView() {
  return {
    id: guild,
    name: "Bench",
    owner_id: ann.id,
    unavailable: false,
    large: false,
    joined_at: joined.joined_at,
    member_count: 2,
    roles: [
      {
        id: guild,
        name: "@everyone",
        color: 0,
        hoist: false,
        position: 0,
        permissions: everything,
        managed: false,
        mentionable: false,
        flags: 0,
      },
    ],
    channels: Array.from({ length: channels }, (_, number) => textChannel(number)),
    threads: [],
    members: [
      { user: bot, ...joined },
      { user: ann, ...joined },
    ],
    presences: [],
    voice_states: [],
    emojis: [],
    stickers: [],
    features: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    premium_tier: 0,
    preferred_locale: "en-US",
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    system_channel_flags: 0,
  };
}

/** The message's JSON, alone or as the part `payload_json` of a form. */
function contentOf(type: string | undefined, body: string): string {
  const json = type?.startsWith("multipart/") ? /\r\n\r\n(\{.*\})\r\n/.exec(body)?.[1] : body;
  const { content = "", components = [] } = JSON.parse(json ?? "{}") as {
    content?: string;
    components?: { content?: string }[];
  };
  return [content, ...components.map((c) => c.content ?? "")].join("\n");
}

/** Milliseconds since 2015 in the upper bits, as Discord's ids tell their time. */
function snowflakes(): () => string {
  let last = 0n;
  return () => {
    const now = BigInt(Date.now() - 1_420_070_400_000) << 22n;
    last = now > last ? now : last + 1n;
    return String(last);
  };
}
