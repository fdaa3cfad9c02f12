import { appendEvents_max, contentOf, LineKeeper, type StoredLine } from '#event-sourcing';
import { WrongExpectedVersionError } from '@kurrent/kurrentdb-client';
import { appendInOrder, type Append, type Proposed } from './appends.js';
import type { Connection } from './connection.js';
import type { Beside } from './stored.js';

/** How large one append may be with all that stands beside its bodies: half of what a server takes unless it is told otherwise. */
const runBytes_max = 512 << 10;
/** How many appends, and how much together, are on their way at once. */
const flightRuns_max = 256;
const flightBytes_max = 1 << 20;

/** Lines of one stream that follow each other, as one append. */
type Run = Append & Readonly<{ streamId: string; first: StoredLine; events: Proposed[] }> & { bytes: number };

/**
 * Keeps a copied log in KurrentDB. Nothing there keeps the order of all streams but the order in which appends arrive: lines of
 * one stream that follow each other go in one append, and appends one behind the other over one call. Each expects its stream's
 * revision, so those of unknown outcome may be sent again.
 */
export class KurrentLineKeeper extends LineKeeper {
  /** Of the last line that is known to be kept. */
  #position = 0;

  /** @param prefix of the names of all streams */
  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
  ) {
    super();
  }

  override async keep(lines: readonly StoredLine[]): Promise<void> {
    for (const flight of flightsOf(runsOf(lines, this.prefix))) await this.#send(flight);
  }

  async #send(flight: readonly Run[]): Promise<void> {
    let positions: number[] = [];
    try {
      await this.connection.ask((client, heard) => {
        const told: number[] = (positions = []);
        return appendInOrder(client, flight, (position) => (heard(), told.push(position)));
      });
    } catch (error) {
      const why = error instanceof WrongExpectedVersionError ? 'somebody else writes there' : String(error);
      throw new Error(`${nameOf(flight[positions.length])} was not taken: ${why}`, { cause: error });
    }
    for (const [n, position] of positions.entries()) {
      if (position <= this.#position)
        throw new Error(`${nameOf(flight[n])} stands before an earlier one: begin a new copy, under another prefix`);
      this.#position = position;
    }
  }
}

const nameOf = (run: Run | undefined): string => `event ${run?.first.position}, of ${run?.streamId},`;

/** Runs that go together. One that a server may find too large is the last of them, so that nothing stands behind it then. */
const flightsOf = function* (runs: Iterable<Run>): Generator<readonly Run[]> {
  let [flight, bytes]: [Run[], number] = [[], 0];
  for (const run of runs) {
    if (flight.length > 0 && (flight.length === flightRuns_max || bytes + run.bytes > flightBytes_max)) {
      yield flight;
      [flight, bytes] = [[], 0];
    }
    flight.push(run);
    bytes += run.bytes > runBytes_max ? flightBytes_max : run.bytes;
  }
  if (flight.length > 0) yield flight;
};

const runsOf = function* (lines: readonly StoredLine[], prefix: string): Generator<Run> {
  let run: Run | undefined;
  for (const line of lines) {
    const { streamId, revision, recordedAt, body } = contentOf(line);
    const event = proposed(line, body, { recordedAt });
    const bytes = Buffer.byteLength(event.data) + event.metadata.length + 2 * event.type.length;
    const joins =
      run?.streamId === prefix + streamId &&
      run.revision + run.events.length + 1 === revision &&
      run.events.length < appendEvents_max &&
      run.bytes + bytes <= runBytes_max;
    if (run && joins) {
      run.events.push(event);
      run.bytes += bytes;
    } else {
      if (run) yield run;
      run = { streamId: prefix + streamId, revision: revision - 1, first: line, events: [event], bytes };
    }
  }
  if (run) yield run;
};

/** Whoever reads it makes its text anew of the same parts: so it must be what that would be. @throws where it is not */
const proposed = ({ position, type, id }: StoredLine, body: string, metadata: Beside): Proposed => {
  const { version, data, issue } = JSON.parse(body);
  if (JSON.stringify({ version, data, issue }) !== body)
    throw new Error(`event ${position} would not be stored byte for byte`);
  return { id, type, data: body, metadata: JSON.stringify(metadata) };
};
