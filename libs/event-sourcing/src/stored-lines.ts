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
  /** The position of the event that has a number; 0 before the first. */
  abstract positionOf(number: number): Promise<number>;
  /** How many events the log has. */
  abstract size(): Promise<number>;
}

/** A log that takes events which were recorded in another one, as they are stored there. */
export abstract class LineKeeper {
  /**
   * Keeps the next lines, in order, the first of which has the number after the log's last. All of them when it is done; the
   * first ones of them where it was interrupted.
   *
   * @throws where the log has grown otherwise, or cannot keep a line as it is
   */
  abstract keep(lines: readonly StoredLine[]): Promise<void>;
}

/** What a stored line's content says. `recordedAt`: with all its microseconds; `body`: as it is stored, byte for byte. */
export type LineContent = Readonly<{ streamId: string; revision: number; recordedAt: string; body: string }>;

const beforeBody = /^\{"stream":("(?:[^"\\]|\\.)*"),"revision":(\d+),"recordedAt":"([^"]+)","body":/;

/** @throws where this is no content of a stored line */
export const contentOf = ({ position, content }: StoredLine): LineContent => {
  const [before = '', stream = '', revision, recordedAt = ''] = beforeBody.exec(content) ?? [];
  if (before === '' || !content.endsWith('}'))
    throw new Error(`the event at ${position} is not stored as this program does`);
  const streamId: string = JSON.parse(stream);
  return { streamId, revision: Number(revision), recordedAt, body: content.slice(before.length, -1) };
};
