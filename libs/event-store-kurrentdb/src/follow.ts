import { END, streamNameFilter, type Position } from '@kurrent/kurrentdb-client';
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from './connection.js';
import { whole } from './reads.js';

const pause_ms_min = 100;
const pause_ms_max = 5_000;
/** How many events the client holds for who follows. */
const held_max = 256;

/** Somebody who follows the log. */
export type Following = Readonly<{ stop: () => Promise<void> }>;

/**
 * A catch-up subscription that connects again whenever it breaks, from the last event that it heard of; the client's own
 * never does. It tells of every event's position, in order, and keeps nothing.
 *
 * @param grown must not throw
 */
export const follow = (
  connection: Connection,
  prefix: string,
  onFault: (error: unknown) => void,
  grown: (position: number) => void,
): Following => {
  const stopping = new AbortController();
  const filter = streamNameFilter({ prefixes: [prefix] });
  let [heard, wait_ms]: [Position | typeof END, number] = [END, pause_ms_min];

  const once = async () => {
    const subscription = connection.client.subscribeToAll(
      { fromPosition: heard, filter },
      { highWaterMark: held_max, signal: stopping.signal },
    );
    for await (const { event } of subscription) {
      if (!event) continue;
      [heard, wait_ms] = [event.position, pause_ms_min];
      grown(whole(event.position.commit));
    }
  };
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await once().catch((error: unknown) => stopping.signal.aborted || onFault(error));
      await pause(wait_ms, undefined, { signal: stopping.signal }).catch(() => undefined);
      wait_ms = Math.min(wait_ms * 2, pause_ms_max);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
