import { appendEvents_max, derivedId, subjectOf, type Issue, type Recorded, type Versioned } from '#event-sourcing';
import { jsonEvent, type AllStreamResolvedEvent, type EventData, type ResolvedEvent } from '@kurrent/kurrentdb-client';

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

/** An event as it was read. @param prefix of all streams of this log. @throws where the server is older than 22.6 */
export const recorded = ({ event }: ResolvedEvent | AllStreamResolvedEvent, prefix: string): Recorded => {
  if (!event?.position)
    throw new Error('the server does not say where an event stands in the log; it takes 22.6 or later');
  // Nobody but this program, or a copy of what it wrote, stands under the prefix.
  const [{ version, data, issue }, beside] = [event.data as unknown as Body, event.metadata as Beside | undefined];
  const streamId = event.streamId.slice(prefix.length);
  return {
    id: event.id,
    type: event.type,
    streamId,
    subjectId: subjectOf(streamId),
    revision: Number(event.revision),
    position: whole(event.position.commit),
    recordedAt: beside?.recordedAt ? `${beside.recordedAt.slice(0, 23)}Z` : event.created.toISOString(),
    version,
    data,
    issue,
  };
};

/** The same, with its instant as it is stored. */
export const stored = (read: ResolvedEvent | AllStreamResolvedEvent, prefix: string): StoredEvent => {
  const event = recorded(read, prefix);
  const beside = read.event?.metadata as Beside | undefined; // as above
  return { ...event, instant: beside?.recordedAt ?? wholeSecond(event.recordedAt) };
};

/** Some of the client's reads say no more than the second: what is signed must not depend on which one was asked. */
const wholeSecond = (recordedAt: string): string => `${recordedAt.slice(0, 19)}.000000Z`;

/** A place in the log's files, in bytes: 2^53 of them are nine million gigabytes. */
export const whole = (position: bigint): number => {
  const number = Number(position);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${position} is too far for a position`);
  return number;
};
