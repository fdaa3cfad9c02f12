// The pages of the demo as Lighthouse judges them, in Chromium: performance, accessibility and best practices, each of 100.
// `--runs 3 --forms desktop,mobile --pages sign-in,overview,…`. Of several runs the median counts. Less than 95 anywhere is
// a failure, with what was found. `--reports FOLDER` keeps all that Lighthouse says of each look, for its viewer.
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig, type Result } from 'lighthouse';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoKeys, loadDemo } from '../src/demo/load-demo.js';
import { idsOf } from '../src/demo/planner.js';
import { readDemoFile } from '../src/demo/read-demo-file.js';
import { httpApp } from '../src/http-app.js';
import { chromiumFlags, chromiumPath } from '../test/chromium.js';
import { blockedByCpu_ms, type TraceEvent } from './blocked-by-cpu.js';
import { withDatabase } from './database.js';
import { median, printTable } from './figures.js';
import { benchSettings } from './settings.js';

const alliancePaths = {
  ...{ overview: '/', matters: '/matters', ours: '/ours', wall: '/wall', projects: '/projects', history: '/history' },
  ...{ project: '/projects/PROJECT', resources: '/resources', resource: '/resources/RESOURCE' },
  ...{ committee: '/committee', motions: '/committee/motions', motion: '/committee/motions/MOTION' },
  ...{ meetings: '/committee/meetings', meeting: '/committee/meetings/MEETING' },
  ...{ minutes: '/committee/meetings/MEETING/minutes', decisions: '/committee/decisions' },
  ...{ actions: '/committee/actions', units: '/units', unit: '/units/UNIT', statement: '/units/UNIT/statement' },
  ...{ coverage: '/units/coverage', 'taking-part': '/units/taking-part' },
  ...{ act: '/history/POSITION', story: '/history/stories/MOTION', anomalies: '/audit', changes: '/audit/changes' },
  ...{ samples: '/audit/samples', findings: '/audit/findings', proof: '/audit/proof' },
};
const everyPage = ['sign-in', ...Object.keys(alliancePaths), 'operator'].join(',');
const { values: asked } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    forms: { type: 'string', default: 'desktop,mobile' },
    pages: { type: 'string', default: everyPage },
    reports: { type: 'string' },
  },
});
const score_min = 95;
const categories = ['performance', 'accessibility', 'best-practices'] as const;

/** A browser of its own for each look: one that has looked before traces worse. */
const inBrowser = async <T>(work: (port: number) => Promise<T>): Promise<T> => {
  const chrome = await launch({
    ...(chromiumPath && { chromePath: chromiumPath }),
    chromeFlags: ['--headless=new', ...chromiumFlags],
    logLevel: 'error',
  });
  try {
    return await work(chrome.port);
  } finally {
    chrome.kill();
  }
};

/** Chromium sometimes leaves the beginning of a page out of its trace: nothing can be told of it, and it is looked at again. */
const attempts_max = 5;
const judged = async (url: string, form: string, key: string | undefined): Promise<Look> => {
  for (let attempt = 1; ; attempt++) {
    const look = await inBrowser((port) => judgedAt(url, port, form, key));
    const { code, message } = look.result.runtimeError ?? {};
    if (!code) return look;
    if (code !== 'NO_NAVSTART' || attempt >= attempts_max) throw new Error(`${url}: ${message}`);
  }
};

/** What Lighthouse says, and for how long the page was blocked by the processor's clock. */
type Look = Readonly<{ result: Result; blocked_ms: number }>;

/** Lighthouse takes the processor of a phone to be so many times as slow. */
const slower = { desktop: 1, mobile: 4 } as Readonly<Record<string, number>>;

/** @param key who looks; nobody sees the sign-in */
const judgedAt = async (url: string, port: number, form: string, key: string | undefined): Promise<Look> => {
  const flags = {
    ...{
      port,
      onlyCategories: [...categories],
      logLevel: 'error' as const,
      output: 'json' as const,
      locale: 'en' as const,
    },
    ...(key && { extraHeaders: { authorization: `Bearer ${key}` } }),
  };
  const judgement = await lighthouse(url, flags, form === 'desktop' ? desktopConfig : undefined);
  if (!judgement) throw new Error(`Lighthouse says nothing of ${url}`);
  const { traceEvents } = judgement.artifacts.Trace;
  return { result: judgement.lhr, blocked_ms: blockedByCpu_ms(traceEvents as TraceEvent[], slower[form] ?? 1) };
};

/** What the browser wrote to its console as an error: one line of it is a page's hundred in best practices. */
const errorsIn = ({ audits }: Result): readonly string[] => {
  const { details } = audits['errors-in-console'] ?? {};
  const items = details?.type === 'table' ? details.items : [];
  return items.map(({ description }) => `the console: ${String(description)}`);
};

