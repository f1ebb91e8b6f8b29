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
   * Sends two statements at once, to wait for both as long as for the slower. What `look` sees is, but for an unlucky
   * moment, from before `change`; it has to tell by what it finds.
   */
  beside(change: Statement, look: Statement): [change: Promise<Row[]>, look: Promise<Row[]>];
  close(): Promise<void>;
}

export type Query = Database["query"];

/** As `Database.query` takes it. */
export interface Statement {
  text: string;
  params: readonly Param[];
}

export type Param = string | number | boolean | null;
