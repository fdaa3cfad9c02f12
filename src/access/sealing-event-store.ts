import { CommandTaken, derivedId, EventStore, pageOf, type Event, type Expectation, type Issue, type LogPage, type Part, type Receipt, type Recorded, type Stretch, type Versioned } from '#event-sourcing'; // prettier-ignore
import { closed, openedWords, withWords, wordsIn } from '../platform/sealed.js';
import { actorOf } from './actor.js';
import type { Keyring } from './keyring.js';

/** Whose the words of an act are: of the person who acts, or of whoever has the client. A reaction and the clock say nothing. */
export const speakerOf = (issue: Pick<Issue, 'actor'>): string | undefined => {
  const actor = actorOf(issue);
  return 'personId' in actor ? actor.personId : 'clientId' in actor ? actor.clientId : undefined;
};

/** Whose key seals the words of an event: of the person whom it is about, else of who says them. */
const holderOf = ({ data }: Event, issue: Pick<Issue, 'actor'>): string | undefined =>
  (data as Readonly<{ personId?: string }>).personId ?? speakerOf(issue);

/**
 * A log to which words go sealed, and come back as they are: whoever reads all of it reads them sealed. Only a stream
 * whose decisions compare words is read with its words open, into memory.
 */
export class SealingEventStore extends EventStore {
  /** @param compared the categories of those streams */
  constructor(
    private readonly store: EventStore,
    private readonly keyring: Keyring,
    private readonly compared: ReadonlySet<string>,
  ) {
    super();
  }

  override async read(streamId: string, fromRevision: number, events_max: number): Promise<LogPage> {
    const page = await this.store.read(streamId, fromRevision, events_max);
    return this.compared.has(streamId.slice(0, streamId.indexOf('-'))) ? pageOf(page, await this.opened(page)) : page;
  }

  /** The events with the words of all who are not erased. @throws where something else lies there than was sealed */
  async opened(events: readonly Recorded[]): Promise<readonly Recorded[]> {
    const words = events.map(wordsIn);
    await this.keyring.load(words.flatMap((each) => (each && !('plain' in each) ? each.of : [])));
    return events.map((event, n) => {
      const said = words[n];
      if (!said || 'plain' in said) return event;
      const key = this.keyring.keyOf(said.of);
      return key ? withWords(event, openedWords(key, said)) : event;
    });
  }

  override ready(issue: Pick<Issue, 'actor'>): Promise<void> | undefined {
    const of = speakerOf(issue);
    return of === undefined || this.keyring.isReady(of) ? undefined : this.keyring.ready(of);
  }

  /**
   * What was recorded before sealing, or without words, has the hash of its request as it is; beside words it has one that
   * confirms no guess.
   */
  override async receiptOf(streamId: string, issue: Issue): Promise<Receipt | undefined> {
    const of = speakerOf(issue);
    try {
      return await this.store.receiptOf(streamId, issue);
    } catch (error) {
      if (!(error instanceof CommandTaken) || of === undefined) throw error;
      await this.keyring.ready(of);
      return this.store.receiptOf(streamId, { ...issue, requestHash: this.keyring.marked(of, issue.requestHash) });
    }
  }

  /** Where a key is not at hand it is fetched first; whoever builds on this append has made it `ready`. */
  override append(
    at: Expectation,
    events: readonly Versioned[],
    issue: Issue,
    alsoAt?: readonly Expectation[],
    builtOn?: readonly Promise<Receipt>[],
  ): Promise<Receipt> {
    const holders = events.map((event) => (wordsIn(event) ? holderOf(event, issue) : undefined));
    if (holders.every((each) => each === undefined)) return this.store.append(at, events, issue, alsoAt, builtOn);
    const speaker = speakerOf(issue);
    const missing = [...holders, speaker].find((of) => of !== undefined && this.keyring.keyOf(of) === undefined);
    if (missing !== undefined)
      return this.keyring.ready(missing).then(() => this.append(at, events, issue, alsoAt, builtOn));
    const sealed = events.map((event, n) => this.#sealed(event, holders[n], derivedId(issue, n)));
    const requestHash = speaker === undefined ? issue.requestHash : this.keyring.marked(speaker, issue.requestHash);
    return this.store.append(at, sealed, { ...issue, requestHash }, alsoAt, builtOn);
  }

  /** In the log an event need not say which one it is. */
  #sealed(event: Versioned, of: string | undefined, id: string): Versioned {
    const said = wordsIn(event);
    const key = of === undefined ? undefined : this.keyring.keyOf(of);
    if (of === undefined || key === undefined || !said || !('plain' in said)) return event;
    const { in: _, ...stored } = closed(key, of, id, said.plain);
    return withWords(event, stored);
  }

  override readAll(after: number, events_max: number): Promise<LogPage> {
    return this.store.readAll(after, events_max);
  }
  override readRange(after: number, upTo: number, part?: Part): Promise<Stretch> {
    return this.store.readRange(after, upTo, part);
  }
  override readAt(positions: readonly number[]): Promise<readonly Recorded[]> {
    return this.store.readAt(positions);
  }
  override head(): Promise<number> {
    return this.store.head();
  }
  override positionAt(instant: string): Promise<number | undefined> {
    return this.store.positionAt(instant);
  }
}
