import type { DataSource } from 'typeorm';

/** More than are kept: of some nobody has noticed yet that they are gone. */
const opened_max = 16;
const idle_ms = 10 * 60_000;
const askedAgain_ms = 10_000;

type Known = Readonly<{ database: Promise<DataSource>; asked_ms: number }>;

/** The states to which this process is connected. */
export class Opened {
  readonly #known = new Map<string, Known>();

  /** @param asked is told now and then that a state is asked still */
  constructor(
    private readonly connect: (schema: string) => Promise<DataSource>,
    private readonly asked: (schema: string) => Promise<void>,
  ) {}

  open(schema: string): Promise<DataSource> {
    const known = this.#known.get(schema);
    const now_ms = performance.now();
    if (known && now_ms - known.asked_ms < askedAgain_ms) return known.database;
    if (known) this.asked(schema).catch(() => undefined); // it may be taken away a little early
    const database = known?.database ?? this.connect(schema);
    database.catch(() => this.#known.delete(schema));
    this.#known.delete(schema);
    this.#known.set(schema, { database, asked_ms: now_ms }); // behind all that were asked before
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > opened_max) void this.close(oldest);
    return database;
  }

  async close(schema: string): Promise<void> {
    const known = this.#known.get(schema);
    this.#known.delete(schema);
    await known?.database.then((database) => database.destroy()).catch(() => undefined);
  }

  async closeIdle(): Promise<void> {
    for (const [schema, { asked_ms }] of this.#known)
      if (performance.now() - asked_ms > idle_ms) await this.close(schema);
  }

  async closeAll(): Promise<void> {
    for (const schema of [...this.#known.keys()]) await this.close(schema);
  }
}
