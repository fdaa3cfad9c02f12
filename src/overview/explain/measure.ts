import type { ReadModel, Recorded } from '#event-sourcing';
import { ThingRows } from './thing-rows.js';

/** Rows that others look at, and what of them matters there, as text: while that stays, their amounts stand. */
export type Beside = Readonly<{ model: ReadModel; matters: (row: any) => string }>;
export const beside = <Row extends object>(model: ReadModel<Row>, matters: (row: Row) => string): Beside => ({
  model,
  matters,
});

type OfRows = Readonly<{ of: ReadModel; amount: (row: any, rows: ThingRows, thingId: string) => number }>;
type OfThing = Readonly<{ whole: (rows: ThingRows) => number }>;

/** How much one thing adds to a figure: the sum over rows of one read model, or what all rows of the thing come to. */
export type Measure = Readonly<{ beside?: readonly Beside[] }> & (OfRows | OfThing);

/** What each row adds, beside other rows of the same thing. */
export const sumOf = <Row extends object>(
  of: ReadModel<Row>,
  amount: (row: Row, rows: ThingRows, thingId: string) => number,
  ...others: readonly Beside[]
): Measure => ({ of, amount, beside: others });

export const modelsOf = (measure: Measure): readonly ReadModel[] => [
  ...('of' in measure ? [measure.of] : []),
  ...(measure.beside ?? []).map(({ model }) => model),
];

/** What one thing adds to a figure, event by event. */
export class Tally {
  readonly #rows: ThingRows;
  readonly #amounts = new Map<string, number>();
  readonly #mattered = new Map<ReadModel, Map<string, string>>();

  constructor(
    private readonly measure: Measure,
    private readonly thingId: string,
  ) {
    this.#rows = new ThingRows(modelsOf(measure));
  }

  /** What the thing adds after this event, less what it added before. */
  add(event: Recorded): number {
    const touched = this.#rows.apply(event);
    const moved = this.#movedBeside(touched);
    const { measure } = this;
    if ('whole' in measure) return moved ? this.#set('', measure.whole(this.#rows)) : 0;
    const keys = moved ? new Set([...this.#rows.keys(measure.of), ...this.#amounts.keys()]) : touched.get(measure.of);
    return [...(keys ?? [])].reduce((sum, key) => {
      const row = this.#rows.at(measure.of, key);
      return sum + this.#set(key, row === undefined ? 0 : measure.amount(row, this.#rows, this.thingId));
    }, 0);
  }

  #set(key: string, amount: number): number {
    const before = this.#amounts.get(key) ?? 0;
    this.#amounts.set(key, amount);
    return amount - before;
  }

  #movedBeside(touched: ReadonlyMap<ReadModel, ReadonlySet<string>>): boolean {
    let moved = false;
    for (const { model, matters } of this.measure.beside ?? []) {
      const known = this.#mattered.get(model) ?? new Map<string, string>();
      this.#mattered.set(model, known);
      for (const key of touched.get(model) ?? []) {
        const row = this.#rows.at(model, key);
        const text = row === undefined ? '' : matters(row);
        moved ||= (known.get(key) ?? '') !== text;
        known.set(key, text);
      }
    }
    return moved;
  }
}
