import type { Stream } from '#event-sourcing';
import { readdirSync, readFileSync } from 'node:fs';

export type Fold = Stream<any, any>;

const contexts = ['alliances', 'resources', 'projects', 'committee', 'findings', 'webhooks', 'feeds', 'access'];

/** Every fold of every context, of own streams and views of others', as the files have them, by name. */
export const allFolds = async (): Promise<ReadonlyMap<string, Fold>> => {
  const files = contexts.flatMap((context) => readdirSync(`src/${context}`).map((file) => `src/${context}/${file}`));
  const those = files.filter(
    (file) => file.endsWith('.ts') && / = (stream|confidentialStream|view)</.test(readFileSync(file, 'utf8')),
  );
  const modules = await Promise.all(
    those.map((file) => import(`../../${file.replace(/ts$/, 'js')}`) as Promise<object>),
  );
  const found = modules.flatMap((each): unknown[] => Object.values(each)).filter(isFold);
  const names = found.map(({ form }) => form.name);
  const twice = names.find((name, n) => names.indexOf(name) < n);
  if (twice) throw new Error(`two folds are called ${twice}`);
  return new Map(found.map((each) => [each.form.name, each]));
};

const isFold = (value: any): value is Fold => typeof value?.initial === 'function' && typeof value.form === 'object';

/** All that a state holds: the same text where two states are the same, whichever realm made their parts. */
export const toldOf = (state: unknown): string =>
  JSON.stringify(state, (_, value: any) => {
    const kind = Object.prototype.toString.call(value);
    if (kind === '[object Undefined]') return { undefined: true };
    if (kind === '[object Map]') return { map: [...value] };
    if (kind === '[object Set]') return { set: [...value] };
    if (kind !== '[object Object]') return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
