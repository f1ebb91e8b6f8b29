import type { ServiceFault } from "./failure.ts";

/** The SDKs' errors, by shape: the SDKs are loaded only when used, so their classes are not at hand. */
export function sdkFault(error: unknown): ServiceFault {
  const { status, headers, code, type, message } = (error ?? {}) as Record<string, unknown>;
  if (typeof status !== "number") return { network: networkCode(error) };
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return {
    status,
    code: text(code) ?? text(type),
    text: text(message),
    headers: headers instanceof Headers ? headers : undefined,
  };
}

/** The innermost code of a failed connection, or at least the kind of error. */
function networkCode(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (cause instanceof Error) return networkCode(cause);
  if (typeof code === "string") return code;
  return error instanceof Error ? error.name : "unknown";
}
