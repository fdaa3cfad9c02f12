import { noStream, type Event, type EventStore, type Recorded } from '#event-sourcing';

const page_max = 500;

/** A reader of the log (a read model, a reaction, a deadline), and an event that it is not to take. */
export type Aside = Readonly<{ reader: string; eventId: string }>;

/** Somewhere in a stream. */
export type Place = Readonly<{ streamId: string; revision: number }>;

/** The facts that say so. Whoever records them adds what an auditor wants to know: by whom, and why. */
export type AsideEvent =
  /** The reader passes the event over, or all of its stream from there on: live, in every rebuild and in every replay. */
  | Event<'EventSetAside', Aside & Readonly<{ from?: Place }>>
  /** It takes it again: a read model when it is rebuilt, a reaction and a deadline at once. */
  | Event<'EventReadmitted', Aside & Readonly<{ position: number }>>;

/** The stream of all these facts: there are few, and every reader wants to know all of them. */
export const asideStream = 'readers-all';

/** Whether an event says that something is set aside, or no longer. */
export const isOfAside = (event: Recorded): event is Recorded<AsideEvent> => event.streamId === asideStream;

/** Which events are set aside for which readers, as far as the log says it by now. */
export class SetAside {
  #revision = noStream;
  #known: Promise<void> | undefined;
  readonly #events = new Map<string, ReadonlyMap<string, Place | undefined>>();
  readonly #readmitted = new Map<string, Aside>();

  constructor(private readonly log: Pick<EventStore, 'read'>) {}

  /** Has read what the log says, once at least. */
  async known(): Promise<void> {
    this.#known ??= this.refresh();
    await this.#known.catch((error: unknown) => {
      this.#known = undefined;
      throw error;
    });
  }

  /** Reads on. */
  async refresh(): Promise<void> {
    for (let more = true; more;) {
      const page = await this.log.read(asideStream, this.#revision + 1, page_max);
      for (const event of page) this.#apply(event as Recorded<AsideEvent>); // the stream has no others
      more = page.length === page_max || page.isCut === true;
    }
  }

  #apply({ revision, ...fact }: Recorded<AsideEvent>): void {
    if (revision !== this.#revision + 1) return; // somebody else has read it meanwhile
    this.#revision = revision;
    const { reader, eventId } = fact.data;
    const events = new Map(this.#events.get(reader));
    if (fact.type === 'EventSetAside') {
      events.set(eventId, fact.data.from);
      this.#readmitted.delete(`${reader} ${eventId}`);
    } else {
      events.delete(eventId);
      this.#readmitted.set(`${reader} ${eventId}`, { reader, eventId });
    }
    this.#events.set(reader, events);
  }

  /** Whether a reader is to pass over an event. */
  holds(reader: string, { id, streamId, revision }: Pick<Recorded, 'id' | 'streamId' | 'revision'>): boolean {
    const events = this.#events.get(reader);
    if (!events || events.size === 0) return false;
    return (
      events.has(id) || [...events.values()].some((from) => from?.streamId === streamId && from.revision <= revision)
    );
  }

  /** The events that a reader takes: all of them, but for those set aside. */
  taken(reader: string, events: readonly Recorded[]): readonly Recorded[] {
    return this.#events.has(reader) ? events.filter((event) => !this.holds(reader, event)) : events;
  }

  /** Which events were set aside, and for whom. */
  all(): readonly Aside[] {
    return [...this.#events].flatMap(([reader, ids]) => [...ids.keys()].map((eventId) => ({ reader, eventId })));
  }

  /** Which events were set aside once, and are to be taken again. */
  readmitted(): readonly Aside[] {
    return [...this.#readmitted.values()];
  }
}
