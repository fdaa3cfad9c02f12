import { emptyRoot, nodeHash, type Hash } from './hashes.js';

/** The root over complete subtrees that stand side by side, the largest first. */
export const rootOver = (peaks: readonly Hash[]): Hash =>
  peaks.length === 0 ? emptyRoot : peaks.reduceRight((right, left) => nodeHash(left, right));

/**
 * A tree of which only its right edge is kept: the roots of the complete subtrees that it is made of. It grows leaf by
 * leaf and knows its root at every size, in as many hashes as its size has ones.
 */
export class Frontier {
  readonly #peaks: Hash[] = [];
  #size = 0;

  /** How many leaves it has. */
  get size(): number {
    return this.#size;
  }

  append(leaf: Hash): void {
    let peak = leaf;
    for (let left = this.#size; left % 2 === 1; left = (left - 1) / 2) peak = nodeHash(this.#peaks.pop()!, peak); // an odd size has a peak of this height
    this.#peaks.push(peak);
    this.#size++;
  }

  root(): Hash {
    return rootOver(this.#peaks);
  }
}
