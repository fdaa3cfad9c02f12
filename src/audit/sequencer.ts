import { StoredLines } from '#event-sourcing';
import { Checkpoint as Lease, Pump, Time } from '#nest-event-sourcing';
import {
  checkpointText,
  GrowingTree,
  leafHash,
  nodesIn,
  openCheckpoint,
  rootAt,
  signNote,
  verifierOf,
  type Hash,
  type TreeHead,
} from '#transparency-log';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { entryOf } from './line.js';
import { Remembered } from './remembered.js';
import { SigningKeys } from './signing-keys.js';
import { TreeStore } from './tree-store.js';

const leaves_max = 5_000;
/** Between two checkpoints; what is recorded meanwhile goes together. */
const pause_ms = 250;
/** While it catches up it signs as often as this. */
const signed_ms_max = 500;

/**
 * Makes the log's tree: a leaf for every event, in order, and a signed checkpoint within a second of it. One instance at
 * a time does it, by a lease; who holds it no longer does no harm, since the tree grows only from the size that is known.
 *
 * It signs no two trees of one size. What is signed is made known by the database alone, in the transaction in which the
 * tree takes that size; and before that it is written down beside the database, where it outlives a restored backup.
 */
@Injectable()
export class Sequencer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #pump: Pump;
  readonly #logger = new Logger('audit');
  #tree: GrowingTree | undefined;
  /** What was signed before this instance went on with the tree, and lies further on. */
  #ahead: TreeHead | undefined;
  #own: Readonly<{ lease: Lease; memory: Remembered }> | undefined;
  #signed = { size: 0, at_ms: -Infinity };
  #isBehind = false;

  constructor(
    private readonly lines: StoredLines,
    private readonly trees: TreeStore,
    private readonly keys: SigningKeys,
    private readonly time: Time,
    @Inject(Settings) private readonly settings: Pick<Config, 'dataDir'>,
    private readonly database: DataSource,
  ) {
    this.#pump = new Pump(
      'transparency-log',
      () => this.advance(),
      (_, error) => this.#logger.error(String(error)),
    );
  }

  onApplicationBootstrap(): void {
    this.#pump.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** Signs what it has, and leaves the tree to others. */
  async stop(): Promise<void> {
    await this.#pump.stop();
    this.#signed = { ...this.#signed, at_ms: -Infinity };
    await this.advance().catch(() => 0); // what was recorded last is signed by whoever comes next
    await this.#own?.lease.release().catch(() => undefined); // it ends by itself
  }

  /** How it is doing, and how many events no checkpoint covers yet. */
  async state() {
    const [there, newest] = await Promise.all([this.lines.size(), this.trees.newest(await this.keys.origin())]);
    return { ...this.#pump.state, size: newest?.size ?? 0, behind: there - (newest?.size ?? 0) };
  }

  /** Takes the next events into the tree, and signs it where it is time. @returns how many; 0 where there is none */
  async advance(): Promise<number> {
    const waits = performance.now() - this.#signed.at_ms < pause_ms && !this.#isBehind;
    if (waits) return 0;
    const origin = await this.keys.origin();
    const { lease } = this.#kept(origin);
    try {
      if (await lease.hold()) return await this.#grow(origin);
      await this.#heed(origin);
    } catch (error) {
      this.#tree = undefined;
      throw error;
    }
    return 0;
  }

  async #grow(origin: string): Promise<number> {
    const tree = (this.#tree ??= await this.#resumed(origin));
    const before = tree.size;
    const headers = await this.lines.headers(before, leaves_max);
    for (const header of headers) {
      if (header.position !== tree.size + 1)
        throw new Error(`after position ${tree.size} the log has ${header.position}`);
      tree.append(leafHash(entryOf(header)));
      if (tree.size === this.#ahead?.size) this.#agree(this.#ahead, tree.root());
    }
    this.#isBehind = headers.length === leaves_max;
    const missing = this.#ahead && this.#ahead.size > tree.size ? this.#ahead : undefined;
    if (missing && !this.#isBehind) throw new Error(lost(missing.size, tree.size));
    const note = !missing && this.#isDue(tree) ? await this.#sign(origin, tree) : undefined;
    if (headers.length === 0 && before > (await this.lines.size()))
      throw new Error(lost(before, await this.lines.size()));
    if (headers.length === 0 && note === undefined) return 0;
    if (!(await this.trees.grow(before, tree.size, tree.changes(), note ? { origin, note } : undefined)))
      this.#tree = undefined; // prettier-ignore
    else if (note !== undefined) this.#signed = { size: tree.size, at_ms: performance.now() };
    return headers.length;
  }

  #isDue({ size }: GrowingTree): boolean {
    return size > this.#signed.size && (!this.#isBehind || performance.now() - this.#signed.at_ms > signed_ms_max);
  }

  /** @returns the checkpoint, written down */
  async #sign(origin: string, tree: GrowingTree): Promise<string> {
    const signers = await this.keys.signers(origin, this.time.now());
    const note = signNote(checkpointText({ origin, size: tree.size, root: tree.root() }), signers);
    await this.#kept(origin).memory.keep(note);
    return note;
  }

  /** Goes on with the tree that is there, once it is the one of which something was signed. */
  async #resumed(origin: string): Promise<GrowingTree> {
    const [{ size }, newest, remembered] = await Promise.all([this.trees.tree(), this.trees.newest(origin), this.#recalled(origin)]); // prettier-ignore
    const tree = await GrowingTree.resume(size, this.trees.read);
    const signed = newest && (await this.#opened(origin, newest.note));
    for (const each of [signed, remembered])
      if (each && each.size <= size) this.#agree(each, await rootAt(each.size, nodesIn(size, this.trees.read)));
    this.#ahead = remembered && remembered.size > size ? remembered : undefined;
    this.#signed = { size: signed?.size ?? 0, at_ms: -Infinity };
    return tree;
  }

  /** Another instance signs. What it signs goes on from what is remembered here, and is remembered in its place. */
  async #heed(origin: string): Promise<void> {
    this.#tree = undefined;
    this.#isBehind = false;
    const newest = await this.trees.newest(origin);
    if (!newest || newest.size <= this.#signed.size) return;
    const [seen, before] = [await this.#opened(origin, newest.note), await this.#recalled(origin)];
    if (before && before.size > seen.size) {
      if (before.size > (await this.lines.size())) throw new Error(lost(before.size, seen.size));
      return; // it was about to be signed here when the lease went on: the other one gets there
    }
    if (before) this.#agree(before, await rootAt(before.size, nodesIn(seen.size, this.trees.read)));
    await this.#kept(origin).memory.keep(newest.note);
    this.#signed = { size: seen.size, at_ms: -Infinity };
  }

  #agree({ size, root }: TreeHead, ours: Hash): void {
    if (!root.equals(ours)) throw new Error(`a tree of ${size} events was signed, and the log's first ${size} make another one: ${anew}`); // prettier-ignore
  }

  async #recalled(origin: string): Promise<TreeHead | undefined> {
    const note = await this.#kept(origin).memory.note();
    return note === undefined ? undefined : this.#opened(origin, note);
  }

  async #opened(origin: string, note: string): Promise<TreeHead> {
    return openCheckpoint(
      note,
      (await this.keys.all(origin)).map(({ vkey }) => verifierOf(vkey)),
    );
  }

  /** What this instance holds of the log beside its tree: who is at it, and what was signed. Its name never changes. */
  #kept(origin: string) {
    const folder = join(this.settings.dataDir, 'transparency-log');
    return (this.#own ??= {
      lease: new Lease(this.database, `transparency-log ${origin}`, randomUUID()),
      memory: new Remembered(folder, origin),
    });
  }
}

const anew = 'the database was put back to an earlier state, or altered. Nothing is signed until it is brought back, or LOG_ORIGIN names a new log'; // prettier-ignore
const lost = (signed: number, there: number): string => `a tree of ${signed} events was signed, and there are ${there}: ${anew}`; // prettier-ignore
