import { change } from "../messages/change.ts";
import { links } from "../messages/markup.ts";
import type { Method, Methods } from "./method.ts";
import { Refusal } from "./refusal.ts";

/** Previews of the app's own for links a person posted; calling again changes the same ones. */
const unfurl: Method = {
  scopes: ["links:write"],
  run({ args, world }) {
    if (!args.has("channel") || !args.has("ts")) {
      throw new Refusal(args.has("channel") ? "missing_ts" : "missing_channel");
    }
    const stored = world.state.messages.get(args.required("channel"));
    if (!stored) throw new Refusal("cannot_find_channel");
    const message = stored.get(args.required("ts"));
    if (!message) throw new Refusal("cannot_find_message");
    const unfurls = args.structure("unfurls", "invalid_unfurls_format") as
      | Record<string, Record<string, unknown>>
      | undefined;
    if (!unfurls || Array.isArray(unfurls)) throw new Refusal("missing_unfurls");
    const present = links(message.text);
    const attachments = Object.entries(unfurls).map(([url, attachment], i) => {
      if (!present.includes(url)) throw new Refusal("cannot_unfurl_message");
      return { ...attachment, id: i + 1, from_url: url, is_app_unfurl: true, app_unfurl_url: url };
    });
    const others = (message.attachments ?? []).filter((a) => !a.is_app_unfurl);
    change(world, message, { attachments: [...others, ...attachments] });
    return {};
  },
};

export const unfurlMethods: Methods = { "chat.unfurl": unfurl };
