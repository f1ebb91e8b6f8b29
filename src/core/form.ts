import type { Clock } from "./clock.ts";
import type { CommandSpec } from "./command.ts";
import type { InboundCommand } from "./inbound.ts";
import { type Log, logged } from "./log.ts";
import type { FormAnswer } from "./platform.ts";
import { words } from "./words.ts";

/** Both platforms open a form within three seconds of being asked, or not at all; the rest is for the way there. */
const withinMs = 2_000;

/** Whether this use of a command is to open its form. */
export function opensForm(
  used: Pick<InboundCommand, "name" | "options" | "files">,
  commands: readonly CommandSpec[],
): boolean {
  const spec = commands.find((one) => one.name === used.name);
  return spec?.opensForm === true && !used.files && Object.keys(used.options).length === 0;
}

/**
 * What to show to someone who wants a form, while it can still be shown. Never rejects.
 * @param since when it was asked for, in milliseconds since the Unix epoch.
 */
export async function askForm(
  asking: Promise<FormAnswer>,
  since: number,
  { clock, log }: { clock: Clock; log: Log },
): Promise<FormAnswer> {
  const late = Promise.withResolvers<FormAnswer>();
  const refusal = { kind: "refused", text: words.formLate } as const;
  using _ = clock.timer(Math.max(0, since + withinMs - clock.now()), () => {
    log.warn({ withinMs }, "what a form holds was not there in time");
    late.resolve(refusal);
  });
  const asked = asking.catch((error: unknown) => {
    log.warn(logged(error), "what a form holds could not be found out");
    return refusal;
  });
  // Awaited here, for the timer ends with this block.
  return await Promise.race([asked, late.promise]);
}
