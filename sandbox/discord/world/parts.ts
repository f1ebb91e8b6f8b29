import type { Links } from "../show/links.ts";
import type { MessageView } from "../show/message-view.ts";
import type { Views } from "../show/views.ts";
import type { Hub } from "./hub.ts";
import type { World } from "./world.ts";

/** What every action on this Discord works with. */
export interface Parts {
  world: World;
  hub: Hub;
  views: Views;
  messages: MessageView;
  links: Links;
}
