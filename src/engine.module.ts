import { EventStore, Executor, FormattedEventStore, Formats, Snapshots, States } from '#event-sourcing';
import type { Following } from '#event-store-kurrentdb';
import { logPool, PostgresSnapshotStore, SameLog } from '#event-store-postgres';
import {
  Engine,
  inThreads,
  NotYet,
  PastStates,
  ReadModels,
  schemaOf,
  signCursors,
  startThread,
  Time,
  type ThenWork,
} from '#nest-event-sourcing';
import {
  Global,
  Inject,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Worker } from 'node:worker_threads';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { accessTables } from './access/access.tables.js';
import { erasedBy } from './access/erase-person.js';
import { identityTables } from './access/identity.module.js';
import { Keyring } from './access/keyring.js';
import { mandateGuard } from './access/mandate-guard.js';
import { SealingEventStore } from './access/sealing-event-store.js';
import type { Config } from './config/config.js';
import { Settings } from './config/settings.module.js';
import { deadlines, formats, projection, reactions, streams } from './contexts.js';
import { allianceReach } from './overview/reach.js';
import { openLog, type LogPlace, type StoredLog } from './platform/event-log.js';
import { HealthParts } from './platform/health-parts.js';
import { installationKey } from './platform/installation-secret.js';
import { MasterKeys } from './platform/master-keys.js';
import { LogPool, OpenedLog } from './platform/pools.js';
import { patientOptions, readModelOptions } from './read-model-options.js';
import { rebuildHealth } from './rebuild-health.js';
import { webhookTables } from './webhooks/webhook-tables.js';

const connections_max = 12;
/** For each past state that is asked or filled. */
const ofThen_max = 2;
/** In so many shares the streams of a long one are folded, each by a thread; what they have in common is one more. */
const pastShares_n = 2;

/** The streams whose decisions compare words. */
const compared = new Set(streams.filter((each) => each.confidential).map(({ category }) => category));

