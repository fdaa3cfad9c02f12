/** What a stored event is told from others by, and the SHA-256 of all the rest of it, in hexadecimal. */
export type StoredHeader = Readonly<{ position: number; tenantId: string; type: string; id: string; sha256: string }>;
/** A stored event, whole. `content` is the text that `sha256` is of. */
export type StoredLine = Omit<StoredHeader, 'sha256'> & Readonly<{ content: string }>;

/**
 * The log as it is stored, for those who prove it or carry it away: its events numbered 1, 2, 3 …, whatever their positions
 * are. In a dense log the number is the position.
 */
export abstract class StoredLines {
  /** The next events after a number; fewer than `lines_max` only at the end of the log. */
  abstract headers(after: number, lines_max: number): Promise<readonly StoredHeader[]>;
  /** Some of the next events after a number: at most `lines_max`, of a bounded size together; none only at the end. */
  abstract lines(after: number, lines_max: number): Promise<readonly StoredLine[]>;
  /** How many events stand up to and with a position of the log: the number of the one that stands there. */
  abstract numberAt(position: number): Promise<number>;
  /** How many events the log has. */
  abstract size(): Promise<number>;
}
