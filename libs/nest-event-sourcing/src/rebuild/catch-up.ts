import type { EventStore } from '#event-sourcing';
import { setTimeout } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { Faults } from '../faults.js';
import { Projector, type Projection } from '../projector.js';
import { positionOf } from './swap.js';

/** So long others may hold them. */
const held_ms_max = 15_000;
const pause_ms = 20;

/**
 * Brings tables to a position and no further, all read models together, as the live ones are brought.
 *
 * @throws naming the event that cannot be projected; where they are gone, or do not move
 */
export const catchUpTo = async (
  upTo: number,
  log: Pick<EventStore, 'readAll' | 'read'>,
  database: DataSource,
  projection: Projection,
  schema: string,
  progress: (position: number) => void = () => undefined,
): Promise<void> => {
  let end = upTo; // where positions have gaps, the last event may stand before it
  const bounded = {
    readAll: async (after: number, events_max: number) => {
      const events = after < upTo ? await log.readAll(after, Math.min(events_max, upTo - after)) : [];
      const wanted = events.filter(({ position }) => position <= upTo);
      if (wanted.length === 0) end = Math.min(end, after);
      return wanted;
    },
  };
  const projector = new Projector(bounded, database, projection, new Faults(log, database), schema);
  for (let [at, moved_ms] = [-1, Date.now()]; ;) {
    await projector.advance();
    const position = await positionOf(database.manager, schema);
    if (position >= end) return;
    if (position > at) [at, moved_ms] = [position, Date.now()];
    else if (Date.now() - moved_ms > held_ms_max) throw new Error(`${schema} stays at ${position}, before ${upTo}`);
    else await setTimeout(pause_ms);
    progress(position);
  }
};