/** The log, who decides on it, and who reads it. */
@Global()
@Module({})
export class EngineModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  #following: Following | undefined;

  constructor(
    @Inject(Engine) private readonly engine: Engine,
    @Inject(LogPool) private readonly pool: Pool,
    @Inject(OpenedLog) private readonly log: StoredLog,
    @Inject(States) private readonly states: States,
    @Inject(PastStates) private readonly past: PastStates,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(DataSource) database: DataSource,
    @Inject(HealthParts) parts: HealthParts,
  ) {
    parts.add(rebuildHealth(database));
  }

  /** @param ownThread lets the projector run in a thread of its own */
  static on(databaseUrl: string, ownThread: boolean): DynamicModule {
    const sameLog = new SameLog();
    return {
      module: EngineModule,
      imports: [database(databaseUrl, sameLog)],
      providers: [
        { provide: SameLog, useValue: sameLog },
        { provide: LogPool, useFactory: () => logPool(databaseUrl, { verify: sameLog.verify }) },
        {
          provide: OpenedLog,
          useFactory: (settings: Config, pool: Pool) => openLog(settings, pool, (event) => sameLog.saw(event)),
          inject: [Settings, LogPool],
        },
        {
          provide: Keyring,
          useFactory: (pool: Pool, settings: Config, { store }: StoredLog) =>
            new Keyring(pool, new MasterKeys(settings), erasedBy(new FormattedEventStore(store, formats))),
          inject: [LogPool, Settings, OpenedLog],
        },
        {
          provide: SealingEventStore,
          useFactory: ({ store }: StoredLog, keyring: Keyring) =>
            new SealingEventStore(new FormattedEventStore(store, formats), keyring, compared),
          inject: [OpenedLog, Keyring],
        },
        { provide: EventStore, useExisting: SealingEventStore },
        { provide: States, useFactory: states, inject: [EventStore, LogPool, Settings] },
        {
          provide: Executor,
          useFactory: (log: EventStore, states: States) => new Executor(log, mandateGuard, states),
          inject: [EventStore, States],
        },
        {
          provide: ReadModels,
          useFactory: readModels,
          inject: [DataSource, Settings, EventStore],
        },
        {
          provide: PastStates,
          useFactory: pastStates(databaseUrl),
          inject: [EventStore, DataSource, ReadModels, Settings],
        },
        Time,
        { provide: Formats, useValue: formats },
        {
          provide: Engine,
          useFactory: engine(ownThread ? databaseUrl : undefined),
          inject: [EventStore, Executor, DataSource, ReadModels, Time, Settings],
        },
      ],
      exports: [
        EventStore,
        SealingEventStore,
        Keyring,
        OpenedLog,
        LogPool,
        States,
        Executor,
        ReadModels,
        PastStates,
        Engine,
        Formats,
        Time,
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.keyring.loadAll();
    this.engine.start();
    const onFault = (error: unknown) => new Logger('log').warn(`not followed: ${String(error)}`);
    this.#following = this.log.follow?.(() => this.engine.wake(), onFault);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#following?.stop();
    await this.engine.stop();
    await this.states.stop();
    await this.past.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.log.close();
    await this.pool.end();
  }
}

const states = (log: EventStore, pool: Pool, settings: Config): States => {
  const logger = new Logger('snapshots');
  const onFault = (error: unknown) => logger.warn(`passed over: ${String(error)}`);
  return new States(
    log,
    new Snapshots(new PostgresSnapshotStore(pool), installationKey(settings, 'snapshots'), onFault),
  );
};

const readModels = (database: DataSource, settings: Config, log: EventStore): ReadModels => {
  signCursors(database, installationKey(settings, 'cursors'));
  return new ReadModels(database, schemaOf(projection), () => log.head());
};

const pastStates =
  (url: string) =>
  (log: EventStore, database: DataSource, live: ReadModels, settings: Config): PastStates => {
    const open = async (schema: string): Promise<DataSource> => {
      const then = new DataSource({ ...readModelOptions(url), entities: tables, schema, poolSize: ofThen_max });
      signCursors(then, installationKey(settings, 'cursors'));
      return then.initialize();
    };
    const fold = inThreads<ThenWork>(import.meta.url, './past-thread', { databaseUrl: url, place: placeOf(settings) });
    const onFault = (error: unknown) => new Logger('past').error(`a state of then was not filled: ${String(error)}`);
    const filled = { fold, shares: pastShares_n, patient: patientOptions(url), onFault };
    return new PastStates(log, database, live, { projection, reach: allianceReach, open, ...filled });
  };

/** A reader that asks read models which are not as far as the event yet: it asks again within a second. */
const isBehind = (error: unknown): boolean => error instanceof Error && error.cause instanceof NotYet;

const engine =
  (url: string | undefined) =>
  (log: EventStore, executor: Executor, database: DataSource, readModels: ReadModels, time: Time, settings: Config) => {
    const logger = new Logger('engine');
    const onFault = (name: string, error: unknown) =>
      isBehind(error) ? logger.warn(`${name}: ${String(error)}`) : logger.error(name, error);
    const thread = url === undefined ? {} : { thread: () => projectorThread(url, settings) };
    const parts = { projection, reactions, deadlines, ...thread };
    return new Engine(log, executor, database, readModels, time, parts, onFault);
  };

const projectorThread = (databaseUrl: string, settings: Config): Worker => {
  const workerData = { databaseUrl, place: placeOf(settings) };
  return startThread(import.meta.url, './projector-thread', { workerData });
};

const placeOf = ({ eventStore, kurrentdbUrl, kurrentdbPrefix }: Config): LogPlace => {
  return { eventStore, kurrentdbUrl, kurrentdbPrefix };
};

/** Of the read models, and of those who keep something beside the log. */
const tables = [...projection.models.map(({ row }) => row), ...accessTables, ...identityTables, ...webhookTables];

/** The tables of the read models, which lie in the projection's schema, and those beside the log, which have their own. */
const database = (url: string, { verify }: SameLog): DynamicModule => {
  const options = readModelOptions(url);
  return TypeOrmModule.forRoot({
    ...options,
    extra: { ...options.extra, verify },
    entities: tables,
    poolSize: connections_max,
    retryAttempts: 0,
  });
};
