import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { MotionRow } from '../src/committee/decision-register.js';
import { PledgeRow } from '../src/projects/pledge-rows.js';
import { AllocationRow } from '../src/resources/allocation-rows.js';
import { ms, printTable, quantile } from './figures.js';

/** Where the dashboard is served, and by whose key it is looked at. */
export type Place = Readonly<{ url: string; browser: Browser; allianceId: string; key: string }>;

const patience_ms = 60_000;
const viewport = { width: 1_440, height: 900 };

/** Nothing that was asked for is still to come, and no figure is a gap. In the page, since asking it would cost time. */
const shown = `document.querySelector('h1') !== null && document.querySelector('.bone') === null
  && ![...document.querySelectorAll('strong')].some((each) => each.textContent === '…')`;

/**
 * Notes in the page when it was shown first, and when the browser had nothing else to do for the first time after that:
 * from then on whatever is pressed is answered at once. Both by the page's own clock, which begins with its navigation.
 */
const watcher = `(() => {
  const look = () => {
    if (!(${shown})) return requestAnimationFrame(look);
    globalThis.shown_ms = performance.now();
    requestIdleCallback(() => { globalThis.interactive_ms = performance.now(); });
  };
  addEventListener('DOMContentLoaded', look);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.busy_ms = (globalThis.busy_ms ?? 0) + duration;
  }).observe({ type: 'longtask', buffered: true });
})()`;

/** A page in a browser that has loaded nothing yet. */
export const freshPage = async ({ browser, key }: Place, script = watcher): Promise<Page> => {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', reducedMotion: 'reduce' });
  context.setDefaultTimeout(patience_ms);
  await context.addInitScript(`sessionStorage.setItem('key', ${JSON.stringify(key)}); ${script}`);
  return context.newPage();
};
export const addressOf = ({ url, allianceId }: Place, path: string): string => `${url}/a/${allianceId}${path}`;

/** Waits until the page has noted something. Playwright's own way is forbidden by the page's policy. */
const noted = async (page: Page, name: string): Promise<void> => {
  for (const until = Date.now() + patience_ms; !(await page.evaluate<boolean>(`'${name}' in globalThis`));) {
    if (Date.now() > until) throw new Error(`${page.url()} never had its ${name}`);
    await setTimeout(10);
  }
};

const interactive = async (page: Page) => {
  await noted(page, 'interactive_ms');
  return page.evaluate<[number, number, number]>('[shown_ms, interactive_ms, globalThis.busy_ms ?? 0]');
};

/** The overview, each time in a browser with nothing kept: shown with every figure, idle, and a button pressed. */
export const measureOverview = async (place: Place, rounds: number): Promise<void> => {
  const [shownAll, interactiveAll, busyAll, pressedAll]: number[][] = [[], [], [], []] as never;
  for (let round = -1; round < rounds; round++) {
    const page = await freshPage(place);
    await page.goto(addressOf(place, '/'));
    const [shown_ms, interactive_ms, busy_ms] = await interactive(page);
    const pressed_ms = await pressed(page);
    await page.context().close();
    if (round < 0) continue; // the server compiles its own code first
    shownAll!.push(shown_ms);
    interactiveAll!.push(interactive_ms);
    busyAll!.push(busy_ms);
    pressedAll!.push(pressed_ms);
  }
  const row = (what: string, all: number[]) => ({
    ...{
      'of the overview': what,
      median: ms(quantile(all, 0.5)),
      least: ms(quantile(all, 0)),
      most: ms(quantile(all, 1)),
    },
  });
  printTable([
    row('every figure is shown, ms', shownAll!),
    row('interactive, ms (at most 1,500)', interactiveAll!),
    row('of that in long tasks, ms', busyAll!),
    row('a menu opens after its button is pressed, ms', pressedAll!),
  ]);
  console.log();
};

/** How long the menu of the account takes to open: the frame after the press in which it is there. */
const pressed = async (page: Page): Promise<number> => {
  await page.evaluate(`addEventListener('pointerdown', () => {
    const began_ms = performance.now();
    const look = () => {
      if (!document.querySelector('[role=menu]')) return requestAnimationFrame(look);
      globalThis.pressed_ms = performance.now() - began_ms;
    };
    look();
  }, { once: true, capture: true })`);
  await page.locator('header.bar button').last().click();
  await noted(page, 'pressed_ms');
  return page.evaluate<number>('globalThis.pressed_ms');
};

/** Each page, first by its address, with all that it holds: no list has more rows than one page of what was asked for. */
export const measurePages = async (place: Place, db: DataSource): Promise<void> => {
  const rows = [];
  for (const path of await pathsOf(db, place)) {
    const page = await freshPage(place);
    let items = 0;
    page.on('response', (response) => {
      if (!response.url().includes('/v1/') || !response.headers()['content-type']?.includes('json')) return;
      const count = async () => (items = Math.max(items, ((await response.json()) as { items?: unknown[] }).items?.length ?? 0)); // prettier-ignore
      count().catch(() => undefined); // it was cut off by the end of the page
    });
    await page.goto(addressOf(place, path));
    const [shown_ms, interactive_ms] = await interactive(page);
    const [longest, all] = await page.evaluate<[number, number]>(`[
      Math.max(0, ...[...document.querySelectorAll('main :is(tbody, ul, ol)')].map((each) => each.children.length)),
      document.getElementsByTagName('*').length,
    ]`);
    await page.context().close();
    const isBounded = longest <= rows_max;
    rows.push({
      ...{ page: path.replace(/[0-9a-f-]{36}/g, '…'), 'shown ms': ms(shown_ms), 'interactive ms': ms(interactive_ms) },
      ...{
        'longest list, rows': longest,
        'longest answer, items': items,
        elements: all,
        bounded: isBounded ? 'yes' : 'NO',
      },
    });
    if (!isBounded) process.exitCode = 1;
  }
  printTable(rows);
  console.log();
};
/** The longest page of a list that any page asks for to show it. */
const rows_max = 100;

/** Every list, and of each kind of thing the one with the most to it. */
const pathsOf = async (db: DataSource, { allianceId }: Place): Promise<readonly string[]> => {
  const busiest = async (row: new () => object, column: string): Promise<string> => {
    const all = db.manager.createQueryBuilder(row, 'row').where('row.allianceId = :allianceId', { allianceId });
    const most = await all.select(`row.${column}`, 'id').groupBy(`row.${column}`).orderBy('count(*)', 'DESC').limit(1).getRawOne<{ id: string }>(); // prettier-ignore
    if (!most) throw new Error(`there is no ${column}`);
    return most.id;
  };
  const project = await busiest(PledgeRow, 'projectId');
  const resource = await busiest(AllocationRow, 'resourceId');
  const [motion] = await db.manager.find(MotionRow, { where: { allianceId }, order: { ballots: 'DESC' }, take: 1 });
  return [
    ...['/', '/wall', '/matters', '/ours', '/history', `/history/stories/${motion?.motionId}`],
    ...['/resources', `/resources/${resource}`, '/projects', `/projects/${project}`],
    ...['/committee', '/committee/motions', '/committee/motions?which=over', `/committee/motions/${motion?.motionId}`],
    ...['/committee/decisions', '/committee/meetings', '/committee/actions'],
    ...['/units', '/units/coverage', '/units/taking-part'],
  ];
};
