/** A JSON object from the wire: nothing in it is known until it is looked at. */
export type Fields = Readonly<Record<string, unknown>>;

export function asFields(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** A string with something in it. */
export function text(fields: Fields | undefined, name: string): string | undefined {
  const value = fields?.[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The objects in a list; whatever else it holds is left out. */
export function objects(value: unknown): Fields[] {
  if (!Array.isArray(value)) return [];
  return value.map(asFields).filter((item) => item !== undefined);
}
