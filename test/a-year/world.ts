import { evolve, type EventStore, type Recorded, type Stream } from '#event-sourcing';
import { streams } from '../../src/contexts.js';

const page_max = 1_000;

/** What whoever has read the log to its end knows. */
export class World {
  readonly events: Recorded[] = [];
  readonly #states = new Map<string, Map<string, unknown>>();

  constructor(private readonly log: EventStore) {}

  async catchUp(): Promise<void> {
    for (let page; (page = await this.log.readAll(this.events.at(-1)?.position ?? 0, page_max)).length > 0;)
      for (const event of page) {
        this.events.push(event);
        this.#apply(event);
      }
  }

  /** Every thing of a kind, by its id and in its order: who was quicker makes no difference. */
  all<State>({ category }: Stream<any, State>): ReadonlyMap<string, State> {
    const states = [...(this.#states.get(category) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return new Map(states) as ReadonlyMap<string, State>;
  }
  one<State>({ category, initial }: Stream<any, State>, id: string): State {
    return (this.#states.get(category)?.get(id) as State | undefined) ?? initial();
  }

  #apply(event: Recorded): void {
    const category = event.streamId.slice(0, event.streamId.indexOf('-'));
    const of = streams.find((each) => each.category === category)!;
    const states = this.#states.get(category) ?? new Map<string, unknown>();
    this.#states.set(category, states);
    states.set(event.subjectId, evolve(of as Stream<any, any>, states.get(event.subjectId) ?? of.initial(), event, event));
  }
} // prettier-ignore
