import { isSnowflake } from "../world/snowflake.ts";
import { refuse } from "./refusal.ts";

interface Tree {
  _errors?: { code: string; message: string }[];
  [key: string]: Tree | { code: string; message: string }[] | undefined;
}

/** Gathers what is wrong with a form, and where, the way Discord reports it. */
export interface Problems {
  at(key: string | number): Problems;
  add(code: string, message: string): void;
}

export type Check = (value: unknown, problems: Problems) => void;

/**
 * Runs `check` over `value`.
 * @throws Refusal 50035 with the nested `errors` tree (discord docs: reference "Error Messages").
 */
export function checkForm(value: unknown, check: Check): void {
  const tree: Tree = {};
  let found = false;
  const walk = (path: readonly string[]): Problems => ({
    at: (key) => walk([...path, String(key)]),
    add(code, message) {
      found = true;
      let node = tree;
      for (const key of path) {
        node[key] ??= {};
        node = node[key] as Tree;
      }
      node._errors ??= [];
      node._errors.push({ code, message });
    },
  });
  check(value, walk([]));
  if (found) throw refuse(50035, tree);
}

/** Checks for forms: each takes `undefined` as absent and says nothing of it. */
export const form = {
  text(min: number, max: number, pattern?: RegExp): Check {
    return (value, problems) => {
      if (value === undefined) return;
      if (typeof value !== "string")
        return problems.add("STRING_TYPE_CONVERT", "Could not interpret as string.");
      // Discord counts code points, not UTF-16 units.
      const length = [...value].length;
      if (length > max && min === 0) {
        problems.add("BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`);
      } else if (length < min || length > max) {
        if (length === 0 && min > 0) problems.add("BASE_TYPE_REQUIRED", "This field is required");
        else problems.add("BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`);
      } else if (pattern && !pattern.test(value)) {
        problems.add("STRING_TYPE_REGEX", "String value did not match validation regex.");
      }
    };
  },
  integer(min: number, max: number): Check {
    return (value, problems) => {
      if (value === undefined) return;
      const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
      if (typeof number !== "number" || !Number.isInteger(number)) {
        problems.add("NUMBER_TYPE_COERCE", `Value "${String(value)}" is not int.`);
      } else if (number < min) {
        problems.add("NUMBER_TYPE_MIN", `int value should be greater than or equal to ${min}.`);
      } else if (number > max) {
        problems.add("NUMBER_TYPE_MAX", `int value should be less than or equal to ${max}.`);
      }
    };
  },
  boolean: ((value, problems) => {
    if (value !== undefined && typeof value !== "boolean") {
      problems.add("BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
    }
  }) satisfies Check as Check,
  id: ((value, problems) => {
    if (value !== undefined && !isSnowflake(String(value))) {
      problems.add("NUMBER_TYPE_COERCE", `Value "${String(value)}" is not snowflake.`);
    }
  }) satisfies Check as Check,
  oneOf(...allowed: readonly (string | number)[]): Check {
    return (value, problems) => {
      if (value === undefined || allowed.includes(value as string)) return;
      const list = allowed.map((one) => (typeof one === "string" ? `'${one}'` : one)).join(", ");
      problems.add("BASE_TYPE_CHOICES", `Value must be one of {${list}}.`);
    };
  },
  nullable(check: Check): Check {
    return (value, problems) => {
      if (value !== null) check(value, problems);
    };
  },
  list(item: Check, min: number, max: number): Check {
    return (value, problems) => {
      if (value === undefined) return;
      if (!Array.isArray(value))
        return problems.add("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
      if (value.length < min || value.length > max) {
        const words =
          min > 0 ? `Must be between ${min} and ${max} in length.` : `Must be ${max} or fewer in length.`;
        problems.add(min > 0 ? "BASE_TYPE_BAD_LENGTH" : "BASE_TYPE_MAX_LENGTH", words);
      }
      value.forEach((one, at) => {
        if (one === undefined || one === null)
          problems.at(at).add("BASE_TYPE_REQUIRED", "This field is required");
        else item(one, problems.at(at));
      });
    };
  },
  /** Fields whose name ends with `!` are required; names not listed are let pass, as Discord does. */
  object(fields: Record<string, Check>): Check {
    return (value, problems) => {
      if (value === undefined) return;
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return problems.add("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
      }
      for (const [name, check] of Object.entries(fields)) {
        const required = name.endsWith("!");
        const key = required ? name.slice(0, -1) : name;
        const field = (value as Record<string, unknown>)[key];
        if (required && (field === undefined || field === null)) {
          problems.at(key).add("BASE_TYPE_REQUIRED", "This field is required");
        } else {
          check(field, problems.at(key));
        }
      }
    };
  },
} as const;
