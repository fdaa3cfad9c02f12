import { schemaOf } from '#nest-event-sourcing';
import type { DataSourceOptions } from 'typeorm';
import { projection } from './contexts.js';
import { HeardClient } from './platform/heard-client.js';
import { jsonTypes } from './platform/instants.js';

const statement_ms_max = 10_000;

/** How the tables of the read models are reached, which lie in the projection's schema. */
export const readModelOptions = (url: string) =>
  ({
    type: 'postgres',
    url,
    schema: schemaOf(projection),
    entities: projection.models.map(({ row }) => row),
    applicationName: 'lianjian',
    connectTimeoutMS: 5_000,
    extra: {
      types: jsonTypes,
      Client: HeardClient,
      statement_timeout: statement_ms_max,
      query_timeout: statement_ms_max + 1_000,
      idle_in_transaction_session_timeout: statement_ms_max, // a frozen instance holds no checkpoint
      keepAlive: true,
    },
  }) satisfies DataSourceOptions;

/** The same for statements that take as long as the table is large, whatever the role is allowed: whoever waits says how long. */
export const patientOptions = (url: string) =>
  ({
    ...readModelOptions(url),
    entities: [],
    extra: { types: jsonTypes, Client: HeardClient, keepAlive: true, options: '-c statement_timeout=0' },
  }) satisfies DataSourceOptions;
