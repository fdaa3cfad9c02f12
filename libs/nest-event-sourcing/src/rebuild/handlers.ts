import type { ReadModel } from '#event-sourcing';
import type { OnceRows } from './once-rows.js';
import type { RowCache } from './row-cache.js';

/** Where rows go: into a cache, in which later events find them, or straight into their table. */
export type Target = RowCache | OnceRows;
export type Handler = Readonly<{ into: Target; reader: string; changesOf: NonNullable<ReadModel['onEvery']> }>;

/** Which of a share's read models are told an event, by its type. */
export class Handlers {
  readonly #byType = new Map<string, readonly Handler[]>();

  constructor(private readonly targets: readonly (readonly [reader: string, Target])[]) {}

  of(type: string): readonly Handler[] {
    const known = this.#byType.get(type);
    if (known) return known;
    const handlers = this.targets.flatMap(([reader, into]) => {
      const changesOf = into.model.on[type] ?? into.model.onEvery;
      return changesOf ? [{ into, reader, changesOf }] : [];
    });
    this.#byType.set(type, handlers);
    return handlers;
  }
}
