import type { Clock } from "../../core/clock.ts";
import { isParleyError, ParleyError } from "../../core/errors.ts";
import type { Log } from "../../core/log.ts";
import type { SlackApi } from "./api.ts";
import { readSelf, type Self } from "./identity.ts";

const FIRST_WAIT_MS = 2_000;
const MAX_WAIT_MS = 30_000;

/**
 * Asks Slack who Parley is, for as long as it takes.
 * @throws `platform_unauthorised` where the token is wrong, `cancelled`.
 */
export async function identify(
  deps: { api: SlackApi; clock: Clock; log: Log },
  signal: AbortSignal,
): Promise<Self> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(MAX_WAIT_MS, waitMs * 2)) {
    try {
      const self = readSelf(await deps.api.call("auth.test", {}, "read", signal));
      if (self) return self;
      throw new ParleyError("platform_unauthorised", "the Slack token is no bot token");
    } catch (error) {
      if (!isParleyError(error) || error.code === "cancelled" || error.code === "platform_unauthorised")
        throw error;
      deps.log.warn({ code: error.code, waitMs }, "Slack does not say who Parley is; asking again");
    }
    try {
      await deps.clock.sleep(waitMs, signal);
    } catch (cause) {
      throw new ParleyError("cancelled", "connecting to Slack was given up", { cause });
    }
  }
}
