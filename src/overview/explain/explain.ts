import type { EntityManager } from 'typeorm';
import { cursorOf, filterOf, placeOf } from '#nest-event-sourcing';
import type { AskedByAsker } from '../../access/principal.js';
import { tableOf } from '../../alliances/table-of.js';
import { HistoryRow } from '../history.js';
import { refuse } from '../refusals.js';
import type { ExplainFilter, Explanation } from './explanation.js';
import { numberAt, partsOf, type Keys } from './figure-path.js';
import type { Figure, Listed, Summed } from './figure.js';
import type { Line, Place } from './line.js';
import { linesOf } from './lines.js';
import { rules } from './rules.js';

const limit_default = 50;

/** An answer whose figures are explained. */
export type Explained = Readonly<{
  /** Whose it is, beside the alliance: as the list of a cursor. */
  of: readonly string[];
  keys: Keys;
  answer: () => Promise<object>;
  figure: (path: readonly string[]) => Figure | undefined;
  /** What others add, whose events are not for this asker. */
  more?: (path: readonly string[], after: Place) => AsyncGenerator<Line>;
}>;

/** As it was on the first page: when, up to where, what it is; and how far the pages before this one came. */
type Begun = Readonly<{ upTo: number; value: number; sum: number }> & Place;
const beginning: Place = { thing: '', position: 0 };

/** When the first page was asked for: so all of them are of one time. */
export const askedAt = (
  db: EntityManager,
  asked: AskedByAsker,
  filter: ExplainFilter,
  of: readonly string[],
): string =>
  filter.cursor === undefined ? asked.now : String(placeOf(db, listOf(asked, filter, of), filter.cursor)[0]);

const listOf = ({ tenantId }: AskedByAsker, filter: ExplainFilter, of: readonly string[]) => ['explain', tenantId, of, filterOf(filter)]; // prettier-ignore

/** The events that make up a figure, and how much each adds. */
export const explain = async (
  db: EntityManager,
  asked: AskedByAsker,
  filter: ExplainFilter,
  what: Explained,
): Promise<Explanation> => {
  const path = partsOf(filter.figure);
  const begun = await begunAt(db, asked, filter, what, path); // it refuses what is no figure
  const figure = what.figure(path);
  if (!figure) return refuse('figure-not-found');
  const { version, ...words } = rules[figure.rule];
  const { upTo, value } = begun;
  const said = { figure: filter.figure, value, rule: { name: figure.rule, version, words }, position: upTo };
  if ('part' in figure) {
    const { part, whole } = figure;
    return { ...said, workedOutOf: { part, whole }, items: [], sum: value };
  }
  const { next, ...page } = await pageOf(
    pagesLines(db, asked, figure, begun, what, path),
    begun,
    filter,
    'per' in figure ? (figure.per ?? 1) : 1,
  );
  const list = listOf(asked, filter, what.of);
  const at = askedAt(db, asked, filter, what.of);
  const cursor = next && cursorOf(db, list, [at, { upTo, value, ...next } satisfies Begun]);
  return { ...said, workedOutOf: null, ...page, ...(cursor !== undefined && { next: cursor }) };
};

/** The first page asks the answer itself what the figure is; the others know it from the page before them. */
const begunAt = async (
  db: EntityManager,
  asked: AskedByAsker,
  filter: ExplainFilter,
  { of, answer, keys }: Explained,
  path: readonly string[],
): Promise<Begun> => {
  if (filter.cursor !== undefined) return placeOf(db, listOf(asked, filter, of), filter.cursor)[1] as Begun; // it is signed
  const value = numberAt(await answer(), path, keys) ?? refuse('figure-not-found');
  const text = `SELECT coalesce(max(position), 0) AS "upTo" FROM ${tableOf(db, HistoryRow)} WHERE "allianceId" = $1`;
  const [{ upTo }]: [{ upTo: number }] = await db.query(text, [asked.tenantId]);
  return { ...beginning, upTo, value, sum: 0 };
};

/** What others add comes after what the alliance's own events do. */
async function* pagesLines(
  db: EntityManager,
  { tenantId }: AskedByAsker,
  figure: Summed | Listed,
  begun: Begun,
  { more }: Explained,
  path: readonly string[],
): AsyncGenerator<Line> {
  const { upTo, thing, position } = begun;
  if ('lines' in figure) return yield* figure.lines({ thing, position });
  const isBelow = thing.startsWith(below);
  if (!isBelow)
    for await (const line of linesOf(db, tenantId, figure, { thing, position }, upTo)) {
      yield line;
      if (!line.of) return;
    }
  if (more) yield* more(path, isBelow ? { thing, position } : beginning);
}

/** What the ids of alliances below begin with, as places: after those of all things. */
export const below = '~';

type Page = Pick<Explanation, 'items' | 'sum'> & Readonly<{ next?: Place & Readonly<{ sum: number }> }>;

/** Amounts are rounded as their sum is, so that what is told adds up to what is told. */
const pageOf = async (
  lines: AsyncGenerator<Line>,
  begun: Begun,
  { limit = limit_default }: ExplainFilter,
  per: number,
): Promise<Page> => {
  const items: Explanation['items'][number][] = [];
  let { sum, thing, position } = begun;
  const told = () => Math.round(sum / per);
  for await (const line of lines) {
    if (items.length === limit && line.of) return { items, sum: told(), next: { thing, position, sum } };
    ({ thing, position } = line);
    if (!line.of) return { items, sum: told(), next: { thing, position, sum } };
    const before = told();
    sum += line.amount;
    items.push({ ...line.of, amount: told() - before });
  }
  return { items, sum: told() };
};
