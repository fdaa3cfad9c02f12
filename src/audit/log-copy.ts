import { type LineKeeper, type StoredHeader, type StoredLine, type StoredLines } from '#event-sourcing';
import { Frontier, leafHash, type Hash } from '#transparency-log';
import { hash } from 'node:crypto';
import { entryOf } from './line.js';

const compared_max = 5_000;
const copied_max = 2_000;

/** The two logs, and what keeps events in the second one. */
export type Route = Readonly<{ from: StoredLines; to: StoredLines; keeper: LineKeeper }>;
export type CopyStage = Readonly<{ stage: 'compare' | 'copy' | 'verify'; done: number; of: number }>;
/** `of`: the sizes at which the first log's root is wanted, too. */
export type CopyOptions = Readonly<{
  progress: (stage: CopyStage) => void;
  stopping: AbortSignal;
  of: readonly number[];
}>;

/**
 * What became of it. `size`: of the first log when this began; `before`: how many of its events the second one had by then;
 * `from`, `to`: the roots of their trees at this size; `roots`: those of the first log that were asked for.
 */
export type Copied = Readonly<{
  size: number;
  before: number;
  from: Hash;
  to: Hash;
  roots: ReadonlyMap<number, Hash>;
}>;

/** The second log holds something else. */
export class OtherLog extends Error {}

/**
 * Copies a log into another one, which is empty or holds the beginning of it: so what was interrupted is gone on with. What is
 * there is compared event by event, what is not is copied, and then read again. Of neither more than a page is in memory.
 *
 * @throws OtherLog
 */
export const copyLog = async (route: Route, options: CopyOptions): Promise<Copied> => {
  const size = await route.from.size();
  const trees = { from: new Frontier(), to: new Frontier() };
  const roots = new Map<number, Hash>();
  const taken = (header: StoredHeader): void => {
    if (header.position !== trees.from.size + 1)
      throw new Error(`after event ${trees.from.size} the first log has ${header.position}`);
    trees.from.append(leafHash(entryOf(header)));
    if (options.of.includes(trees.from.size)) roots.set(trees.from.size, trees.from.root());
  };
  await compare(route, size, trees, taken, options);
  const before = trees.to.size;
  await copy(route, size, trees.from, taken, options);
  await verify(route, size, trees.to, options);
  return { size, before, from: trees.from.root(), to: trees.to.root(), roots };
};

type Trees = Readonly<{ from: Frontier; to: Frontier }>;
type Taken = (header: StoredHeader) => void;

const compare = async ({ from, to }: Route, size: number, trees: Trees, taken: Taken, options: CopyOptions) => {
  for (;;) {
    options.stopping.throwIfAborted();
    const [there, ours] = await Promise.all([to, from].map((log) => log.headers(trees.to.size, compared_max)));
    if (!there || !ours || there.length === 0) return;
    for (const [n, header] of there.entries()) {
      const [our, their] = [ours[n] && entryOf(ours[n]), entryOf(header)];
      if (!our?.equals(their)) throw new OtherLog(otherAt(header, ours[n]));
      taken(header);
      trees.to.append(leafHash(their));
    }
    options.progress({ stage: 'compare', done: trees.to.size, of: size });
  }
};

const otherAt = ({ position, type, id }: StoredHeader, ours: StoredHeader | undefined): string => {
  const instead = ours ? `${ours.type} ${ours.id}, as it is stored there` : 'none: it is shorter';
  return `the second log is another one: its event ${position} is ${type} ${id}, and the first log has ${instead}`;
};

/** Reads ahead by a page. */
const copy = async ({ from, keeper }: Route, size: number, tree: Frontier, taken: Taken, options: CopyOptions) => {
  const after = (number: number) => {
    const page = number < size ? from.lines(number, Math.min(copied_max, size - number)) : Promise.resolve([]);
    page.catch(() => undefined); // heard of when it is waited for
    return page;
  };
  for (let next = after(tree.size); tree.size < size;) {
    const lines = await next;
    const end = lines.at(-1);
    if (!end) throw new Error(`the first log ends after event ${tree.size} of ${size}`);
    next = after(end.position);
    for (const line of lines) taken(headerOf(line));
    await keeper.keep(lines);
    options.progress({ stage: 'copy', done: tree.size, of: size });
    options.stopping.throwIfAborted();
  }
};

const verify = async ({ to }: Route, size: number, tree: Frontier, { progress, stopping }: CopyOptions) => {
  while (tree.size < size) {
    stopping.throwIfAborted();
    const headers = await to.headers(tree.size, Math.min(compared_max, size - tree.size));
    if (headers.length === 0) throw new Error(`the second log ends after event ${tree.size} of ${size}`);
    for (const header of headers) tree.append(leafHash(entryOf(header)));
    progress({ stage: 'verify', done: tree.size, of: size });
  }
};

const headerOf = ({ content, ...header }: StoredLine): StoredHeader => ({
  ...header,
  sha256: hash('sha256', content, 'hex'),
});
