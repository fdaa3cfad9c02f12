import { convertToCommandError, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { callOn } from './calls.js';

/** An event as the server has it. `created`: when it was recorded there, to the microsecond (ISO 8601, UTC). */
export type Read = Readonly<{
  id: string;
  type: string;
  streamId: string;
  revision: number;
  position: number;
  created: string;
  data: unknown;
  metadata: unknown;
  /** How large they are. */
  bytes: number;
}>;

/** Of a stream from a revision on, or its last event. */
export type OfStream = Readonly<{ streamId: string; from: number | 'last'; events_max: number }>;
/** Of all streams with a prefix, from a position on at which an event stands, or the last one. */
export type OfAll = Readonly<{ prefix: string; from: number | 'last'; events_max: number }>;

const { Options } = streams.ReadReq;
const nothing = new shared.Empty();

export const readStream = (client: KurrentDBClient, { streamId, from, events_max }: OfStream): AsyncIterable<Read> => {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(streamId));
  const stream = new Options.StreamOptions().setStreamIdentifier(identifier);
  if (from === 'last') stream.setEnd(nothing);
  else stream.setRevision(String(from));
  return answered(client, asking(from, events_max).setStream(stream).setNoFilter(nothing));
};

export const readAll = (client: KurrentDBClient, { prefix, from, events_max }: OfAll): AsyncIterable<Read> => {
  const place = new Options.Position().setCommitPosition(String(from)).setPreparePosition(String(from));
  const all = new Options.AllOptions();
  if (from === 'last') all.setEnd(nothing);
  else if (from === 0) all.setStart(nothing);
  else all.setPosition(place);
  const names = new Options.FilterOptions.Expression().setPrefixList([prefix]);
  const filter = new Options.FilterOptions().setStreamIdentifier(names).setCount(nothing);
  return answered(client, asking(from, events_max).setAll(all).setFilter(filter.setCheckpointintervalmultiplier(1)));
};

const asking = (from: number | 'last', events_max: number): streams.ReadReq.Options =>
  new Options()
    .setCount(String(events_max))
    .setReadDirection(from === 'last' ? Options.ReadDirection.BACKWARDS : Options.ReadDirection.FORWARDS)
    .setUuidOption(new Options.UUIDOption().setString(nothing));

/** @throws what the client would */
const answered = async function* (client: KurrentDBClient, options: streams.ReadReq.Options): AsyncIterable<Read> {
  const request = new streams.ReadReq().setOptions(options);
  try {
    const call = await callOn(client, 'read', (stub, ...how) => stub.read(request, ...how));
    try {
      for await (const answer of call) {
        const event = (answer as streams.ReadResp).getEvent()?.getEvent();
        if (event) yield readOf(event);
      }
    } finally {
      call.cancel(); // whoever leaves off early wants no more; of what has ended there is nothing to cancel
    }
  } catch (error) {
    throw error instanceof Error ? convertToCommandError(error) : error;
  }
};

const readOf = (event: streams.ReadResp.ReadEvent.RecordedEvent): Read => {
  const metadata = event.getMetadataMap();
  const [data, custom] = [event.getData_asU8(), event.getCustomMetadata_asU8()];
  return {
    id: event.getId()?.getString() ?? '',
    type: metadata.get('type') ?? '',
    streamId: textOf(event.getStreamIdentifier()?.getStreamName_asU8()),
    revision: Number(event.getStreamRevision()),
    position: whole(BigInt(event.getCommitPosition())),
    created: instantOf(metadata.get('created') ?? ''),
    data: JSON.parse(textOf(data)),
    metadata: custom.length > 0 ? JSON.parse(textOf(custom)) : undefined,
    bytes: data.length + custom.length,
  };
};

const textOf = (bytes: Uint8Array | undefined): string => (bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString() : ''); // prettier-ignore

/** @param ticks of 100 nanoseconds since 1970 */
const instantOf = (ticks: string): string =>
  `${new Date(Number(ticks.slice(0, -4))).toISOString().slice(0, -1)}${ticks.slice(-4, -1)}Z`;

/**
 * A place in the log's files, in bytes: 2^53 of them are nine million gigabytes.
 *
 * @throws RangeError also where a server older than 22.6 does not say where an event stands
 */
export const whole = (position: bigint): number => {
  const number = Number(position);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${position} is too far for a position`);
  return number;
};
