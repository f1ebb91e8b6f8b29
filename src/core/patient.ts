import type { Clock } from "./clock.ts";
import type { Platform, SendKey } from "./platform.ts";
import { untilKnown } from "./until-known.ts";

/** The same platform, whose writes are tried until it is known what stands, for about three minutes. */
export function patient(platform: Platform, deps: { clock: Clock }): Platform {
  const looking = (key: SendKey, again: boolean): SendKey => ({ ...key, mayStand: key.mayStand || again });
  return {
    ...platform,
    send: (place, content, key, signal) =>
      untilKnown((again) => platform.send(place, content, looking(key, again), signal), deps, signal),
    openThread: (place, thread, key, signal) =>
      untilKnown((again) => platform.openThread(place, thread, looking(key, again), signal), deps, signal),
    respond: (reply, place, person, answer, mayStand, signal) =>
      untilKnown(
        (again) => platform.respond(reply, place, person, answer, mayStand || again, signal),
        deps,
        signal,
      ),
  };
}
