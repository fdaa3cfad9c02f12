import type { Expectation } from '#event-sourcing';
import { ints, texts, uuids } from './binary-arrays.js';
import type { Append } from './together.js';

/** What the log's functions answer: nothing was recorded where `moved` or `repeats` names something, counted from 1. */
export type Verdict = Readonly<{ base: string; moved: readonly number[] | null; repeats: readonly number[] | null }>;

/** What became of a batch of which nothing was recorded. */
export type Outcome = Readonly<{ repeated: readonly Append[]; late: readonly Append[]; again: readonly Append[] }>;

/** A statement that is prepared under its name. */
type Statement = Readonly<{ name: string; text: string; values: readonly Buffer[] }>;

/** One call of the log's function, for all of a batch. */
export class AppendCall {
  readonly #checks: readonly Expectation[];
  readonly statement: Statement;

  constructor(private readonly batch: readonly Append[]) {
    const streams = new Map<string, number>();
    const checks: Expectation[] = [];
    for (const { at } of batch) if (!streams.has(at.streamId)) streams.set(at.streamId, checks.push(at)); // of a chain, only where it begins
    this.#checks = checks.concat(distinct(batch.flatMap(({ alsoAt }) => alsoAt)));
    const [only, another] = batch;
    this.statement = only && !another ? alone(only, this.#checks) : together(batch, this.#checks, streams);
  }

  /**
   * Who was recorded before, who came too late, and who is to go again. A chain falls from where it breaks; but what
   * was recorded before breaks nothing, so what follows it goes again.
   */
  judge({ moved, repeats }: Verdict): Outcome {
    const gone = new Set(this.#checks.filter((_, n) => moved?.includes(n + 1)).map(nameOf));
    const before = new Set(repeats?.map((n) => n - 1));
    const fallen = new Set<string>();
    const outcome: Record<keyof Outcome, Append[]> = { repeated: [], late: [], again: [] };
    this.batch.forEach((append, n) => {
      const { at, alsoAt } = append;
      if (before.has(n)) {
        fallen.delete(at.streamId);
        return outcome.repeated.push(append);
      }
      if (!fallen.has(at.streamId) && ![at, ...alsoAt].some((each) => gone.has(nameOf(each))))
        return outcome.again.push(append);
      fallen.add(at.streamId);
      return outcome.late.push(append);
    });
    return outcome;
  }
}

const nameOf = ({ streamId, revision }: Expectation): string => `${revision} ${streamId}`;

/** Each expectation once. A stream at two revisions is two: one of them fails. */
export const distinct = (expectations: readonly Expectation[]): readonly Expectation[] =>
  expectations.length < 2 ? expectations : [...new Map(expectations.map((each) => [nameOf(each), each])).values()];

/** @param checks of its own stream first */
const alone = ({ rows }: Append, checks: readonly Expectation[]): Statement => ({
  name: 'append-alone',
  text: 'SELECT * FROM log.append_alone($1, $2, $3, $4, $5)',
  values: [...streamsOf(checks), uuids(rows.map(({ id }) => id)), ...contentOf(rows)],
});

const together = (
  batch: readonly Append[],
  checks: readonly Expectation[],
  streams: ReadonlyMap<string, number>,
): Statement => {
  const rows = batch.flatMap((append) => append.rows);
  const firsts = batch.flatMap((append) => append.rows.slice(0, 1));
  return {
    name: 'append',
    text: 'SELECT * FROM log.append($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [
      ...streamsOf(checks),
      uuids(firsts.map(({ id }) => id)),
      ints(batch.flatMap(({ at, rows: { length } }) => Array<number>(length).fill(streams.get(at.streamId) ?? 0))),
      ints(batch.flatMap(({ at, rows: own }) => own.map((_, k) => at.revision + 1 + k))),
      uuids(rows.map(({ id }) => id)),
      ...contentOf(rows),
    ],
  };
};

const streamsOf = (checks: readonly Expectation[]): readonly Buffer[] => [
  texts(checks.map(({ streamId }) => streamId)),
  ints(checks.map(({ revision }) => revision)),
];

const contentOf = (rows: Append['rows']): readonly Buffer[] => [
  texts(rows.map(({ type }) => type)),
  texts(rows.map(({ body }) => body)),
];
