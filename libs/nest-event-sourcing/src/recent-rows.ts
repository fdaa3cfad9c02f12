/** As JSON: some ten thousand rows. */
const characters_max = 16 << 20;

type Saved = Readonly<{ row: object; characters: number }>;

/**
 * Rows as they were saved last, which need not be loaded again by whom nobody overtook: those that were touched last, of all
 * tables together.
 */
export class RecentRows {
  /** What the checkpoint shows as long as nobody else has moved it, or put other tables in the place of these. */
  mark: string | undefined;
  readonly #rows = new Map<string, Saved>();
  #characters = 0;

  /** @param most how many characters of JSON it holds */
  constructor(private readonly most = characters_max) {}

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  get(table: string, key: string): object | undefined {
    return this.#rows.get(table + key)?.row;
  }

  keep(table: string, key: string, row: object, characters: number): void {
    this.forget(table, key); // it is the newest now
    this.#rows.set(table + key, { row, characters });
    this.#characters += characters;
    for (const oldest of this.#rows.keys()) {
      if (this.#characters <= this.most) break;
      this.#forget(oldest);
    }
  }

  forget(table: string, key: string): void {
    this.#forget(table + key);
  }

  clear(): void {
    this.#rows.clear();
    this.#characters = 0;
  }

  #forget(name: string): void {
    this.#characters -= this.#rows.get(name)?.characters ?? 0;
    this.#rows.delete(name);
  }
}
