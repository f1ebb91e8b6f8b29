import type { SocketMode } from "../delivery/socket.ts";
import { appMethods, connectionsOpen } from "./apps.ts";
import { assistantMethods } from "./assistant.ts";
import { chatChangeMethods } from "./chat-change.ts";
import { chatPostMethods } from "./chat-post.ts";
import { conversationReadMethods } from "./conversations-read.ts";
import type { Method } from "./method.ts";
import { sessionMethods } from "./sessions.ts";
import { streamMethods } from "./streams.ts";
import { userMethods } from "./users.ts";

/** Every Web API method the sandbox has. */
export function createMethods(socketMode: SocketMode): ReadonlyMap<string, Method> {
  return new Map(
    Object.entries({
      ...appMethods,
      ...assistantMethods,
      ...chatChangeMethods,
      ...chatPostMethods,
      ...conversationReadMethods,
      ...sessionMethods,
      ...streamMethods,
      ...userMethods,
      "apps.connections.open": connectionsOpen(socketMode),
    }),
  );
}
