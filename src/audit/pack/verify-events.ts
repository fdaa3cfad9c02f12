import { Frontier, hash_bytes, leafHash, type Hash, type TreeHead } from '#transparency-log';
import { entryIn, headerIn } from '../line.js';
import type { PackReader } from './containers.js';
import type { Findings } from './findings.js';
import { eachLine, LineTooLong } from './lines.js';
import { eventsOf, leavesOf, type Manifest, type Part } from './manifest.js';

const leaves_bytes_max = 64 << 20;

/** A tree that somebody signed, and where that was found. */
export type SignedTree = TreeHead & Readonly<{ where: string }>;

/**
 * That the events are those of which the trees were signed. The enclosed hashes of the leaves are to make every root that
 * was signed; and each line its leaf. So what was altered is named by its line, and not only the whole found wrong.
 */
export const verifyEvents = (
  pack: PackReader,
  manifest: Manifest,
  trees: readonly SignedTree[],
  findings: Findings,
  progress: (done: number, of: number) => void = () => undefined,
): void => {
  const signed = new SignedTrees(trees);
  const lines = new Lines(manifest, findings);
  for (const part of manifest.parts) {
    const leaves = leavesIn(pack, part, findings);
    if (!leaves || !pack.files.has(eventsOf(part))) return;
    lines.verify(pack, part, leaves, (leaf) => signed.append(leaf));
    progress(part.last, manifest.size);
  }
  for (const { where, size } of signed.wrong())
    findings.add(where, lines.differ ? `the first ${size} leaves do not make the root that was signed: among the events and leaves named here are those that were altered` : `the first ${size} events are not those that were signed`); // prettier-ignore
};

/** Compares the roots of a growing tree with those that were signed. */
class SignedTrees {
  readonly #frontier = new Frontier();
  readonly #wrong: SignedTree[] = [];
  readonly #trees: readonly SignedTree[];
  #next = 0;

  constructor(trees: readonly SignedTree[]) {
    this.#trees = trees.toSorted((a, b) => a.size - b.size);
    this.#compare();
  }

  append(leaf: Hash): void {
    this.#frontier.append(leaf);
    this.#compare();
  }

  /** Those that are not the trees of these leaves, or lie beyond them. */
  wrong(): readonly SignedTree[] {
    return [...this.#wrong, ...this.#trees.slice(this.#next)];
  }

  #compare(): void {
    for (
      let tree = this.#trees[this.#next];
      tree && tree.size === this.#frontier.size;
      tree = this.#trees[++this.#next]
    )
      if (!tree.root.equals(this.#frontier.root())) this.#wrong.push(tree);
  }
}

const leavesIn = (pack: PackReader, part: Part, findings: Findings): Buffer | undefined => {
  const name = leavesOf(part);
  const wanted = (part.last - part.first + 1) * hash_bytes;
  const size = pack.files.get(name);
  if (size === undefined) return undefined; // it was named as missing
  if (size !== wanted || size > leaves_bytes_max) {
    findings.add(name, `it has ${size} bytes, and ${wanted} are signed`);
    return undefined;
  }
  const leaves = Buffer.alloc(wanted);
  let at = 0;
  for (const piece of pack.pieces(name)) at += piece.copy(leaves, at);
  return leaves;
};

/** Compares the lines of all parts, one behind the other, with the leaves that are enclosed. */
class Lines {
  /** Whether some line has another leaf than the enclosed one. */
  differ = false;

  constructor(
    private readonly manifest: Manifest,
    private readonly findings: Findings,
  ) {}

  verify(pack: PackReader, part: Part, leaves: Buffer, leaf: (leaf: Hash) => void): void {
    const name = eventsOf(part);
    const leafAt = (position: number): Buffer => {
      const from = (position - part.first) * hash_bytes;
      return leaves.subarray(from, from + hash_bytes);
    };
    if (pack.files.get(name) !== part.bytes) this.findings.add(name, `it has ${pack.files.get(name)} bytes, and ${part.bytes} are signed`); // prettier-ignore
    let [number, next] = [0, part.first];
    const skipTo = (position: number) => {
      if (position > next) this.#missing(name, next, position - 1);
      for (; next < position; next++) leaf(Buffer.from(leafAt(next)));
    };
    const onLine = (line: Buffer) => {
      number++;
      const read = entryIn(line);
      const own = read && leafHash(read.entry);
      if (own && next <= part.last && own.equals(leafAt(next)) && this.#isAsItShouldBe(read)) {
        leaf(own); // nearly always
        next++;
        return;
      }
      const header = read && headerIn(read.entry);
      const where = `${name}, line ${number}`;
      if (!own || !header) return this.#differs(`${where}, where event ${next} should be`, 'it is no event');
      const title = `${where}: event ${header.position}, ${header.type} ${header.id}`;
      if (header.position > part.last || header.position < part.first)
        return this.#differs(title, 'it does not belong here');
      if (header.position < next) return this.#differs(title, 'it stands behind its place, or for the second time');
      skipTo(header.position);
      if (!own.equals(leafAt(next))) this.#differs(title, 'it is not what was signed');
      else if (!this.#isAsItShouldBe(read)) this.findings.add(title, read.isWhole ? 'it is whole, and is said not to be' : 'its content is left out'); // prettier-ignore
      leaf(Buffer.from(leafAt(next)));
      next++;
    };
    try {
      if (!eachLine(pack.pieces(name), onLine)) this.findings.add(name, 'its last line has no end');
    } catch (error) {
      if (!(error instanceof LineTooLong)) throw error;
      this.findings.add(name, error.message);
    }
    skipTo(part.last + 1);
  }

  #differs(where: string, what: string): void {
    this.differ = true;
    this.findings.add(where, what);
  }

  #missing(name: string, first: number, last: number): void {
    this.#differs(name, first === last ? `event ${first} is missing or altered` : `events ${first} to ${last} are missing or altered`); // prettier-ignore
  }

  /** Whole or not, as the manifest says. */
  #isAsItShouldBe({ entry, isWhole }: Readonly<{ entry: Buffer; isWhole: boolean }>): boolean {
    const { alliance } = this.manifest;
    return isWhole === (alliance === undefined || headerIn(entry)?.alliance === alliance);
  }
}
