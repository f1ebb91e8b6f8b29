import type { Place } from "../../core/inbound.ts";

const link = /\/archives\/([A-Z0-9]{2,20})\/p(\d{10})(\d{6})(?:\?\S*?thread_ts=(\d{10}\.\d{6}))?/;

/** See `Platform.linked`. The form is that of `chat.getPermalink` (docs.slack.dev). */
export function readMessageLink(text: string, place: Place): { place: Place; id: string } | undefined {
  const { thread: within, ...top } = place;
  const bare = /^\d{10}\.\d{6}$/.test(text.trim()) ? text.trim() : undefined;
  // a thread's root stands in the channel
  if (bare !== undefined) return { place: bare === within ? top : place, id: bare };
  const [, channel, seconds, micros, thread] = link.exec(text) ?? [];
  if (channel !== place.channel) return undefined;
  const id = `${seconds}.${micros}`;
  return { place: thread && thread !== id ? { ...top, thread } : top, id };
}
