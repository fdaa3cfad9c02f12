import { applyChange, changesOf, keyOf, type ReadModel, type Recorded } from '#event-sourcing';

/** The rows of a few read models as the events of one thing make them, in memory. */
export class ThingRows {
  readonly #tables: ReadonlyMap<ReadModel, Map<string, object>>;

  constructor(models: readonly ReadModel[]) {
    this.#tables = new Map(models.map((model) => [model, new Map()]));
  }

  /** The keys of the rows that the event touches, by their read model. */
  apply(event: Recorded): ReadonlyMap<ReadModel, ReadonlySet<string>> {
    const all = new Map<ReadModel, ReadonlySet<string>>();
    for (const [model, rows] of this.#tables) {
      const changes = changesOf(model, [event]);
      if (changes.length === 0) continue;
      const touched = new Set<string>();
      const noting = {
        get: (key: string) => rows.get(key),
        set: (key: string, row: object) => (touched.add(key), rows.set(key, row)),
        delete: (key: string) => (touched.add(key), rows.delete(key)),
        [Symbol.iterator]: () => rows[Symbol.iterator](),
      };
      for (const change of changes) applyChange(model, noting, change, (row) => row);
      all.set(model, touched);
    }
    return all;
  }

  keys(model: ReadModel): Iterable<string> {
    return this.#tables.get(model)?.keys() ?? [];
  }

  at<Row extends object>(model: ReadModel<Row>, key: string): Row | undefined {
    return this.#tables.get(model)?.get(key) as Row | undefined; // each table holds its model's rows
  }

  /** The row with this key, which is whole. */
  one<Row extends object>(model: ReadModel<Row>, key: Partial<Row>): Row | undefined {
    const text = keyOf(model, key);
    return text === undefined ? undefined : this.at(model, text);
  }

  all<Row extends object>(model: ReadModel<Row>): readonly Row[] {
    return [...(this.#tables.get(model)?.values() ?? [])] as Row[]; // as above
  }
}
