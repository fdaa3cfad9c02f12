import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { cursorOf, filterOf, placeOf } from './cursors.js';
import type { Asked } from './query-handlers.js';

export const page_max = 200;
const page_default = 50;
/** Of a list that is written whole, where its rows are small: a page costs six statements, however long it is. */
const wholePage_max = 1_000;

/** Which part of a list is wanted. */
export type PageWanted = Readonly<{ limit?: number; cursor?: string }>;

/** The part that is wanted, or a longer one where the list is written whole. */
export const orWhole = <Wanted extends PageWanted>({ whole }: Pick<Asked, 'whole'>, wanted: Wanted): Wanted =>
  whole ? { ...wanted, limit: wholePage_max } : wanted;

/** A part of a list; `next` is the cursor of the part after it. */
export type Page<Row> = Readonly<{ items: readonly Row[]; next?: string }>;

/**
 * The rows in the order of `by`, which ends in the key, so that each has one place; a page begins behind the cursor's
 * row. It is of this list, this order, this filter and what `narrow` says, and of no other. An item that comes or goes
 * between two pages moves no other one. @param narrow adds conditions on `row`, the alias of the table
 */
export const pageOf = async <Row extends ObjectLiteral>(
  db: EntityManager,
  of: new () => Row,
  by: readonly (keyof Row & string)[],
  wanted: PageWanted,
  narrow: (rows: SelectQueryBuilder<Row>) => SelectQueryBuilder<Row>,
  direction: 'ASC' | 'DESC' = 'ASC',
): Promise<Page<Row>> => {
  const { limit = page_default, cursor } = wanted;
  const rows = narrow(db.createQueryBuilder(of, 'row'));
  const list = [of.name, by, direction, filterOf(wanted), rows.getQueryAndParameters()[1]];
  if (cursor !== undefined) {
    const after = placeOf(db, list, cursor);
    const [columns, values] = [by.map((column) => `row.${column}`), by.map((_, n) => `:after${n}`)];
    rows.andWhere(`(${columns.join(', ')}) ${direction === 'ASC' ? '>' : '<'} (${values.join(', ')})`);
    rows.setParameters(Object.fromEntries(after.map((value, n) => [`after${n}`, value])));
  }
  for (const column of by) rows.addOrderBy(`row.${column}`, direction);
  const found = await plain(db, of, rows.limit(Math.min(limit, wholePage_max) + 1));
  const items = found.slice(0, Math.min(limit, wholePage_max));
  const last = items.at(-1);
  return found.length > items.length && last
    ? {
        items,
        next: cursorOf(
          db,
          list,
          by.map((column) => last[column]),
        ),
      }
    : { items };
};

/** Rows as they are stored. TypeORM would make objects of a class of them, which takes longer than to find them. */
const plain = async <Row extends ObjectLiteral>(
  { connection }: EntityManager,
  of: new () => Row,
  rows: SelectQueryBuilder<Row>,
): Promise<readonly Row[]> => {
  const columns = connection
    .getMetadata(of)
    .columns.filter(({ isSelect }) => isSelect)
    .map((column) => ({ column, name: column.propertyName, selected: `row_${column.databaseName}` }));
  const found = await rows.getRawMany<Record<string, unknown>>();
  return found.map((raw) => {
    const row: Record<string, unknown> = {};
    for (const { column, name, selected } of columns) {
      const value = raw[selected];
      row[name] = column.transformer ? connection.driver.prepareHydratedValue(value, column) : value;
    }
    return row as Row; // the columns of the row's own class
  });
};
