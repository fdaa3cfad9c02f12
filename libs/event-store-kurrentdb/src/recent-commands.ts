import { CommandTaken, type Issue, type Receipt, type Recorded } from '#event-sourcing';
import { LRUCache } from 'lru-cache';
import { setImmediate } from 'node:timers/promises';
import type { LogReader } from './log-reader.js';

const commands_max = 100_000;
/** How many events of a stream, the newest ones, are looked through for a command. */
export const looked_max = 20_000;
const page_max = 500;

type Known = Readonly<{ receipt: Receipt; requestHash: string }>;

/**
 * Which commands were recorded in which stream. KurrentDB finds no event by its id; so streams are looked through, once
 * each, and what was found is kept in memory, within bounds.
 */
export class RecentCommands {
  /** Up to which revision all commands of a stream are known. */
  readonly #through = new Map<string, number>();
  readonly #known = new LRUCache<string, Known>({
    max: commands_max,
    dispose: ({ receipt }, _, why) => {
      if (why === 'evict') this.#through.delete(receipt.streamId); // it would have to be looked through again
    },
  });

  constructor(private readonly streams: Pick<LogReader, 'read' | 'revisionOf'>) {}

  /** What somebody has just read from a revision on, or recorded there. Told in order, it spares another look. */
  note(streamId: string, from: number, events: readonly Pick<Recorded, 'revision' | 'position' | 'issue'>[]): void {
    const [last, through] = [events.at(-1), this.#through.get(streamId) ?? -1];
    if (!last || from > through + 1 || last.revision <= through) return;
    for (const { revision, position, issue } of events)
      this.#known.set(issue.commandId, { receipt: { streamId, revision, position }, requestHash: issue.requestHash });
    this.#through.set(streamId, last.revision);
  }

  /**
   * The receipt of a command, if it was recorded up to a revision of its stream; without one, up to its end.
   * @throws CommandTaken where its id stood for another request, or, as far as is known, in another stream
   */
  async find(streamId: string, issue: Issue, upTo?: number): Promise<Receipt | undefined> {
    if (this.#known.has(issue.commandId)) await setImmediate(); // who keeps asking holds up nobody
    const known = this.#of(streamId, issue);
    if (known || (upTo ?? Infinity) <= (this.#through.get(streamId) ?? -1)) return known;
    await this.#look(streamId, upTo ?? (await this.streams.revisionOf(streamId)));
    return this.#of(streamId, issue);
  }

  #of(streamId: string, issue: Issue): Receipt | undefined {
    const known = this.#known.get(issue.commandId);
    if (!known) return undefined;
    if (known.receipt.streamId !== streamId || known.requestHash !== issue.requestHash) throw new CommandTaken(issue);
    return known.receipt;
  }

  async #look(streamId: string, upTo: number): Promise<void> {
    const from = (this.#through.get(streamId) ?? -1) + 1;
    const last = upTo - from < page_max ? upTo : Math.min(upTo, await this.streams.revisionOf(streamId)); // it may be far off
    if (from < last - looked_max) this.#through.set(streamId, last - looked_max);
    for (let at = Math.max(from, last - looked_max + 1); at <= last;) {
      const events = await this.streams.read(streamId, at, page_max);
      this.note(streamId, at, events);
      if (events.length < page_max && !events.isCut) return;
      at += events.length;
    }
  }
}
