import { badArguments, Refusal } from "./refusal.ts";

/**
 * A call's arguments. A form carries text only, structures as JSON text; a JSON body carries them as they are.
 * Both are read alike here.
 */
export interface Args {
  readonly raw: Readonly<Record<string, unknown>>;
  has(name: string): boolean;
  /** @throws Refusal `invalid_arguments` when present but no text. */
  text(name: string): string | undefined;
  /** @throws Refusal `invalid_arguments` when missing or empty. */
  required(name: string): string;
  flag(name: string): boolean | undefined;
  whole(name: string): number | undefined;
  /** An object or array. @throws Refusal `refusal` when it is neither, nor JSON text of one. */
  structure(name: string, refusal?: string): unknown;
  list(name: string, refusal?: string): unknown[] | undefined;
}

export function createArgs(raw: Record<string, unknown>): Args {
  const present = (name: string) => raw[name] !== undefined && raw[name] !== null;
  const args: Args = {
    raw,
    has: (name) => present(name) && raw[name] !== "",
    text(name) {
      if (!present(name)) return undefined;
      const value = raw[name];
      if (typeof value === "number") return String(value);
      if (typeof value !== "string") throw badArguments(`must be a string [json-pointer:/${name}]`);
      return value;
    },
    required(name) {
      const value = args.text(name);
      if (value === undefined || value === "") throw badArguments(`missing required field: ${name}`);
      return value;
    },
    flag(name) {
      if (!present(name)) return undefined;
      const value = raw[name];
      if (value === true || value === "true" || value === "1" || value === 1) return true;
      if (value === false || value === "false" || value === "0" || value === 0 || value === "") return false;
      throw badArguments(`must be a boolean [json-pointer:/${name}]`);
    },
    whole(name) {
      if (!args.has(name)) return undefined;
      const value = Number(raw[name]);
      if (!Number.isInteger(value)) throw badArguments(`must be an integer [json-pointer:/${name}]`);
      return value;
    },
    structure(name, refusal) {
      if (!args.has(name)) return undefined;
      const wrong = () =>
        refusal ? new Refusal(refusal) : badArguments(`must be an object or array [json-pointer:/${name}]`);
      let value = raw[name];
      if (typeof value === "string") {
        try {
          value = JSON.parse(value);
        } catch {
          throw wrong();
        }
      }
      if (typeof value !== "object" || value === null) throw wrong();
      return value;
    },
    list(name, refusal) {
      const value = args.structure(name, refusal);
      if (value === undefined) return undefined;
      if (!Array.isArray(value)) {
        throw refusal ? new Refusal(refusal) : badArguments(`must be an array [json-pointer:/${name}]`);
      }
      return value;
    },
  };
  return args;
}
