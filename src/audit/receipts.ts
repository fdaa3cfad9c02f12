import { EventStore, StoredLines } from '#event-sourcing';
import { Answered, NotYet } from '#nest-event-sourcing';
import { inclusionNote, inclusionProof, nodesIn } from '#transparency-log';
import { Injectable } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import type { AskedByAsker } from '../access/principal.js';
import { eventFor } from '../access/sight.js';
import { Text, Whole } from '../platform/fields.js';
import { entryOf } from './line.js';
import { refuse } from './refusals.js';
import { SigningKeys } from './signing-keys.js';
import { TreeStore, type SignedCheckpoint } from './tree-store.js';

const wait_ms_max = 2_000;
const pause_ms = 50;
const waiting_max = 16;

/** That the log holds an event, to be kept and verified without the log. */
export class InclusionReceipt {
  /** Where the event is in the log. */
  @Whole(1, Number.MAX_SAFE_INTEGER) readonly position: number;
  /** What the tree has of it: its header and the SHA-256 of all the rest. The leaf is the hash of this text. */
  @Text(1, 2_000) readonly entry: string;
  /** A proof of C2SP's tlog-proof, with the signed checkpoint; the entry is its `extra`. */
  @Text(1, 20_000) readonly proof: string;
}

/** What proves to a member that the log holds what they did. */
@Injectable()
export class Receipts {
  #waiting = 0;

  constructor(
    private readonly log: EventStore,
    private readonly lines: StoredLines,
    private readonly trees: TreeStore,
    private readonly keys: SigningKeys,
  ) {}

  /**
   * For whoever may know of the act. @throws Refusal for others
   * @throws NotYet where no checkpoint covers it, and what is to be waited for, within two seconds; at once where nobody
   *   has recorded what is to be waited for
   */
  async of({ tenantId, asker, after = 0 }: AskedByAsker, position: number): Promise<Answered<InclusionReceipt>> {
    const [event] = await this.log.readAt([position]);
    if (!event || event.issue.tenantId !== tenantId || !eventFor(asker, event)) return refuse('receipt-not-found');
    if (after > (await this.log.head())) throw new NotYet(`nobody has recorded position ${after}`);
    const [number, waited] = await Promise.all([this.lines.numberAt(position), this.lines.numberAt(after)]);
    const [header] = await this.lines.headers(number - 1, 1);
    if (!header) throw new Error(`event ${number} is not there, and was read at ${position}`);
    const { size, note } = await this.#covering(Math.max(number, waited));
    const entry = entryOf(header);
    const proof = await inclusionProof(number - 1, size, nodesIn(size, this.trees.read));
    const answer = { position, entry: entry.toString(), proof: inclusionNote({ extra: entry, index: number - 1, proof, checkpoint: note }) }; // prettier-ignore
    return new Answered(answer, await this.log.head());
  }

  /** The newest checkpoint, once it covers so many events; of the size of its tree is the answer. */
  async #covering(number: number): Promise<SignedCheckpoint> {
    const origin = await this.keys.origin();
    const look = async () => {
      const newest = await this.trees.newest(origin);
      return newest && newest.size >= number ? newest : undefined;
    };
    return (await look()) ?? (await this.#waitFor(look));
  }

  async #waitFor<T>(look: () => Promise<T | undefined>): Promise<T> {
    if (this.#waiting >= waiting_max) throw new NotYet('too many wait for a checkpoint');
    this.#waiting++;
    try {
      for (const until = Date.now() + wait_ms_max; Date.now() < until; await setTimeout(pause_ms)) {
        const found = await look();
        if (found) return found;
      }
      throw new NotYet('no checkpoint covers this position');
    } finally {
      this.#waiting--;
    }
  }
}
