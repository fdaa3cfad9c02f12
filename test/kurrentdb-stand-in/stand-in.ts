// A test double of a KurrentDB server, for runs where there is none: as much of its gRPC service as the log asks, over the
// client's own generated stubs. It keeps everything in memory, and is no measure of how fast a server is.
import { Server, ServerCredentials, type sendUnaryData, type ServiceDefinition } from '@grpc/grpc-js';
import gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import told from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import supported from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import streams2 from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb.js';
import { randomUUID } from 'node:crypto';
import { answerAppends, answerRecords, type Fate } from './appending.js';
import { answerRead } from './reading.js';
import { Records } from './records.js';
import type { RecordedRecord } from './shapes.js';

/** @param checksConditions as KurrentDB does from 26.1 on */
export class StandIn {
  readonly #records = new Records();
  readonly #followers = new Set<(record: RecordedRecord) => void>();
  readonly #fates: Fate[] = [];
  #server = new Server();
  #port = 0;

  constructor(private readonly checksConditions: boolean) {}

  get url(): string {
    return `kurrentdb://127.0.0.1:${this.#port}?tls=false`;
  }

  /** How many events it holds. */
  get size(): number {
    return this.#records.all.length;
  }

  /** What is to become of the next appends, one after the other; of all after them: answered. */
  next(...fates: readonly Fate[]): void {
    this.#fates.push(...fates);
  }

  /** How many of these are still to come. */
  get awaits(): number {
    return this.#fates.length;
  }

  async start(): Promise<void> {
    const grown = (events: number) => {
      for (const record of this.#records.all.slice(-events)) for (const told of this.#followers) told(record);
    };
    this.#server = new Server();
    this.#server.addService(features.ServerFeaturesService, { getSupportedMethods: this.#features });
    this.#server.addService(gossip.GossipService, { read: this.#gossip });
    this.#server.addService(streams.StreamsService, {
      read: answerRead(this.#records, this.#followers),
      batchAppend: answerAppends(this.#records, () => this.#fates.shift() ?? 'answered', grown),
    });
    if (this.checksConditions)
      this.#server.addService(streams2.StreamsServiceService, { appendRecords: answerRecords(this.#records, grown) });
    const address = `127.0.0.1:${this.#port}`;
    this.#port = await new Promise((done, failed) =>
      this.#server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) =>
        error ? failed(error) : done(port),
      ),
    );
  }

  /** Ends every connection. What it holds is there again when it is started again, at the same address. */
  stop(): void {
    this.#followers.clear();
    this.#server.forceShutdown();
  }

  /** It leads, and knows of no other node. */
  readonly #gossip = (_: unknown, answer: sendUnaryData<told.ClusterInfo>): void => {
    const itself = new told.MemberInfo()
      .setInstanceId(new shared.UUID().setString(randomUUID()))
      .setState(told.MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new told.EndPoint().setAddress('127.0.0.1').setPort(this.#port));
    answer(null, new told.ClusterInfo().setMembersList([itself]));
  };

  readonly #features = (_: unknown, answer: sendUnaryData<supported.SupportedMethods>): void => {
    const services: ServiceDefinition[] = [streams.StreamsService];
    if (this.checksConditions) services.push(streams2.StreamsServiceService);
    const methods = services
      .flatMap((service) => Object.values(service))
      .map(({ path }) => {
        const [, serviceName = '', methodName = ''] = path.toLowerCase().split('/');
        return new supported.SupportedMethod().setServiceName(serviceName).setMethodName(methodName);
      });
    answer(null, new supported.SupportedMethods().setMethodsList(methods).setEventStoreServerVersion('0.0.0'));
  };
}
