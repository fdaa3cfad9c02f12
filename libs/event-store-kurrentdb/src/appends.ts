import type { ClientDuplexStream } from '@grpc/grpc-js';
import { convertToCommandError, UnavailableError, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { unpackToCommandError } from '@kurrent/kurrentdb-client/dist/streams/appendToStream/unpackError.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { randomUUID } from 'node:crypto';
import { noStream } from '#event-sourcing';
import { callOn } from './calls.js';
import { whole } from './reads.js';

/** An event as it is to be stored. `data`, `metadata`: JSON, byte for byte. */
export type Proposed = Readonly<{ id: string; type: string; data: string; metadata: string }>;
/** Events for the end of a stream, which is at a revision. */
export type Append = Readonly<{ streamId: string; revision: number; events: readonly Proposed[] }>;

type Call = ClientDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/**
 * Sends appends one behind the other, without waiting for answers between: over one call, whose parts the server takes, and
 * records, in the order in which they were sent. Sent again as they were, they are recorded once and in the same order.
 *
 * @param told the position of each, in their order
 * @throws what the client would, of the first one that was not recorded: those behind it may be
 */
export const appendInOrder = async (
  client: KurrentDBClient,
  appends: readonly Append[],
  told: (position: number) => void,
): Promise<void> => {
  const call = await callOn<Call>(client, 'appendToStream', (stub, ...how) => stub.batchAppend(...how));
  call.on('error', () => undefined); // whoever reads the answers is told of it
  try {
    const numbers = new Map(appends.map((append, n) => [send(call, append), n]));
    await heard(call, numbers, told);
  } catch (error) {
    throw error instanceof Error ? convertToCommandError(error) : error;
  } finally {
    call.cancel();
  }
};

/** Answers come as they are known: a repeat's before that of an append which waits for the disk. */
const heard = async (call: Call, numbers: ReadonlyMap<string, number>, told: (position: number) => void) => {
  const outcomes: (number | Error)[] = [];
  let next = 0;
  for await (const answer of call as AsyncIterable<streams.BatchAppendResp>) {
    const number = numbers.get(answer.getCorrelationId()?.getString() ?? '');
    if (number !== undefined) outcomes[number] = outcomeOf(answer);
    for (let outcome; (outcome = outcomes[next]) !== undefined; next++) {
      if (outcome instanceof Error) throw outcome;
      told(outcome);
    }
    if (next === numbers.size) return;
  }
  throw new UnavailableError(undefined, 'the server ended the call');
};

/** Its position, or why it was not recorded. */
const outcomeOf = (answer: streams.BatchAppendResp): number | Error => {
  const [error, name] = [answer.getError(), answer.getStreamIdentifier()?.getStreamName_asU8() ?? []];
  if (error) return unpackToCommandError(error, Buffer.from(name).toString());
  return whole(BigInt(answer.getSuccess()?.getPosition()?.getCommitPosition() ?? 0));
};

/** @returns what its answer is known by */
const send = (call: Call, { streamId, revision, events }: Append): string => {
  const id = randomUUID();
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(streamId));
  const options = new streams.BatchAppendReq.Options().setStreamIdentifier(identifier);
  if (revision === noStream) options.setNoStream(new shared.Empty());
  else options.setStreamPosition(String(revision));
  const request = new streams.BatchAppendReq().setCorrelationId(new shared.UUID().setString(id)).setOptions(options);
  call.write(request.setProposedMessagesList(events.map(messageOf)).setIsFinal(true));
  return id;
};

const messageOf = ({ id, type, data, metadata }: Proposed): streams.BatchAppendReq.ProposedMessage => {
  const message = new streams.BatchAppendReq.ProposedMessage().setId(new shared.UUID().setString(id));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message.setData(Buffer.from(data)).setCustomMetadata(Buffer.from(metadata));
};
