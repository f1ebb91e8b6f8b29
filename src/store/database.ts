import type { PgAsyncDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

export type Row = Record<string, unknown>;

/** The two drivers behind one face. */
export interface Database {
  readonly kind: "postgres" | "pglite";
  /** For everything that is not on the way of an event. */
  readonly orm: PgAsyncDatabase<PgQueryResultHKT>;
  /**
   * One prepared statement, atomic by itself. Give JSON as text (`$1::text::jsonb`) and times as milliseconds
   * (`to_timestamp($1::float8 / 1000)`); ask numbers back as `int` or `float8`: the drivers agree on no more than that.
   */
  query(text: string, params: readonly Param[]): Promise<Row[]>;
  /** Several statements, all or nothing, each seeing what was committed when it began. No waiting on anything else inside. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /**
   * Sends two statements together, to spare the way there and back. Each is atomic by itself; the second runs after
   * the first, whatever came of that, and sees what it did.
   */
  pair(first: Statement, second: Statement): [first: Promise<Row[]>, second: Promise<Row[]>];
  close(): Promise<void>;
}

export type Query = Database["query"];

/** As `Database.query` takes it. */
export interface Statement {
  text: string;
  params: readonly Param[];
}

export type Param = string | number | boolean | null;
