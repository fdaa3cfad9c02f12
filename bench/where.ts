import { Session, type Profiler } from 'node:inspector';
import { median, printTable } from './figures.js';

/** What a thread does, by where the nearest frame of a sample's stack comes from that is one of these. */
const parts = {
  'readers of the log': /nest-event-sourcing\/src\/|src\/(live|audit)\/|transparency-log/,
  'append: the store and its driver': /event-store-postgres|node_modules\/pg(-pool|-protocol)?\//,
  'who asks: key, limits, ids':
    /src\/access\/(key|secrets|credentials|sessions|principal|operations)|platform\/(rate|local-buckets|leased|requests-at-once|client-address)|ipaddr|node_modules\/uuid/,
  'decide: states, guard, decision': /libs\/event-sourcing|src\/(access|alliances|committee|projects|resources)\//,
  'body and edge checks': /src\/platform|node_modules\/ajv/,
  'Nest and RxJS': /@nestjs|rxjs|reflect-metadata/,
  'Fastify, HTTP, sockets': /fastify|find-my-way|node:_http|node:net|node:internal\/streams/,
} as const;

/** Parts of the time that a thread was at work, by name; of the microseconds that a sample took. */
export type Where = Readonly<Record<string, number>>;

/** Looks where the time of this thread goes, until it is asked. */
export const profiling = (): (() => Promise<Where>) => {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  return () =>
    new Promise((done, failed) =>
      session.post('Profiler.stop', (error, { profile }) => {
        session.disconnect();
        if (error) failed(error);
        else done(whereOf(profile));
      }),
    );
};

const whereOf = ({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Where => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const partOf = (id: number): string => {
    const { functionName: name = '', url: from = '' } = byId.get(id)?.callFrame ?? {};
    if (name === 'dispatch' && from === '') return '(idle)'; // that is the looking
    if (name.startsWith('(')) return name === '(garbage collector)' ? 'garbage' : name;
    for (let at: number | undefined = id; at !== undefined; at = parentOf.get(at)) {
      const { url = '' } = byId.get(at)?.callFrame ?? {};
      const part = Object.entries(parts).find(([, of]) => of.test(url));
      if (part) return part[0];
    }
    return 'other';
  };
  const sums = new Map<string, number>();
  for (const [n, id] of samples.entries()) {
    const part = partOf(id);
    if (part !== '(idle)') sums.set(part, (sums.get(part) ?? 0) + (timeDeltas[n] ?? 0));
  }
  const all = [...sums.values()].reduce((sum, each) => sum + each, 0);
  return Object.fromEntries([...sums].map(([part, us]) => [part, us / all]));
};

/** One column for each of those that were looked at, the median of its rounds. */
export const printWhere = (columns: Readonly<Record<string, readonly Where[]>>): void => {
  const all = Object.values(columns).flat();
  const names = [...new Set(all.flatMap((each) => Object.keys(each)))];
  const share = (part: string, of: readonly Where[]) => median(of.map((each) => each[part] ?? 0));
  const sorted = names.toSorted((a, b) => share(b, all) - share(a, all));
  printTable(
    sorted.map((part) => ({
      'of the time at work': part,
      ...Object.fromEntries(
        Object.entries(columns).map(([name, of]) => [name, `${(share(part, of) * 100).toFixed(1)} %`]),
      ),
    })),
  );
};
