import { appendEvents_max, derivedId, subjectOf, type Issue, type Recorded, type Versioned } from '#event-sourcing';
import { jsonEvent, type EventData } from '@kurrent/kurrentdb-client';
import type { Read } from './reads.js';

/** How large the bodies of one append may be, together: what a server takes unless it is told otherwise. */
export const appendBytes_max = 1 << 20;

type Body = Pick<Recorded, 'version' | 'data' | 'issue'>;
/** What stands beside an event that was copied from another log: when it was recorded there, to the microsecond. */
export type Beside = Readonly<{ recordedAt?: string }>;

/** An event as it is stored. `instant`: when it was recorded, as the audit's tree has it. */
export type StoredEvent = Recorded & Readonly<{ instant: string }>;

/** An append's events as the server stores them, and how large their bodies are. */
export type Stored = Readonly<{ events: readonly EventData[]; bytes: number }>;

/** JSON that people can read in the server's pages. @throws RangeError */
export const toStore = (events: readonly Versioned[], issue: Issue): Stored => {
  if (events.length === 0 || events.length > appendEvents_max) throw new RangeError(`${events.length} events`);
  let bytes = 0;
  const stored = events.map(({ type, version = 1, data }, n) => {
    const body = { version, data, issue };
    bytes += Buffer.byteLength(JSON.stringify(body));
    return jsonEvent({ id: derivedId(issue, n), type, data: body });
  });
  if (bytes > appendBytes_max) throw new RangeError(`${bytes} bytes`);
  return { events: stored, bytes };
};

/** An event as it was read. @param prefix of all streams of this log */
export const recorded = (read: Read, prefix: string): Recorded => {
  const { version, data, issue } = read.data as Body; // nobody but this program, or a copy of what it wrote, stands there
  const streamId = read.streamId.slice(prefix.length);
  return {
    id: read.id,
    type: read.type,
    streamId,
    subjectId: subjectOf(streamId),
    revision: read.revision,
    position: read.position,
    recordedAt: `${instantOf(read).slice(0, 23)}Z`,
    version,
    data,
    issue,
  };
};

/** The same, with its instant as it is stored. */
export const stored = (read: Read, prefix: string): StoredEvent => ({
  ...recorded(read, prefix),
  instant: instantOf(read),
});

const instantOf = ({ created, metadata }: Read): string => (metadata as Beside | undefined)?.recordedAt ?? created; // as above
