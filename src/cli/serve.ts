import { EventStore } from '#event-sourcing';
import { SameLog } from '#event-store-postgres';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout } from 'node:timers/promises';
import { config, type Config } from '../config/config.js';
import { installationKey } from '../platform/installation-secret.js';
import { startedApp } from './application.js';
import { canListen, notListening } from './can-listen.js';
import { openDatabase, type Database } from './database.js';
import { chairOf, keysToTry, loadedDemo } from './demo.js';
import type { CliCommand } from './run.js';
import { linkFor } from './sign-in-link.js';

export const serve: CliCommand = {
  name: 'serve',
  summary: 'Start the database where it is the embedded one, migrate, and serve the API.',
  usage: 'lianjian serve [--demo]',
  help: [
    '--demo  load the demo alliance into an empty log, and print keys to try and a link that signs in its chair, once;',
    '        never where NODE_ENV is production',
    '',
    'Ctrl-C and SIGTERM end it: requests under way are finished, and nothing that was answered is lost.',
    'It ends by itself, with 1, where the database went back to an earlier state under it: start it again.',
  ],
  options: { demo: { type: 'boolean', default: false } },
  run: async ({ options }) => {
    const settings = config(process.env);
    const { ended, signal } = signalled();
    const database = await openDatabase(settings, true);
    try {
      await canListen(settings);
      installationKey(settings, 'start'); // where there can be none, that is said before anything else is begun
      const demo = options['demo'] === true && settings.environment !== 'production';
      let chair: string | undefined;
      const first = async (app: NestFastifyApplication): Promise<void> => {
        chair = await introduce(app, database, demo, signal);
      };
      const app = await startedApp(database, first, { clockHeld: demo, ownThread: true });
      await listening(app, settings, ended, chair);
    } catch (error) {
      if (!signal.aborted || error !== signal.reason) throw error;
      console.log(`It was ended by ${await ended} before it served.`);
    } finally {
      await database.stop();
    }
  },
};

/** Serves until it is told to end. @throws LogWentBack, at once */
const listening = async (
  app: NestFastifyApplication,
  settings: Config,
  ended: Promise<string>,
  chair: string | undefined,
): Promise<void> => {
  try {
    await listen(app, settings, chair);
    console.log(`It was ended by ${await Promise.race([ended, app.get(SameLog).gone])}.`);
  } finally {
    await closed(app, settings.shutdownTimeout_ms);
  }
};

/** Ctrl-C in a terminal reaches us twice, once through npm: the first one counts. */
const signalled = (): Readonly<{ ended: Promise<string>; signal: AbortSignal }> => {
  const ending = new AbortController();
  const ended = new Promise<string>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (done(signal), ending.abort()));
  });
  return { ended, signal: ending.signal };
};

const listen = async (
  app: NestFastifyApplication,
  { host, port, publicUrl }: Config,
  chair: string | undefined,
): Promise<void> => {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw notListening(error, { host, port });
  }
  const at = (await app.getUrl()).replace('[::1]', 'localhost');
  console.log(`
  API          ${at}/v1
  description  ${at}/docs and ${at}/openapi.json
  dashboard    ${at}/
`);
  if (chair === undefined) return;
  console.log(`  Sign in as the demo's chair, once, within fifteen minutes:
  ${await linkFor(app, chair, publicUrl ?? at)}
`);
};

/** Says where the data are, and of a demo what there is to try. @returns the person in its chair */
const introduce = async (
  app: NestFastifyApplication,
  database: Database,
  demo: boolean,
  signal: AbortSignal,
): Promise<string | undefined> => {
  console.log(`Data: ${database.where}`);
  const isEmpty = (await app.get(EventStore).head()) === 0;
  if (!demo && isEmpty) console.log('There is no alliance yet. How to begin one: docs/operations.md#begin');
  if (!demo) return undefined;
  const file = await loadedDemo(app, isEmpty, signal);
  if (!file) return undefined;
  console.log(await keysToTry(app, file, database.home));
  return chairOf(file);
};

/** Closes; what takes too long is cut off, and said. */
const closed = async (app: NestFastifyApplication, timeout_ms: number): Promise<void> => {
  const late = new AbortController();
  const closing = app.close().finally(() => late.abort());
  const cutOff = async () => {
    await setTimeout(timeout_ms, undefined, { signal: late.signal }).catch(() => undefined);
    if (late.signal.aborted) return;
    app.getHttpServer().closeAllConnections();
    console.error(`requests were still under way after ${timeout_ms} ms; they were cut off`);
  };
  await Promise.race([closing, cutOff()]);
};
