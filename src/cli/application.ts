import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { projection } from '../contexts.js';
import { httpApp } from '../http-app.js';
import { migrate } from '../platform/migrate.js';
import type { Database } from './database.js';

/** The application on a migrated database, its reactions running, without a port. */
export const startedApp = async ({ ownerUrl, url }: Database): Promise<NestFastifyApplication> => {
  await migrate(ownerUrl, url, projection);
  const app = await httpApp(url);
  try {
    await app.init();
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
};

/** The application for one command, closed after it. */
export const withApp = async <T>(database: Database, work: (app: NestFastifyApplication) => Promise<T>): Promise<T> => {
  const app = await startedApp(database);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
};
