import { dashboardFields, dashboardKeys, rollUpFields } from '../src/overview/explain/dashboard-figures.js';
import { figuresIn, type Keys } from '../src/overview/explain/figure-path.js';
import { loadFields, loadKeys } from '../src/overview/explain/load-figures.js';
import { projectFields, projectKeys } from '../src/overview/explain/project-figures.js';
import { statementFields, statementKeys } from '../src/overview/explain/statement-figures.js';
import { trendFields, trendKeys } from '../src/overview/explain/trend-figures.js';
import type { Client } from './app.js';

/** An answer with figures, and where they are explained. */
type Told = Readonly<{ answer: object; explain: string; fields: readonly string[]; keys: Keys }>;

/** Every answer of an alliance that has figures: those of a time are asked for as of the same time. */
async function* answersOf(client: Client, path: string, now: string): AsyncGenerator<Told> {
  const got = async (of: string) => client.got(`${path}/${of}`);
  const all = async (of: string) => (await got(`${of}?limit=200`)).items;
  const told = (answer: object, explain: string, fields: readonly string[], keys: Keys): Told => {
    return { answer, explain: `${path}/${explain}`, fields, keys };
  };
  yield told(await got('dashboard'), 'dashboard/explain?', dashboardFields, dashboardKeys);
  yield told(await got('roll-up'), 'roll-up/explain?', rollUpFields, dashboardKeys);
  yield told(await got('trends?weeks=53'), 'trends/explain?weeks=53&', trendFields, trendKeys);
  const from = new Date(Date.parse(now) - 366 * 86_400_000).toISOString();
  const period = `from=${from}&until=${now}`;
  for (const { unitId } of await all('units')) {
    const of = `units/${unitId}/statement`;
    yield told(await got(`${of}?${period}`), `${of}/explain?${period}&`, statementFields, statementKeys);
  }
  for (const load of (await got(`load?limit=200&${period}`)).items)
    yield told(load, `load/explain?${period}&unitId=${load.unitId}&`, loadFields, loadKeys);
  for (const { projectId } of await all('projects')) {
    const of = `projects/${projectId}`;
    yield told(await got(of), `${of}/explain?`, projectFields, projectKeys);
  }
}

/** What is at places, and is no figure. */
const noFigure = /\/(place|revision)$/;

/**
 * The figures whose explanation is not what they are: the amounts of all pages must add up to them, and each of what they
 * are worked out of must be there. The first of each field is looked at that is something, and some of the others; of those
 * that are nothing, a few.
 *
 * @param every of how many figures one is looked at
 * @returns how many were looked at, by the field in which they stand; and what is wrong
 */
export const unexplained = async (client: Client, path: string, now: string, every = 1) => {
  const [looked, wrong]: [Record<string, number>, string[]] = [{}, []];
  const works: (() => Promise<void>)[] = [];
  let [events, n] = [0, 0];
  for await (const { answer, explain, fields, keys } of answersOf(client, path, now)) {
    const figures = figuresIn(answer, fields, keys);
    for (const [figure, value] of figures) {
      const field = figure.split('/')[1] ?? '';
      const isFirst = value !== 0 && !(field in looked);
      if (noFigure.test(figure) || (n++ % (value === 0 ? 20 : every) !== 0 && !isFirst)) continue;
      looked[field] = (looked[field] ?? 0) + 1;
      const asked = `${explain}figure=${encodeURIComponent(figure)}&limit=${n % 7 === 0 ? 3 : 200}`;
      works.push(async () => {
        const found = await sumOf(client, asked);
        events += found.events;
        const odd = oddIn(found, value, figures);
        if (odd) wrong.push(`${asked}: ${odd}`);
      });
    }
  }
  const some = works.values(); // a few at once
  await Promise.all(Array.from({ length: 8 }, async () => { for (const work of some) await work(); })); // prettier-ignore
  return { looked, wrong, events };
};

type Found = Awaited<ReturnType<typeof sumOf>>;
const oddIn = ({ value: said, of, sum, end }: Found, value: number, figures: ReadonlyMap<string, number>) => {
  if (said !== value) return `it is ${value}, and is said to be ${said}`;
  if (!of) return sum !== value || end !== value ? `it is ${value}, and its events add up to ${sum}` : undefined;
  const [part, whole] = [figures.get(of.part), figures.get(of.whole)];
  if (part === undefined || whole === undefined) return `nobody knows of what it is made`;
  return value === Math.floor((100 * part) / (whole || 1)) ? undefined : `${value} is not made of ${part} and ${whole}`;
};

const sumOf = async (client: Client, asked: string) => {
  let [sum, events, end] = [0, 0, 0];
  for (let cursor = ''; ;) {
    const page = await client.got(`${asked}${cursor}`);
    for (const { amount } of page.items) [sum, events] = [sum + amount, events + 1];
    end = page.sum;
    if (page.next === undefined) return { value: page.value, sum, events, end, of: page.workedOutOf };
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
};
