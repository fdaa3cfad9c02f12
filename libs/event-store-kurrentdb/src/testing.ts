import { randomUUID } from 'node:crypto';
import { StandIn } from '../../../test/kurrentdb-stand-in/stand-in.js';
import { Connection, type Patience } from './connection.js';
import { KurrentEventStore } from './kurrent-event-store.js';

export { StandIn };

/** An empty log on a server: of a prefix of its own. Everything that it opens ends with it. */
export const logOn = async (url: string) => {
  const [prefix, opened] = [`test-${randomUUID()}.`, [] as KurrentEventStore[]];
  const probe = new Connection(url);
  const conditionsAtomic = await probe.checksConditions();
  await probe.close();
  return {
    conditionsAtomic,
    /** A store as a process has it, with a connection of its own. */
    open: (patience?: Patience): KurrentEventStore => {
      const store = new KurrentEventStore(new Connection(url, patience), { prefix, conditionsAtomic });
      opened.push(store);
      return store;
    },
    close: async () => void (await Promise.all(opened.map((store) => store.close()))),
  };
};
