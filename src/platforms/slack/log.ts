/** Where Parley writes what happens; pino fits. The message is constant English, fields carry no content. */
export interface SlackLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
