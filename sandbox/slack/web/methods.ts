import type { SocketMode } from "../delivery/socket.ts";
import { appMethods, connectionsOpen } from "./apps.ts";
import { assistantMethods } from "./assistant.ts";
import { chatChangeMethods } from "./chat-change.ts";
import { chatPostMethods } from "./chat-post.ts";
import { conversationMemberMethods } from "./conversations-members.ts";
import { conversationOpenMethods } from "./conversations-open.ts";
import { conversationReadMethods } from "./conversations-read.ts";
import { conversationStateMethods } from "./conversations-state.ts";
import { fileMethods } from "./files.ts";
import type { Method } from "./method.ts";
import { reactionMethods } from "./reactions.ts";
import { remoteFileMethods } from "./remote-files.ts";
import { sessionMethods } from "./sessions.ts";
import { streamMethods } from "./streams.ts";
import { unfurlMethods } from "./unfurls.ts";
import { userMethods } from "./users.ts";
import { viewMethods } from "./views.ts";

/** Every Web API method the sandbox has. */
export function createMethods(socketMode: SocketMode): ReadonlyMap<string, Method> {
  return new Map(
    Object.entries({
      ...appMethods,
      ...assistantMethods,
      ...chatChangeMethods,
      ...chatPostMethods,
      ...conversationReadMethods,
      ...conversationMemberMethods,
      ...conversationOpenMethods,
      ...conversationStateMethods,
      ...fileMethods,
      ...reactionMethods,
      ...remoteFileMethods,
      ...sessionMethods,
      ...streamMethods,
      ...unfurlMethods,
      ...userMethods,
      ...viewMethods,
      "apps.connections.open": connectionsOpen(socketMode),
    }),
  );
}
