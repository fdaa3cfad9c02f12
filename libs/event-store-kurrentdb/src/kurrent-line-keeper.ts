import { appendEvents_max, contentOf, LineKeeper, type StoredLine } from '#event-sourcing';
import { jsonEvent, WrongExpectedVersionError, type EventData } from '@kurrent/kurrentdb-client';
import type { Connection } from './connection.js';
import { stateOf } from './expectations.js';
import { appendBytes_max, type Beside } from './stored.js';

/** Lines of one stream that follow each other, on their way. */
type Run = {
  readonly streamId: string;
  readonly first: StoredLine;
  revision: number;
  bytes: number;
  events: EventData[];
};

/**
 * Keeps a copied log in KurrentDB. One append after the other, since nothing else keeps the order of all streams; lines of one
 * stream that follow each other go in one. Each expects its stream's revision, so one of unknown outcome may be sent again.
 */
export class KurrentLineKeeper extends LineKeeper {
  /** @param prefix of the names of all streams */
  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
  ) {
    super();
  }

  override async keep(lines: readonly StoredLine[]): Promise<void> {
    for (const run of runsOf(lines)) await this.#append(run);
  }

  async #append({ streamId, first, revision, events }: Run): Promise<void> {
    const expected = { streamState: stateOf(revision - events.length) };
    try {
      await this.connection.ask((client) => client.appendToStream(this.prefix + streamId, events, expected));
    } catch (error) {
      const why = error instanceof WrongExpectedVersionError ? 'somebody else writes there' : String(error);
      throw new Error(`event ${first.position}, of ${streamId}, was not taken: ${why}`, { cause: error });
    }
  }
}

const runsOf = function* (lines: readonly StoredLine[]): Generator<Run> {
  let run: Run | undefined;
  for (const line of lines) {
    const { streamId, revision, recordedAt, body } = contentOf(line);
    const bytes = Buffer.byteLength(body);
    const joins =
      run?.streamId === streamId &&
      run.revision + 1 === revision &&
      run.events.length < appendEvents_max &&
      run.bytes + bytes <= appendBytes_max;
    if (run && !joins) yield run;
    if (!run || !joins) run = { streamId, first: line, revision, bytes: 0, events: [] };
    run.revision = revision;
    run.bytes += bytes;
    run.events.push(stored(line, body, { recordedAt }));
  }
  if (run) yield run;
};

/** The client writes JSON by itself: so it must be what that would write. @throws where it is not */
const stored = ({ position, type, id }: StoredLine, body: string, metadata: Beside): EventData => {
  const { version, data, issue } = JSON.parse(body);
  const content = { version, data, issue };
  if (JSON.stringify(content) !== body) throw new Error(`event ${position} would not be stored byte for byte`);
  return jsonEvent({ id, type, data: content, metadata });
};
