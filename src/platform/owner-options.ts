import type { DataSourceOptions } from 'typeorm';
import { jsonTypes } from './instants.js';

/** How the owner connects. */
export const ownerOptions = (url: string): DataSourceOptions & { type: 'postgres' } => ({
  type: 'postgres',
  url,
  applicationName: 'lianjian-owner',
  poolSize: 4,
  connectTimeoutMS: 5_000,
  extra: { types: jsonTypes },
});
