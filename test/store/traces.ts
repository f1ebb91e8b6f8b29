import type { Query } from "../../src/store/database.ts";

/** Every `table.column` in which a word still stands, whatever the column is for. */
export async function tracesOf(query: Query, word: string): Promise<string[]> {
  const columns = await query(
    `select table_name, column_name from information_schema.columns
     where table_schema = 'public' and data_type in ('text', 'jsonb', 'json', 'character varying') order by 1, 2`,
    [],
  );
  const found: string[] = [];
  for (const { table_name: table, column_name: column } of columns) {
    const [row] = await query(
      `select count(*)::int as count from "${table}" where "${column}"::text like '%' || $1 || '%'`,
      [word],
    );
    if (Number(row?.count) > 0) found.push(`${table}.${column}`);
  }
  return found;
}
