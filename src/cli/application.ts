import { Engine } from '#nest-event-sourcing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { config } from '../config/config.js';
import { projection } from '../contexts.js';
import { httpApp } from '../http-app.js';
import { placeName } from '../platform/event-log.js';
import { migrate } from '../platform/migrate.js';
import type { Database } from './database.js';

type First = (app: NestFastifyApplication) => Promise<void>;

/**
 * The application on a migrated database, its reactions running, without a port.
 *
 * @param first is done before anything else; with `clockHeld` before the clock keeps its first deadline;
 *   with `ownThread` the projector runs in a thread of its own
 */
export const startedApp = async (
  { ownerUrl, url }: Database,
  first: First = async () => undefined,
  { clockHeld = false, ownThread = false } = {},
): Promise<NestFastifyApplication> => {
  const settings = config(process.env);
  await migrate(ownerUrl, url, projection, placeName(settings));
  const app = await httpApp(url, { settings, ownThread });
  const start = async (): Promise<void> => {
    await app.init();
    await first(app);
  };
  try {
    await (clockHeld ? app.get(Engine).withClockHeld(start) : start());
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
