import { answering, TenantQuery } from '#nest-event-sourcing';
import { IsInt, IsString, Min } from 'class-validator';
import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { HistoryRow, narrowed } from '../overview/history.js';
import { IsId, IsInstant, ListOf, Matching, Optional, Text, Whole } from '../platform/fields.js';
import { refuse } from './refusals.js';

const size_max = 500;
const size_default = 25;
/** A larger population is to be narrowed first: each of its events is hashed. */
const population_max = 1_000_000;

/** Which sample is wanted, and of which events. */
export class SampleFilter {
  /** Any text: the same one gives the same sample of the same population. */
  @Text(1, 200) readonly seed: string;
  /** How many events, 1 to 500; 25 unless said. */
  @Optional() @Whole(1, size_max) readonly size?: number;
  /** The log position up to which events are of the population: where a sample is to be drawn again, the one that it told. */
  @Optional() @Whole(1, 999_999_999_999_999) readonly upTo?: number;
  /** To what it happened: the id of a project, a resource, a motion, a unit, the alliance. */
  @Optional() @IsId() readonly subjectId?: string;
  /** What it names in any way. */
  @Optional() @IsId() readonly about?: string;
  /** The person who acted. */
  @Optional() @IsId() readonly personId?: string;
  /** The unit that acted. */
  @Optional() @IsId() readonly unitId?: string;
  /** What happened, such as PledgeMade. */
  @Optional() @Matching(/^[A-Za-z]+$/) readonly type?: string;
  /** The first instant of the act. */
  @Optional() @IsInstant() readonly from?: string;
  /** The instant of the act before which it was. */
  @Optional() @IsInstant() readonly until?: string;
}

/** Some events of a population, by chance that anybody can repeat. */
export class Sample {
  @IsString() readonly seed: string;
  /** How many events there are of which it is a sample. */
  @IsInt() @Min(0) readonly population: number;
  /** Up to which log position. */
  @IsInt() @Min(0) readonly upTo: number;
  /** In the order in which they were drawn: a smaller sample is the beginning of a larger one. */
  @ListOf([HistoryRow], { min: 0, max: size_max }) readonly items: readonly HistoryRow[];
}

/** Which events does chance pick, by this seed? */
export class DrawSample extends TenantQuery<Sample> {
  constructor(
    asked: AskedByAsker,
    readonly filter: SampleFilter,
  ) {
    super(asked);
  }
}

/** The lowest SHA-256 first, of the seed, a space and the log position: whoever has the events draws the same ones. */
const drawn = `sha256(convert_to(:seed || ' ' || row.position, 'UTF8'))`;

export const drawSample = answering(DrawSample, async (db, { asked, filter }): Promise<Sample> => {
  const { seed, size = size_default, upTo: wanted, ...of } = filter;
  const upTo = wanted ?? (await lastOf(db, asked));
  const population = () =>
    narrowed(db.createQueryBuilder(HistoryRow, 'row'), asked, of).andWhere('row.position <= :upTo', { upTo });
  const count = await population().getCount();
  if (count > population_max) return refuse('population-too-large', { population: count, most: population_max });
  const items = await population().orderBy(drawn).setParameter('seed', seed).limit(size).getMany();
  return { seed, population: count, upTo, items };
});

const lastOf = async (db: EntityManager, { tenantId: allianceId }: AskedByAsker): Promise<number> =>
  (await db.maximum(HistoryRow, 'position', { allianceId })) ?? 0;
