import { status, type ServerWritableStream } from '@grpc/grpc-js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { Records } from './records.js';
import type { RecordedRecord } from './shapes.js';

type Call = ServerWritableStream<streams.ReadReq, streams.ReadResp>;
const { Options } = streams.ReadReq;
const ticks_perMs = 10_000n;

/** Answers a read of a stream or of everything, or begins a subscription. */
export const answerRead =
  (records: Records, followers: Set<(record: RecordedRecord) => void>) =>
  (call: Call): void => {
    const options = call.request.getOptions()!;
    if (options.hasSubscription()) return subscribe(call, options, followers);
    const found = options.hasStream() ? ofStream(records, options) : ofAll(records, options);
    if (found === 'nowhere') {
      call.emit('error', { code: status.UNKNOWN, details: 'Unexpected FilteredReadAllResult: InvalidPosition' });
      return;
    }
    if (!found) call.write(notFound(options));
    else for (const record of found.slice(0, Number(options.getCount()))) call.write(asRead(record));
    call.end();
  };

const isBackwards = (options: streams.ReadReq.Options): boolean =>
  options.getReadDirection() === Options.ReadDirection.BACKWARDS;

const ofStream = (records: Records, options: streams.ReadReq.Options): readonly RecordedRecord[] | undefined => {
  const of = options.getStream()!;
  const all = records.of(nameOf(of.getStreamIdentifier()));
  if (!all) return undefined;
  return isBackwards(options) ? all.toReversed() : all.slice(of.hasRevision() ? Number(of.getRevision()) : 0);
};

const ofAll = (records: Records, options: streams.ReadReq.Options): readonly RecordedRecord[] | 'nowhere' => {
  const wanted = records.all.filter(({ stream }) => isWanted(options, stream));
  if (isBackwards(options)) return wanted.toReversed();
  const place = options.getAll()!.getPosition();
  if (!place) return wanted;
  const from = Number(place.getCommitPosition());
  return records.isLanding(from) ? wanted.filter(({ position }) => position >= from) : 'nowhere';
};

const isWanted = (options: streams.ReadReq.Options, stream: string): boolean => {
  const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList() ?? [];
  return prefixes.length === 0 || prefixes.some((prefix) => stream.startsWith(prefix));
};

/** From the end on. */
const subscribe = (
  call: Call,
  options: streams.ReadReq.Options,
  followers: Set<(record: RecordedRecord) => void>,
): void => {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  call.write(new streams.ReadResp().setConfirmation(confirmation.setSubscriptionId('stand-in')));
  const told = (record: RecordedRecord) => void (isWanted(options, record.stream) && call.write(asRead(record)));
  followers.add(told);
  call.on('cancelled', () => followers.delete(told));
};

const notFound = (options: streams.ReadReq.Options): streams.ReadResp => {
  const answer = new streams.ReadResp.StreamNotFound();
  return new streams.ReadResp().setStreamNotFound(
    answer.setStreamIdentifier(options.getStream()!.getStreamIdentifier()),
  );
};

const asRead = (record: RecordedRecord): streams.ReadResp => {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent();
  const metadata = event.getMetadataMap();
  metadata.set('type', record.type);
  metadata.set('content-type', 'application/json');
  metadata.set('created', String(BigInt(record.created) * ticks_perMs));
  event
    .setId(new shared.UUID().setString(record.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(record.stream)))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  const read = new streams.ReadResp.ReadEvent();
  return new streams.ReadResp().setEvent(read.setEvent(event).setCommitPosition(String(record.position)));
};

export const nameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier!.getStreamName_asU8()).toString();
