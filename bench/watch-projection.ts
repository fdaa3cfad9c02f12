// Notes when the read models have reached which position, by looking every millisecond.
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { schemaOf } from '../libs/nest-event-sourcing/src/index.js';
import { projection } from '../src/contexts.js';
import { now_ms, type Moment } from './lag.js';

const [url = ''] = process.argv.slice(2);
/** What was acknowledged last is waited for. */
const after_ms = 2_000;
const database = new pg.Client(url);
await database.connect();
let shown: Moment[] = [];
let until_ms = 0;

const look = async (): Promise<void> => {
  const text = 'SELECT position::float8 AS position FROM engine.checkpoint WHERE id = $1';
  while (now_ms() < until_ms) {
    const position = (await database.query({ name: 'look', text, values: [schemaOf(projection)] })).rows[0].position;
    if (position !== shown.at(-1)?.[0]) shown.push([position, now_ms()]);
    await setTimeout(1);
  }
};
let looking = Promise.resolve();
process.on('message', async (asked) => {
  if (asked === 'watch') {
    [shown, until_ms] = [[], Infinity];
    looking = look();
    return process.send?.([]);
  }
  until_ms = now_ms() + after_ms;
  await looking;
  return process.send?.(shown);
});
process.on('disconnect', () => process.exit());
