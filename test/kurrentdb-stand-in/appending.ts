import { Metadata, status, type sendUnaryData, type ServerDuplexStream, type ServerUnaryCall } from '@grpc/grpc-js';
import codes from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/code_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import outcome from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import violations from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb.js';
import records2 from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { nameOf } from './reading.js';
import type { Records } from './records.js';
import type { Proposed, RecordedRecord } from './shapes.js';

/**
 * What becomes of an append on its way: it arrives; its answer is lost; the connection breaks before it arrives; it, and what
 * follows it, is never heard of again; or it is told of a conflict with what a node has that leads no more, and nobody ever reads.
 */
export type Fate = 'answered' | 'unanswered' | 'lost' | 'stuck' | 'unseen';

const noStream = -1;
type Batch = { options: streams.BatchAppendReq.Options; events: Proposed[] };
type Duplex = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/** Appends to one stream each, in the order in which they come. */
export const answerAppends =
  (records: Records, fateOf: () => Fate, grown: (events: number) => void) =>
  (call: Duplex): void => {
    const open = new Map<string, Batch>();
    let isOver = false;
    const breaks = () => {
      isOver = true;
      call.emit('error', { code: status.UNAVAILABLE, details: 'the connection broke' });
    };
    call.on('data', (part: streams.BatchAppendReq) => {
      if (isOver) return;
      const id = part.getCorrelationId()!.getString();
      const batch = open.get(id) ?? { options: part.getOptions()!, events: [] };
      open.set(id, batch);
      for (const each of part.getProposedMessagesList()) batch.events.push(proposedOf(each));
      if (!part.getIsFinal()) return;
      open.delete(id);
      const fate = fateOf();
      if (fate === 'stuck') return void (isOver = true);
      if (fate === 'lost') return breaks();
      const told = fate === 'unseen' ? rivalled(records, batch) : appended(records, batch, grown);
      const answer = told.setCorrelationId(part.getCorrelationId());
      if (fate === 'answered' || fate === 'unseen') call.write(answer);
      else breaks();
    });
    call.on('end', () => call.end());
  };

const proposedOf = (message: streams.BatchAppendReq.ProposedMessage): Proposed => ({
  id: message.getId()!.getString(),
  type: message.getMetadataMap().get('type')!,
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

const appended = (records: Records, { options, events }: Batch, grown: (events: number) => void) => {
  const stream = nameOf(options.getStreamIdentifier());
  const before = records.all.length;
  const last = records.append(stream, options.hasNoStream() ? noStream : Number(options.getStreamPosition()), events);
  if (records.all.length > before) grown(events.length);
  const answer = new streams.BatchAppendResp().setStreamIdentifier(options.getStreamIdentifier());
  return last ? answer.setSuccess(success(last)) : answer.setError(conflict(options, records.revisionOf(stream)));
};

const rivalled = (records: Records, { options }: Batch): streams.BatchAppendResp => {
  const answer = new streams.BatchAppendResp().setStreamIdentifier(options.getStreamIdentifier());
  return answer.setError(conflict(options, records.revisionOf(nameOf(options.getStreamIdentifier())) + 1));
};

const success = ({ revision, position }: RecordedRecord): streams.BatchAppendResp.Success => {
  const place = new shared.AllStreamPosition();
  place.setCommitPosition(String(position)).setPreparePosition(String(position));
  return new streams.BatchAppendResp.Success().setCurrentRevision(String(revision)).setPosition(place);
};

const conflict = (options: streams.BatchAppendReq.Options, revision: number): outcome.Status => {
  const said = new shared.WrongExpectedVersion();
  if (options.hasNoStream()) said.setExpectedNoStream(new empty.Empty());
  else said.setExpectedStreamPosition(options.getStreamPosition());
  if (revision === noStream) said.setCurrentNoStream(new empty.Empty());
  else said.setCurrentStreamRevision(String(revision));
  const details = new any.Any();
  details.pack(said.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  return new outcome.Status().setCode(codes.Code.FAILED_PRECONDITION).setMessage('conflict').setDetails(details);
};

type Unary = ServerUnaryCall<records2.AppendRecordsRequest, records2.AppendRecordsResponse>;

/** Appends with conditions on any streams, all checked in one instant. It knows no repeat. */
export const answerRecords =
  (records: Records, grown: (events: number) => void) =>
  ({ request }: Unary, answer: sendUnaryData<records2.AppendRecordsResponse>): void => {
    const [list, checks] = [request.getRecordsList(), request.getChecksList().map((each) => each.getStreamState()!)];
    const first = list[0];
    if (!first) return answer({ code: status.INVALID_ARGUMENT, details: 'no records' });
    const failed = checks.filter((each) => records.revisionOf(each.getStream()) !== Number(each.getExpectedState()));
    if (failed.length > 0) return answer({ code: status.FAILED_PRECONDITION, metadata: violated(records, failed) });
    const proposed = list.map((each) => ({
      ...{ id: each.getRecordId()!, type: each.getSchema()!.getName() },
      ...{ data: each.getData_asU8(), metadata: new Uint8Array() },
    }));
    const last = records.append(first.getStream(), records.revisionOf(first.getStream()), proposed)!;
    grown(proposed.length);
    const revision = new records2.StreamRevision().setStream(last.stream).setRevision(String(last.revision));
    const said = new records2.AppendRecordsResponse();
    answer(null, said.setRevisionsList([revision]).setPosition(String(last.position)));
  };

const violated = (records: Records, failed: readonly records2.ConsistencyCheck.StreamStateCheck[]): Metadata => {
  const said = new violations.AppendConsistencyViolationErrorDetails();
  said.setViolationsList(
    failed.map((each, n) => {
      const state = new violations.ConsistencyViolation.StreamStateViolation();
      state.setStream(each.getStream()).setExpectedState(each.getExpectedState());
      state.setActualState(String(records.revisionOf(each.getStream())));
      return new violations.ConsistencyViolation().setCheckIndex(n).setStreamState(state);
    }),
  );
  const details = new any.Any();
  details.pack(said.serializeBinary(), 'kurrentdb.protocol.v2.streams.errors.AppendConsistencyViolationErrorDetails');
  const whole = new outcome.Status().setCode(codes.Code.FAILED_PRECONDITION).setDetails(details);
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(whole.serializeBinary()));
  return metadata;
};
