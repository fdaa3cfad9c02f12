import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';

export const page_max = 200;
const page_default = 50;

/** Which part of a list is wanted. */
export type PageWanted = Readonly<{ limit?: number; cursor?: string }>;

/** A part of a list; `next` is the cursor of the part after it. */
export type Page<Row> = Readonly<{ items: readonly Row[]; next?: string }>;

/** The cursor was not made by this list. */
export class BadCursor extends Error {}

/**
 * The rows in the order of `by`, which ends in the key, so that each has one place; a page begins behind the cursor's
 * row. @param narrow adds conditions on `row`, the alias of the table
 */
export const pageOf = async <Row extends ObjectLiteral>(
  db: EntityManager,
  of: new () => Row,
  by: readonly (keyof Row & string)[],
  { limit = page_default, cursor }: PageWanted,
  narrow: (rows: SelectQueryBuilder<Row>) => SelectQueryBuilder<Row>,
  direction: 'ASC' | 'DESC' = 'ASC',
): Promise<Page<Row>> => {
  const rows = narrow(db.createQueryBuilder(of, 'row'));
  if (cursor !== undefined) {
    const after = placeOf(
      cursor,
      by.map((column) => typeOf(db, of, column)),
    );
    const [columns, values] = [by.map((column) => `row.${column}`), by.map((_, n) => `:after${n}`)];
    rows.andWhere(`(${columns.join(', ')}) ${direction === 'ASC' ? '>' : '<'} (${values.join(', ')})`);
    rows.setParameters(Object.fromEntries(after.map((value, n) => [`after${n}`, value])));
  }
  for (const column of by) rows.addOrderBy(`row.${column}`, direction);
  const found = await rows.limit(Math.min(limit, page_max) + 1).getMany();
  const items = found.slice(0, Math.min(limit, page_max));
  const last = items.at(-1);
  return found.length > items.length && last ? { items, next: cursorOf(by.map((column) => last[column])) } : { items };
};

const cursorOf = (place: readonly unknown[]): string => Buffer.from(JSON.stringify(place)).toString('base64url');

const typeOf = <Row extends ObjectLiteral>(db: EntityManager, of: new () => Row, column: string) =>
  db.connection.getMetadata(of).findColumnWithPropertyName(column)?.type;

/** @param types of the columns whose values it holds */
const placeOf = (cursor: string, types: readonly unknown[]): readonly (string | number)[] => {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const fits = (value: unknown, at: number) =>
      types[at] === 'text'
        ? typeof value === 'string' && value.isWellFormed() && !value.includes('\0')
        : Number.isSafeInteger(value);
    if (Array.isArray(place) && place.length === types.length && place.every(fits)) return place;
  } catch {
    // what is no JSON is no cursor either
  }
  throw new BadCursor('this cursor is not one of this list');
};
