import { LRUCache } from 'lru-cache';
import { Entry } from './entry.js';
import type { EventStore } from './event-store.js';
import type { Snapshots } from './snapshots.js';
import type { Stream } from './stream.js';

/** A snapshot is taken anew when its stream has grown by so many events, by these or by those of other processes. */
const events_min = 500;
const waiting_max = 100;
/** How many states that are too large are remembered, so that they are not read again and again. */
const tooLarge_max = 1_000;

type Wanted = Readonly<{ stream: Stream<any, any>; streamId: string }>;

/**
 * Takes snapshots beside what goes on, one at a time. It reads them from the log: what a process has in mind is ahead of
 * what is recorded, and is not written down.
 */
export class SnapshotWriter {
  readonly #waiting = new Map<string, Wanted>();
  readonly #tooLarge = new LRUCache<string, true>({ max: tooLarge_max });
  #running: Promise<void> | undefined;

  constructor(
    private readonly log: EventStore,
    private readonly snapshots: Snapshots,
  ) {}

  /** A state has moved on. Where too many wait it is left out, and comes when it moves on again. */
  moved(entry: Entry): void {
    const { stream, streamId, revision, snapshotRevision } = entry;
    if (revision - snapshotRevision < events_min || this.#waiting.size >= waiting_max) return;
    entry.snapshotRevision = revision;
    const key = `${stream.form.name} ${streamId}`;
    if (this.#tooLarge.has(key)) return;
    this.#waiting.set(key, { stream, streamId });
    this.#running ??= this.#run();
  }

  /** Waits for the one that is being taken; the others are left. */
  async stop(): Promise<void> {
    this.#waiting.clear();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (const [key, wanted] of this.#waiting) {
      this.#waiting.delete(key);
      const isKept = await this.#take(wanted).catch(this.snapshots.onFault);
      if (isKept === false) this.#tooLarge.set(key, true);
    }
    this.#running = undefined;
  }

  /** @returns false where the state is too large to be kept */
  async #take({ stream, streamId }: Wanted): Promise<boolean> {
    const entry = new Entry(stream, streamId, this.snapshots);
    await entry.catchUp(this.log);
    if (entry.revision - entry.snapshotRevision < events_min / 2) return true; // another process took it
    return this.snapshots.keep(stream, streamId, entry);
  }
}
