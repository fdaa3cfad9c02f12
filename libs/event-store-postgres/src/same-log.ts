import { callbackify } from 'node:util';
import type { PoolClient } from 'pg';

/** The log lacks an event that this process has seen in it. */
export class LogWentBack extends Error {
  override readonly name = 'LogWentBack';
}

/** The server follows another one, and only reads. */
export class OnStandby extends Error {
  override readonly name = 'OnStandby';
}

/** Where an event is in the log, and which one it is. */
export type Placed = Readonly<{ position: number; id: string }>;

type Look = Readonly<{ standby: boolean; known: boolean }>;

/**
 * Looks at every new connection whether it leads to the log that this process knows: behind the same address there may be
 * another server than before, a standby that was promoted before it had everything, or a backup that was put back. Then the
 * states, and the places of readers, that this process has in memory are of another log, and nothing may be built on them:
 * whoever runs it starts it anew.
 */
export class SameLog {
  /** The newest event that was seen. */
  #newest: Placed | undefined;
  #tell: (error: LogWentBack) => void = () => undefined;
  /** Is rejected, with LogWentBack, once the log went back; is never resolved. */
  readonly gone: Promise<never> = new Promise((_, reject) => (this.#tell = reject));

  constructor() {
    this.gone.catch(() => undefined); // whoever asks for it hears of it
  }

  /** It is in the log. */
  saw(event: Placed): void {
    if (event.position > (this.#newest?.position ?? 0)) this.#newest = event;
  }

  /** What a pool asks of a connection before it hands it to anybody. */
  readonly verify = callbackify((client: Pick<PoolClient, 'query'>) => this.#look(client));

  async #look(client: Pick<PoolClient, 'query'>): Promise<void> {
    const newest = this.#newest;
    const { rows } = newest
      ? await client.query<Look>(
          `SELECT pg_is_in_recovery() AS standby,
             EXISTS (SELECT FROM log.event WHERE position = $1 AND id = $2) AS known`,
          [newest.position, newest.id],
        )
      : await client.query<Look>('SELECT pg_is_in_recovery() AS standby, true AS known');
    const [{ standby, known } = { standby: false, known: true }] = rows;
    if (standby) throw new OnStandby(`connection refused: ${onlyReads}`);
    if (newest && !known) {
      const error = new LogWentBack(
        `connection refused: the database was put back to an earlier state, or a standby took over that had not everything: ` +
          `event ${newest.id}, which was at position ${newest.position}, is not there`,
      );
      this.#tell(error);
      throw error;
    }
  }
}

/** What is to be done about a standby where the primary is wanted. */
export const onlyReads =
  'the database is a standby, which only reads: name the primary, or promote it (SELECT pg_promote())';
