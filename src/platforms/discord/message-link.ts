import type { Place } from "../../core/inbound.ts";
import type { Known } from "./known.ts";

const link = /\/channels\/(\d{1,20}|@me)\/(\d{1,20})\/(\d{1,20})/;

/** See `Platform.linked`. The form of message links: discord docs, reference, "Message Formatting". */
export function readMessageLink(
  text: string,
  place: Place,
  known: Pick<Known, "parentOf">,
): { place: Place; id: string } | undefined {
  if (/^\d{1,20}$/.test(text.trim())) return { place, id: text.trim() };
  const [, guild, channel, id] = link.exec(text) ?? [];
  if (!channel || !id || place.workspace !== `discord/${guild}`) return undefined;
  const { thread, ...top } = place;
  if (channel === place.channel) return { place: top, id };
  if (channel !== thread && known.parentOf(channel) !== place.channel) return undefined;
  return { place: { ...top, thread: channel }, id };
}
