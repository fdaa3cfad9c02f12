import { schemaOf, type Projection } from '#nest-event-sourcing';

type Asks = (text: string) => Promise<readonly any[]>;

/** Every row of every table of a projection, as text in a steady order. @param but columns that are left out */
export const rowsOf = async (
  ask: Asks,
  projection: Projection,
  { schema = schemaOf(projection), but = [] as readonly string[] } = {},
): Promise<Readonly<Record<string, readonly string[]>>> => {
  const tables = await ask(`SELECT tablename AS name FROM pg_tables WHERE schemaname = '${schema}' ORDER BY 1`);
  const found: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    const rows = await ask(`SELECT to_jsonb(row) AS row FROM "${schema}"."${name}" AS row`);
    found[name] = rows.map(({ row }) => steady(row, but)).sort();
  }
  return found;
};

/** A value as text, whatever the order in which its fields were written. */
export const steady = (value: unknown, but: readonly string[] = []): string =>
  JSON.stringify(value, (_, each) =>
    typeof each !== 'object' || each === null || Array.isArray(each)
      ? each
      : Object.fromEntries(
          Object.entries(each)
            .filter(([name]) => !but.includes(name))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
  );
