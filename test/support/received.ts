import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { PlatformName } from "../../src/core/ids.ts";

/** A file of Parley's that stands somewhere. */
export interface Received {
  name: string;
  text: string;
  /** Who sees it; undefined: everyone there. */
  for: string | undefined;
}

/** Every file that Parley has given, oldest first. */
export function received(platform: PlatformName, sandbox: Sandbox): Received[] {
  const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
  if (platform === "discord") {
    const { state, named } = sandbox.discord;
    return [...state.messages.values()]
      .filter((m) => m.authorId === named.users.parley)
      .flatMap((m) => m.attachments.map(({ id }) => ({ file: state.files.get(id), for: m.ephemeralFor })))
      .map(({ file, for: person }) => ({
        name: file?.filename ?? "",
        text: decode(file?.bytes),
        for: person === named.users.maya ? "the asker" : person,
      }));
  }
  const { state } = sandbox.slack;
  return [...state.messages].flatMap(([channel, messages]) => {
    const place = state.channels.get(channel);
    const direct = place?.kind === "im" && place.members.has("U0CLEO");
    return [...messages.values()]
      .filter((m) => m.user === state.app.botUserId)
      .flatMap((m) => m.files ?? [])
      .map((id) => ({
        name: state.files.get(id)?.name ?? "",
        text: decode(state.files.get(id)?.bytes),
        for: direct ? "the asker" : undefined,
      }));
  });
}
