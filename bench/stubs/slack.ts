import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import type { Turns } from "../turns.ts";
import { sendJson, startStub } from "./http.ts";
import type { PlatformStub } from "./platform.ts";

const team = "T0BENCH00";
const botUser = "U0BENCHBOT";
const signingSecret = "bench-signing-secret";

/** As much of Slack's Web API and signed HTTP events as the subjects need, with no limits and no checks. */
export async function startSlack(turns: Turns): Promise<PlatformStub> {
  const calls = new Map<string, number>();
  const streams = new Map<string, string>();
  const nextTs = timestamps();

  const { origin } = await startStub((incoming, body, response) => {
    const method = incoming.url?.split("/").at(-1)?.split("?")[0] ?? "";
    calls.set(method, (calls.get(method) ?? 0) + 1);
    const args = incoming.headers["content-type"]?.startsWith("application/json")
      ? new Map(Object.entries(JSON.parse(body) as Record<string, string>))
      : new URLSearchParams(body);
    sendJson(response, answer(method, args));
  });

  function answer(method: string, args: { get(name: string): string | null | undefined }): object {
    const channel = args.get("channel") ?? undefined;
    const ts = args.get("ts") ?? nextTs();
    switch (method) {
      case "auth.test":
        return {
          ok: true,
          url: "https://bench.slack.com/",
          team: "Bench",
          team_id: team,
          user: "bot",
          user_id: botUser,
          bot_id: "B0BENCHBOT",
          is_enterprise_install: false,
        };
      case "users.info": {
        const id = args.get("user");
        return {
          ok: true,
          user: {
            id,
            team_id: team,
            name: "ann",
            real_name: "Ann",
            is_bot: false,
            profile: { display_name: "Ann", real_name: "Ann" },
          },
        };
      }
      case "chat.postMessage":
      case "chat.update": {
        const text = args.get("text") ?? "";
        turns.stands(ts, text);
        turns.stands(ts, blockText(args.get("blocks")));
        return {
          ok: true,
          channel,
          ts,
          text,
          message: { type: "message", ts, user: botUser, bot_id: "B0BENCHBOT", text },
        };
      }
      case "chat.startStream":
      case "chat.appendStream":
      case "chat.stopStream": {
        const text =
          (streams.get(ts) ?? "") + (args.get("markdown_text") ?? "") + chunkText(args.get("chunks"));
        streams.set(ts, text);
        turns.stands(ts, text);
        if (method === "chat.stopStream") streams.delete(ts);
        return { ok: true, channel, ts, message: { type: "message", ts, text } };
      }
      case "conversations.info":
        return {
          ok: true,
          channel: { id: channel, name: "bench", is_channel: true, is_member: true, context_team_id: team },
        };
      default:
        return { ok: true, messages: [], channels: [], members: [], has_more: false, response_metadata: {} };
    }
  }

  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let events = "";
  let eventId = 0;

  function deliver(event: object): void {
    const time = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({
      token: "bench",
      team_id: team,
      context_team_id: team,
      api_app_id: "A0BENCH00",
      event,
      type: "event_callback",
      event_id: `Ev${++eventId}`,
      event_time: time,
      authorizations: [
        { enterprise_id: null, team_id: team, user_id: botUser, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
    });
    const signature = createHmac("sha256", signingSecret).update(`v0:${time}:${body}`).digest("hex");
    const outgoing = request(events, {
      method: "POST",
      agent,
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "x-slack-request-timestamp": String(time),
        "x-slack-signature": `v0=${signature}`,
      },
    });
    outgoing.on("response", (response) => {
      if (response.statusCode !== 200) console.error(`an event was answered with ${response.statusCode}`);
      response.resume();
    });
    outgoing.end(body);
  }

  return {
    calls,
    environment: {
      SLACK_API_URL: `${origin}/api/`,
      SLACK_BOT_TOKEN: "xoxb-bench",
      SLACK_SIGNING_SECRET: signingSecret,
    },
    async connect(subjectOrigin) {
      events = `${subjectOrigin}/slack/events`;
    },
    say(channel, text) {
      const ts = nextTs();
      deliver({
        type: "app_mention",
        user: "U0BENCHANN",
        text: `<@${botUser}> ${text}`,
        ts,
        event_ts: ts,
        channel: `C0BENCH${String(channel).padStart(3, "0")}`,
        team,
        client_msg_id: `bench-${ts}`,
      });
    },
  };
}

function timestamps(): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now() * 1_000);
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, "0")}`;
  };
}

interface Block {
  text?: string | { text?: string };
}

function blockText(blocks: string | null | undefined): string {
  if (!blocks) return "";
  const list = JSON.parse(blocks) as Block[];
  return list.map(({ text }) => (typeof text === "object" ? (text.text ?? "") : (text ?? ""))).join("\n");
}

function chunkText(chunks: string | null | undefined): string {
  if (!chunks) return "";
  const list = (typeof chunks === "string" ? JSON.parse(chunks) : chunks) as { text?: string }[];
  return list.map(({ text }) => text ?? "").join("");
}
