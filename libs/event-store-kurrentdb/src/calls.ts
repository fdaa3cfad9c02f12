import type { CallOptions, Metadata } from '@grpc/grpc-js';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import service from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';

/** No call takes longer: it is cancelled then, whoever has stopped listening. */
const deadline_ms = 10 * 60_000;

/**
 * How long a node may be silent that is asked who leads, unless the address says: the client's own 5 s are as long as a question
 * may take, which would end before another node is asked.
 */
const gossip_s = 2;

/** What the client makes its subscriptions with. It has it for every call, and declares it as its own. */
type Calls = Readonly<{
  GRPCStreamCreator: <Call>(
    stubs: typeof service.StreamsClient,
    name: string,
    call: (stub: service.StreamsClient) => Call,
  ) => () => Promise<Call>;
  callArguments: (options: { requiresLeader: boolean; deadline: number }) => [Metadata, CallOptions];
}>;
/** Looks, unwaited for, whether a call's end is the connection's. */
type Looks = { handleError: (client: unknown, error: Error) => Promise<void> };

/**
 * A client of a server, or of a cluster: one that finds no node while it looks at why a call has ended would reject a promise that
 * nobody holds, and end the process. Whoever asks is told of it anyway.
 */
export const clientOf = (url: string): KurrentDBClient => {
  const client = opened(url);
  const looks = client as unknown as Looks; // its types keep it to themselves
  const { handleError } = looks;
  looks.handleError = (...of) => handleError(...of).catch(() => undefined);
  return client;
};

/** @throws Error without what the client adds to its own: the whole address, with its password */
const opened = (url: string): KurrentDBClient => {
  try {
    const gossip = /[?&]gossipTimeout=/i.test(url) ? '' : `${url.includes('?') ? '&' : '?'}gossipTimeout=${gossip_s}`;
    return KurrentDBClient.connectionString(url + gossip);
  } catch (error) {
    throw new Error(`the address of KurrentDB: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/**
 * Begins a call of the server's `Streams` over the connection that the client has, always to the leader: a follower may lag
 * behind what was acknowledged. Why not by the client's own methods: ADR 82 of reads, ADR 79 of appends.
 */
export const callOn = <Call>(
  client: KurrentDBClient,
  name: string,
  begin: (stub: service.StreamsClient, metadata: Metadata, options: CallOptions) => Call,
): Promise<Call> => {
  const calls = client as unknown as Calls; // as above
  return calls.GRPCStreamCreator(service.StreamsClient, name, (stub) =>
    begin(stub, ...calls.callArguments({ requiresLeader: true, deadline: deadline_ms })),
  )();
};
