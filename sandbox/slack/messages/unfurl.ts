import { blockTexts } from "../blocks/text.ts";
import type { Message } from "../state/message.ts";
import type { World } from "../world.ts";
import { change } from "./change.ts";
import { links, storedText } from "./markup.ts";

/** Slack fetches a link's preview after the message stands; how long after is not documented. */
const UNFURL_MS = 700;
const MEDIA = /\.(?:png|jpe?g|gif|webp|mp4|mp3)(?:\?|$)/i;

/**
 * Adds previews of a message's links later, which the app sees as `message_changed` without an edit.
 * `link_shared` goes out at once for the app's own unfurl domains.
 */
export function scheduleUnfurl(
  world: World,
  message: Message,
  wanted: { links: boolean; media: boolean },
): void {
  const found = links(`${message.text}\n${blockText(message)}`);
  announceShared(world, message, found);
  const shown = found.filter((url) => (MEDIA.test(url) ? wanted.media : wanted.links)).slice(0, 5);
  if (shown.length === 0) return;
  world.clock.timer(UNFURL_MS, () => {
    if (world.state.messages.get(message.channel)?.get(message.ts) !== message) return;
    const attachments = shown.map((url, i) => preview(url, i + 1));
    change(world, message, { attachments: [...(message.attachments ?? []), ...attachments] });
  });
}

function announceShared(world: World, message: Message, found: readonly string[]): void {
  const domains = world.state.app.manifest.features?.unfurl_domains ?? [];
  const shared = found
    .map((url) => ({ url, domain: new URL(url).hostname }))
    .filter(({ domain }) => domains.some((d) => domain === d || domain.endsWith(`.${d}`)));
  if (shared.length === 0 || !message.user) return;
  world.emit({
    type: "link_shared",
    channel: message.channel,
    is_bot_user_member: true,
    user: message.user,
    message_ts: message.ts,
    ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
    unfurl_id: `C.${message.ts}`,
    source: "conversations_history",
    links: shared,
    event_ts: message.ts,
  });
}

function preview(url: string, id: number): Record<string, unknown> {
  const { hostname } = new URL(url);
  if (MEDIA.test(url)) return { id, from_url: url, original_url: url, fallback: url, image_url: url };
  return {
    id,
    from_url: url,
    original_url: url,
    fallback: hostname,
    title: hostname,
    title_link: url,
    text: `What stands at ${hostname}`,
    service_name: hostname,
  };
}

/** Links in blocks count as well: whatever of them is text. */
function blockText(message: Message): string {
  if (!message.bot_id || !message.blocks) return "";
  return blockTexts(message.blocks).map(storedText).join("\n");
}
