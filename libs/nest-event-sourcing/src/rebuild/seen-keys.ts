const bitsPerWord_log2 = 5;
const hashes_n = 4;

/**
 * Which keys were written to a table: "no" is certain, "yes" is nearly always so, and costs no more than a look into the
 * table where it is not (a Bloom filter). Its memory is fixed, however many keys there are.
 */
export class SeenKeys {
  readonly #words: Uint32Array;
  readonly #mask: number;

  /** @param bytes a power of two, from 4 on */
  constructor(bytes: number) {
    this.#words = new Uint32Array(bytes >> 2);
    this.#mask = bytes * 8 - 1;
  }

  add(key: string): void {
    const [first, step] = hashesOf(key);
    for (let n = 0, bit = first; n < hashes_n; n++, bit = (bit + step) >>> 0) {
      const at = bit & this.#mask;
      this.#words[at >>> bitsPerWord_log2]! |= 1 << (at & 31);
    }
  }

  has(key: string): boolean {
    const [first, step] = hashesOf(key);
    for (let n = 0, bit = first; n < hashes_n; n++, bit = (bit + step) >>> 0) {
      const at = bit & this.#mask;
      if ((this.#words[at >>> bitsPerWord_log2]! & (1 << (at & 31))) === 0) return false;
    }
    return true;
  }
}

/** Two hashes of which all others are made (Kirsch and Mitzenmacher, 2006): FNV-1a, and the same from another seed, mixed. */
const hashesOf = (text: string): readonly [first: number, step: number] => {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  b = Math.imul(b ^ (b >>> 15), 0xc2b2ae35);
  return [(a ^ (a >>> 13)) >>> 0, ((b ^ (b >>> 16)) | 1) >>> 0];
};
