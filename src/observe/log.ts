import { pino } from "pino";
import type { Log } from "../core/log.ts";

/** Shapes of secrets, wherever a library may have put one into a message. Public formats of the services in use. */
const secrets = new RegExp(
  [
    "xox[abeprs]-[\\w-]+",
    "xapp-[\\w-]+",
    "sk-[\\w-]{16,}",
    "Bearer\\s+[\\w.~+/-]+=*",
    "Bot\\s+[\\w.-]{20,}",
    "[\\w-]{23,28}\\.[\\w-]{6}\\.[\\w-]{27,}",
    "(?<=/webhooks/\\d+/)[\\w-]{20,}",
    "(?<=/interactions/\\d+/)[\\w-]{20,}",
    "(?<=hooks\\.slack\\.com/)[\\w/-]+",
    "(?<=://[^:/@\\s]*:)[^@\\s]+(?=@)",
  ].join("|"),
  "g",
);

/** Structured lines on standard output. Secrets are struck out of every string, however deep. */
export function createLog(level: string, write?: { write(line: string): void }): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const lines = write ? pino(options, write) : pino(options);
  return {
    info: (fields, message) => lines.info(clean(fields), message),
    warn: (fields, message) => lines.warn(clean(fields), message),
    error: (fields, message) => lines.error(clean(fields), message),
  };
}

function clean<T>(value: T): T {
  if (typeof value === "string") return value.replace(secrets, "[secret]") as T;
  if (Array.isArray(value)) return value.map(clean) as T;
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)])) as T;
  }
  return value;
}
