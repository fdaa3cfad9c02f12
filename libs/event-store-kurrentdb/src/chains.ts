import { conflictOf, allRecorded, CommandTaken, EarlierReceipt, Overloaded, RevisionConflict } from '#event-sourcing';
import type { Expectation, Issue, Receipt } from '#event-sourcing';
import { Chain, type Answer, type Link } from './chain.js';
import type { LogReader } from './log-reader.js';
import type { RecentCommands } from './recent-commands.js';
import type { Recorder } from './recorder.js';
import { Turns, type Turn } from './turns.js';

/**
 * Appends, each in its turn: those to one stream, and those of one command, go one after the other, or as a chain; and what a
 * stream's revision is a condition of, before or after what is appended there.
 */
export class Chains {
  readonly #turns: Turns;
  /** Of each stream, the chain that waits for its turn last. */
  readonly #last = new Map<string, Readonly<{ chain: Chain; turn: Turn }>>();
  /** The newest position that this process has heard of: what stands there was recorded before. */
  #newest = 0;

  /** @param conditionsAtomic whether the server checks conditions with the append; else they are kept in this process */
  constructor(
    private readonly recorder: Recorder,
    private readonly reader: LogReader,
    private readonly commands: RecentCommands,
    private readonly conditionsAtomic: boolean,
    patience_ms: number,
  ) {
    this.#turns = new Turns(patience_ms);
  }

  /** How many appends wait for their turn. */
  get waiting(): number {
    return this.#turns.waiting;
  }

  /** In the chain that waits for its turn on the stream, where it goes on from there; else in a turn of its own. */
  take(link: Link): void {
    const { streamId } = link.at;
    const [stream, command] = [`stream ${streamId}`, `command ${link.issue.commandId}`];
    const others = link.alsoAt.filter((other) => other.streamId !== streamId && !this.conditionsAtomic);
    const read = others.map((other) => `stream ${other.streamId}`);
    const last = this.#last.get(streamId);
    if (last?.chain.admits(link) && this.#turns.joins(last.turn, [command], read)) return last.chain.add(link);
    const chain = new Chain(link);
    const turn = this.#turns.take([stream, command], read, async (isLate) => {
      if (this.#last.get(streamId)?.chain === chain) this.#last.delete(streamId);
      if (isLate) for (const { failed } of chain.links) failed(new Overloaded('its turn came too late'));
      else await this.#send(chain);
    });
    if (turn.isWaiting) this.#last.set(streamId, { chain, turn });
  }

  /** As one, or where it cannot go so, one by one. */
  async #send(chain: Chain): Promise<void> {
    try {
      if (chain.links.length > 1 && (await this.#asOne(chain))) return;
    } catch (error) {
      for (const { failed } of chain.links) failed(error);
      return;
    }
    for (const link of chain.links) await this.#alone(link).then(link.done, link.failed);
  }

  async #alone({ at, stored, issue, alsoAt, builtOn, answer }: Link): Promise<Receipt> {
    if (builtOn.length > 0) await allRecorded(builtOn);
    const before = await this.commands.find(at.streamId, issue, at.revision);
    if (before) return new EarlierReceipt(before);
    const newest = this.#newest;
    const receipt = await this.recorder.record(at, stored.events, alsoAt);
    if (receipt && receipt.position > newest) return this.#noted(receipt, at, issue, answer);
    const earlier = await this.commands.find(at.streamId, issue);
    if (earlier) return new EarlierReceipt(earlier);
    throw new RevisionConflict(conflictOf(at, alsoAt));
  }

  /** @returns whether everybody in it was told: not, where it was not recorded now, or not as one */
  async #asOne({ links, builtOn }: Chain): Promise<boolean> {
    const { at } = links[0]!;
    try {
      await allRecorded(builtOn);
      for (const { issue } of links) if (await this.commands.find(at.streamId, issue, at.revision)) return false;
      const events = links.flatMap(({ stored }) => stored.events);
      const newest = this.#newest;
      const receipt = await this.recorder.record(at, events, links.flatMap(({ alsoAt }) => alsoAt)); // prettier-ignore
      if (!receipt || receipt.position <= newest) return false;
      const recorded = await this.reader.read(at.streamId, at.revision + 1, events.length);
      for (const link of links) {
        const revision = link.at.revision + link.stored.events.length;
        const last = recorded.find((event) => event.revision === revision);
        if (!last) throw new Error(`${at.streamId} has no revision ${revision}, which was recorded`);
        const its = { streamId: at.streamId, revision, position: last.position };
        link.done(this.#noted(its, link.at, link.issue, link.answer));
      }
      return true;
    } catch (error) {
      if (error instanceof RevisionConflict || error instanceof CommandTaken || error instanceof RangeError)
        return false;
      throw error;
    }
  }

  #noted(receipt: Receipt, at: Expectation, issue: Issue, answer: Answer): Receipt {
    answer.isRecorded = true;
    this.heard(receipt.position);
    this.commands.note(at.streamId, at.revision + 1, [{ ...receipt, issue }]);
    return receipt;
  }

  /** Somebody has heard of an event at this position. */
  heard(position: number): void {
    if (position > this.#newest) this.#newest = position;
  }
}
