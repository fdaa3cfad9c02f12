import { IsBoolean, IsInt, Min } from 'class-validator';
import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { streamsSeen } from '../access/sight.js';
import { IsId, OneOf, Text } from '../platform/fields.js';
import { HistoryRow, narrowed } from './history.js';

/** A thing to which something happened. */
export class ThingChange {
  /** What kind of thing, such as project. */
  @OneOf(Object.keys(streamsSeen)) readonly category: string;
  @IsId() readonly subjectId: string;
  /** Whether it began in between. */
  @IsBoolean() readonly isNew: boolean;
  /** How many acts there were; `/events?subjectId=…` has them. */
  @IsInt() @Min(1) readonly acts: number;
  /** The log positions of the first and of the last of them. */
  @IsInt() readonly first: number;
  @IsInt() readonly last: number;
  /** What happened last, such as ProjectCompleted. */
  @Text(1, 100) readonly lastType: string;
}

/** So many acts are looked through at once, and so many times for a page: what comes after is on the next one. */
const bounds = { acts_max: 2_000, looks_max: 10 };

/** The acts after one position and up to another, of what an asker may see; gone on with after a third one. */
type Between = Readonly<{ asked: AskedByAsker; from: number; upTo: number; after: number; things_max: number }>;
type Began = Pick<HistoryRow, 'position' | 'category' | 'subjectId' | 'revision'>;

/**
 * The things that something first happened to, in that order, and up to where was looked. There may be fewer than are
 * asked for, and more behind them: where a few things have nearly all acts, a page ends before it is full.
 */
export const thingsChanged = async (
  db: EntityManager,
  between: Between,
  { acts_max, looks_max } = bounds,
): Promise<Readonly<{ things: readonly ThingChange[]; through: number }>> => {
  const { upTo, things_max } = between;
  const began: Began[] = [];
  let through = between.after;
  for (let look = 0; look < looks_max && through < upTo && began.length < things_max; look++) {
    const acts = await actsAfter(db, between, through, acts_max);
    began.push(...(await newAmong(db, between, through, firstOfEach(acts))));
    through = acts.length < acts_max ? upTo : (acts.at(-1)?.position ?? upTo);
  }
  const told = began.slice(0, things_max);
  const last = began.length > things_max ? told.at(-1) : undefined;
  return { things: await changesOf(db, between, told), through: last?.position ?? through };
};

const seen = (db: EntityManager, { asked }: Between) => narrowed(db.createQueryBuilder(HistoryRow, 'row'), asked, {});

const actsAfter = (db: EntityManager, between: Between, after: number, acts_max: number): Promise<readonly Began[]> =>
  seen(db, between)
    .andWhere('row.position > :after AND row.position <= :upTo', { after, upTo: between.upTo })
    .select(['row.position', 'row.category', 'row.subjectId', 'row.revision'])
    .orderBy('row.position')
    .limit(acts_max)
    .getMany();

const keyOf = ({ category, subjectId }: Pick<Began, 'category' | 'subjectId'>): string => `${category} ${subjectId}`;

const firstOfEach = (acts: readonly Began[]): readonly Began[] => {
  const first = new Map<string, Began>();
  for (const act of acts) if (!first.has(keyOf(act))) first.set(keyOf(act), act);
  return [...first.values()];
};

/** Those to which nothing had happened from the beginning on to where was looked before. */
const newAmong = async (db: EntityManager, between: Between, lookedTo: number, acts: readonly Began[]) => {
  if (lookedTo === between.from || acts.length === 0) return acts;
  const [earlier, values] = seen(db, between)
    .select('1')
    .andWhere('row.position > :from AND row.position <= :lookedTo', { from: between.from, lookedTo })
    .andWhere('row.subjectId = thing.subject_id AND row.category = thing.category')
    .getQueryAndParameters();
  const known: { category: string; subjectId: string }[] = await db.query(
    `SELECT category, subject_id AS "subjectId"
     FROM unnest($${values.length + 1}::text[], $${values.length + 2}::text[]) AS thing (category, subject_id)
     WHERE EXISTS (${earlier})`,
    [...values, acts.map(({ category }) => category), acts.map(({ subjectId }) => subjectId)],
  );
  const keys = new Set(known.map(keyOf));
  return acts.filter((act) => !keys.has(keyOf(act)));
};

const changesOf = async (
  db: EntityManager,
  between: Between,
  began: readonly Began[],
): Promise<readonly ThingChange[]> => {
  if (began.length === 0) return [];
  const { from, upTo, asked } = between;
  const sums = await seen(db, between)
    .andWhere('row.position > :from AND row.position <= :upTo', { from, upTo })
    .andWhere('row.subjectId = ANY(:ids)', { ids: began.map(({ subjectId }) => subjectId) })
    .select('row.category', 'category')
    .addSelect('row.subjectId', 'subjectId')
    .addSelect('count(*)::int', 'acts')
    .addSelect('max(row.position)::float8', 'last')
    .groupBy('row.category')
    .addGroupBy('row.subjectId')
    .getRawMany<Pick<ThingChange, 'category' | 'subjectId' | 'acts' | 'last'>>();
  const lasts = await db
    .createQueryBuilder(HistoryRow, 'row')
    .select(['row.position', 'row.type'])
    .where('row.allianceId = :allianceId', { allianceId: asked.tenantId })
    .andWhere('row.position = ANY(:lasts)', { lasts: sums.map(({ last }) => last) })
    .getMany();
  const [sumOf, typeAt] = [new Map(sums.map((each) => [keyOf(each), each])), new Map(lasts.map((act) => [act.position, act.type]))]; // prettier-ignore
  return began.flatMap(({ category, subjectId, position: first, revision }) => {
    const { acts = 1, last = first } = sumOf.get(keyOf({ category, subjectId })) ?? {};
    return { category, subjectId, isNew: revision === 0, acts, first, last, lastType: typeAt.get(last) ?? '' };
  });
};
