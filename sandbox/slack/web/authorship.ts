import type { Call } from "./method.ts";

/** Name and icon of its own for one message: needs `chat:write.customize`. */
export function readAuthorship(call: Call): { username?: string; icons?: Record<string, string> } {
  const { args } = call;
  const username = args.text("username");
  const emoji = args.text("icon_emoji");
  const url = args.text("icon_url");
  if (!username && !emoji && !url) return {};
  call.needScope("chat:write.customize");
  return {
    username: username ?? call.world.state.app.name,
    ...(emoji ? { icons: { emoji } } : url ? { icons: { image_48: url } } : {}),
  };
}
