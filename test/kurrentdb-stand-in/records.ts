import type { RecordedRecord, Proposed } from './shapes.js';

/** How many bytes every record takes beside its data, so that positions are sparse. */
const overhead_bytes = 120;

/** What the stand-in holds: the rules of a server for revisions and repeats, on an array. */
export class Records {
  readonly all: RecordedRecord[] = [];
  readonly #streams = new Map<string, RecordedRecord[]>();
  #position = 64;

  revisionOf(stream: string): number {
    return (this.#streams.get(stream)?.length ?? 0) - 1;
  }

  of(stream: string): readonly RecordedRecord[] | undefined {
    return this.#streams.get(stream);
  }

  /** Whether one can be read from: a place where a record begins, or beyond the last one. */
  isLanding(position: number): boolean {
    return position >= this.#position || this.all.some((each) => each.position === position);
  }

  /**
   * The last record of an append. Where the same ids stand behind the expected revision already, it is that of then; where
   * others do, nothing.
   */
  append(stream: string, expected: number, proposed: readonly Proposed[]): RecordedRecord | undefined {
    const records = this.#streams.get(stream) ?? [];
    if (expected === records.length - 1) return this.#write(stream, records, proposed);
    const there = records.slice(expected + 1, expected + 1 + proposed.length);
    const isRepeat = there.length === proposed.length && there.every(({ id }, n) => id === proposed[n]?.id);
    return isRepeat ? there.at(-1) : undefined;
  }

  #write(stream: string, records: RecordedRecord[], proposed: readonly Proposed[]): RecordedRecord | undefined {
    const created = Date.now();
    for (const each of proposed) {
      const record = { ...each, stream, revision: records.length, position: this.#position, created };
      this.#position += overhead_bytes + each.data.length;
      records.push(record);
      this.all.push(record);
    }
    this.#streams.set(stream, records);
    return records.at(-1);
  }
}