/** What was found wanting, worst first, with where. */
const faultsIn = ({ categories: all, audits }: Result): readonly string[] =>
  Object.values(all).flatMap(({ auditRefs, title }) =>
    auditRefs
      .map(({ id, weight }) => ({ audit: audits[id], weight }))
      .filter(({ audit, weight }) => weight > 0 && audit?.score != null && audit.score < 0.9)
      .map(({ audit }) => `${title}: ${audit?.title} ${audit?.displayValue ?? ''}`),
  );

/** The things of the demo that have a page of their own, by what stands for them in a path. */
const thingsAt = async (api: string, key: string): Promise<Readonly<Record<string, string>>> => {
  const first = async (list: string, id: string): Promise<string> => {
    const response = await fetch(`${api}/${list}`, { headers: { authorization: `Bearer ${key}` } });
    const { items } = (await response.json()) as { items: readonly Record<string, unknown>[] };
    const [found] = items;
    if (!found) throw new Error(`the demo has none of ${list}`);
    return String(found[id]);
  };
  return {
    PROJECT: await first('projects?stage=underway', 'projectId'),
    RESOURCE: await first('resources?kind=venue', 'resourceId'),
    MOTION: await first('motions?status=carried', 'motionId'),
    MEETING: await first('meetings?status=closed', 'meetingId'),
    UNIT: await first('units', 'unitId'),
    POSITION: await first('history', 'position'),
  };
};

/** @throws where nothing is called so */
const pathOf = (page: string, allianceId: string, things: Readonly<Record<string, string>>): string => {
  if (page === 'sign-in') return '/';
  if (page === 'operator') return '/operator';
  const path = new Map(Object.entries(alliancePaths)).get(page);
  if (path === undefined) throw new Error(`there is no page ${page}: ${everyPage}`);
  return `/a/${allianceId}${path.replace(/[A-Z]{2,}/, (thing) => things[thing] ?? thing)}`;
};

/** Looks at a page so many times; of each figure the median counts. */
const lookAt = async (page: string, form: string, url: string, key: string | undefined) => {
  const looks: Look[] = [];
  for (let run = 0; run < Number(asked.runs); run++) looks.push(await judged(url, form, key));
  const runs = looks.map(({ result }) => result);
  if (asked.reports)
    for (const [n, run] of runs.entries())
      writeFileSync(join(asked.reports, `${page}-${form}-${n}.json`), JSON.stringify(run));
  const of = (value: (result: Result) => number | null | undefined) => median(runs.map((run) => value(run) ?? NaN));
  const timed = (name: string) => Math.round(of((run) => run.audits[name]?.numericValue));
  const scores = categories.map((name) => Math.round(of((run) => run.categories[name]?.score) * 100));
  const row = {
    ...{ page, form, performance: scores[0]!, accessibility: scores[1]!, 'best practices': scores[2]! },
    ...{ 'first paint, ms': timed('first-contentful-paint'), 'largest paint, ms': timed('largest-contentful-paint') },
    ...{ 'blocked, ms': timed('total-blocking-time'), 'by CPU, ms': median(looks.map(({ blocked_ms }) => blocked_ms)) },
    'main thread, ms': timed('mainthread-work-breakdown'),
    shift: of((run) => run.audits['cumulative-layout-shift']?.numericValue).toFixed(3),
    'kB sent': Math.round(timed('total-byte-weight') / 1_000),
  };
  const isEnough = scores.every((score) => score >= score_min);
  const faults = runs.flatMap((run) => [...errorsIn(run), ...(isEnough ? [] : faultsIn(run))]);
  return { row, isEnough, faults: faults.map((fault) => `${page}, ${form}: ${fault}`) };
};

await withDatabase(undefined, async ({ url: databaseUrl }) => {
  const app = await httpApp(databaseUrl, { quiet: true, settings: benchSettings, ownThread: true });
  await app.listen(0, '127.0.0.1');
  try {
    const { file, ...rest } = readDemoFile('demo/dongnan.json');
    await loadDemo(app, { file, ...rest });
    const { residents, operator } = await demoKeys(app, file);
    const at = await app.getUrl();
    const { allianceId } = idsOf(file);
    const things = await thingsAt(`${at}/v1/alliances/${allianceId}`, residents!);
    const looks = [];
    for (const page of asked.pages.split(','))
      for (const form of asked.forms.split(',')) {
        const key = page === 'sign-in' ? undefined : page === 'operator' ? operator : residents;
        looks.push(await lookAt(page, form, `${at}${pathOf(page, allianceId, things)}`, key));
      }
    printTable(looks.map(({ row }) => row));
    const faults = new Set(looks.flatMap((look) => look.faults));
    console.log(`\nScores are of 100; ${score_min} is asked for.${[...faults].map((each) => `\n${each}`).join('')}\n`);
    if (!looks.every((look) => look.isEnough)) process.exitCode = 1;
  } finally {
    await app.close();
  }
});
