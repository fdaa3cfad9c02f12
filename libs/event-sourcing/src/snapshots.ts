import { createHmac, timingSafeEqual } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { Stream } from './stream.js';

/** A state as it was after one of its stream's events. */
export type Snapshot<State = unknown> = Readonly<{ state: State; revision: number; eventId: string }>;
/** One that was kept, and how large it is there. */
export type KeptSnapshot<State = unknown> = Snapshot<State> & Readonly<{ bytes: number }>;

/** Where snapshots lie. A cache: it may forget any of them at any time. Every adapter passes `everySnapshotStore`. */
export abstract class SnapshotStore {
  /** What was last kept of this stream by this fold, if it is still there. */
  abstract find(streamId: string, fold: string): Promise<Uint8Array | undefined>;
  /** Keeps it, instead of what was kept before. */
  abstract keep(streamId: string, fold: string, content: Uint8Array): Promise<void>;
}

/** Snapshots in memory, for tests. */
export class MemorySnapshotStore extends SnapshotStore {
  readonly #kept = new Map<string, Uint8Array>();

  override async find(streamId: string, fold: string): Promise<Uint8Array | undefined> {
    return this.#kept.get(JSON.stringify([streamId, fold]))?.slice();
  }
  override async keep(streamId: string, fold: string, content: Uint8Array): Promise<void> {
    this.#kept.set(JSON.stringify([streamId, fold]), content.slice());
  }
}

/** A larger one is not kept, and its stream is read from the beginning. */
export const snapshotBytes_max = 16 << 20;
const seal_bytes = 32;

/**
 * Stored states: from one of them a long stream is read on instead of from its beginning. They are never the truth.
 * What is not sealed by this key, or is of another fold, another version of it or another stream, is passed over, as
 * is a store that fails; and who finds one compares its event with the log's.
 */
export class Snapshots {
  /** @param onFault told what the store could not do */
  constructor(
    private readonly store: SnapshotStore,
    private readonly key: Uint8Array,
    readonly onFault: (error: unknown) => void,
  ) {}

  async find<State>({ form }: Stream<any, State>, streamId: string): Promise<KeptSnapshot<State> | undefined> {
    try {
      const content = await this.store.find(streamId, form.name);
      if (!content) return undefined;
      const kept = this.#opened(content);
      const isOurs = kept?.streamId === streamId && kept.name === form.name && kept.version === form.version;
      return isOurs ? { ...(kept as Snapshot<State>), bytes: content.length } : undefined; // the form says which state it is
    } catch (error) {
      this.onFault(error);
      return undefined;
    }
  }

  /** @param snapshot of events that are recorded, all of them. @returns false where it is too large to be kept */
  async keep({ form }: Stream<any, any>, streamId: string, snapshot: Snapshot): Promise<boolean> {
    const { state, revision, eventId } = snapshot;
    const body = serialize({ streamId, ...form, revision, eventId, state });
    if (body.length + seal_bytes > snapshotBytes_max) return false;
    await this.store.keep(streamId, form.name, Buffer.concat([this.#seal(body), body]));
    return true;
  }

  /** Bytes that this key did not seal are not even decoded. */
  #opened(content: Uint8Array): (Snapshot & Readonly<{ streamId: string; name: string; version: number }>) | undefined {
    const [seal, body] = [content.subarray(0, seal_bytes), content.subarray(seal_bytes)];
    if (seal.length < seal_bytes || !timingSafeEqual(seal, this.#seal(body))) return undefined;
    return deserialize(body); // what `keep` made, since it is sealed
  }

  #seal(body: Uint8Array): Buffer {
    return createHmac('sha256', this.key).update(body).digest();
  }
}
