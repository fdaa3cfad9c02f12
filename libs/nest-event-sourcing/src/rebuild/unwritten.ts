import type { Recorded } from '#event-sourcing';
import type { Faults } from '../faults.js';

/** The database did not take what a stretch of the log comes to, nor any of it: one of its events is the reason. */
export class Unwritten extends Error {
  constructor(
    readonly reader: string,
    readonly after: number,
    readonly upTo: number,
    cause: unknown,
  ) {
    super(`${reader} from ${after} to ${upTo}: ${String(cause)}`, { cause });
  }
}

/** Whoever looks for what readers cannot take finds it, as that of the live ones. */
export const named = async (
  faults: Faults,
  met: Readonly<{ reader: string; checkpoint: string; event: Recorded; error: unknown }>,
): Promise<Error> => {
  const { type, id, position } = met.event;
  await faults.met({ ...met, stands: position });
  const what = `${met.reader} cannot project ${type} ${id} at position ${position}: ${String(met.error)}`;
  return new Error(what, { cause: met.error });
};
