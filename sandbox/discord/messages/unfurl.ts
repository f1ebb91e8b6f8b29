import { may } from "../access/permissions.ts";
import type { Channel } from "../world/channel.ts";
import { type Message, messageFlag } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { mentionableText } from "./mentions.ts";
import { tellMessage } from "./tell.ts";

/** How long the preview of a link takes to appear. */
const previewMs = 1_000;

/**
 * Discord fetches the links of a message, and shows a preview shortly after by changing the message, which is no
 * edit of anyone's. Angle brackets and SUPPRESS_EMBEDS keep the preview away, but nothing says that they keep
 * Discord from fetching (discord-api-docs issue 4442), so `crawls` counts every live link.
 */
export function unfurlLinks(parts: Parts, channel: Channel, message: Message): void {
  const { world } = parts;
  const text = mentionableText(message.content, message.components).replace(/```[\s\S]*?```|`[^`\n]*`/g, " ");
  const links = [...text.matchAll(/(<)?(https?:\/\/[^\s<>)\]]+)/g)];
  for (const [, , url = ""] of links) world.crawls.push({ messageId: message.id, url });
  const shown = links.find(([, bracket]) => bracket === undefined)?.[2];
  const quiet = message.flags & (messageFlag.suppressEmbeds | messageFlag.componentsV2);
  if (!shown || quiet || message.ephemeralFor || !may(world, message.authorId, channel, "EMBED_LINKS"))
    return;
  world.clock.timer(previewMs, () => {
    if (!world.messages.has(message.id) || message.embeds.some((one) => one.url === shown)) return;
    if (!message.content.includes(shown)) return;
    message.embeds = [...message.embeds, { type: "link", url: shown, title: new URL(shown).host }];
    tellMessage(parts, "MESSAGE_UPDATE", message);
  });
}
