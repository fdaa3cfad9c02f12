import { noStream, type Event, type EventStore, type Recorded } from '#event-sourcing';

const page_max = 500;

/** A reader of the log (a read model, a reaction, a deadline), and an event that it is not to take. */
export type Aside = Readonly<{ reader: string; eventId: string }>;

/** The facts that say so. Whoever records them adds what an auditor wants to know: by whom, and why. */
export type AsideEvent =
  /** The reader passes the event over: live, in every rebuild and in every replay. */
  | Event<'EventSetAside', Aside>
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
  readonly #events = new Map<string, ReadonlySet<string>>();

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
      more = page.length === page_max;
    }
  }

  #apply({ type, revision, data: { reader, eventId } }: Recorded<AsideEvent>): void {
    if (revision !== this.#revision + 1) return; // somebody else has read it meanwhile
    this.#revision = revision;
    const others = [...this.of(reader)].filter((each) => each !== eventId);
    this.#events.set(reader, new Set(type === 'EventSetAside' ? [...others, eventId] : others));
  }

  /** The ids of the events that a reader is not to take. */
  of(reader: string): ReadonlySet<string> {
    return this.#events.get(reader) ?? none;
  }

  /** The events that a reader takes: all of them, but for those set aside. */
  taken(reader: string, events: readonly Recorded[]): readonly Recorded[] {
    const aside = this.of(reader);
    return aside.size === 0 ? events : events.filter(({ id }) => !aside.has(id));
  }

  all(): readonly Aside[] {
    return [...this.#events].flatMap(([reader, ids]) => [...ids].map((eventId) => ({ reader, eventId })));
  }
}

const none: ReadonlySet<string> = new Set();
