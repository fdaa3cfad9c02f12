// The pages of the demo as Lighthouse judges them, in Chromium: performance, accessibility and best practices, each of 100.
// `--runs 3 --forms desktop,mobile --pages sign-in,overview,…`. Of several runs the median counts. Less than 95 anywhere is
// a failure, with what was found.
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig, type Result } from 'lighthouse';
import { parseArgs } from 'node:util';
import { demoKeys, loadDemo } from '../src/demo/load-demo.js';
import { idsOf } from '../src/demo/planner.js';
import { readDemoFile } from '../src/demo/read-demo-file.js';
import { httpApp } from '../src/http-app.js';
import { chromiumFlags, chromiumPath } from '../test/chromium.js';
import { withDatabase } from './database.js';
import { median, printTable } from './figures.js';
import { benchSettings } from './settings.js';

const paths: Readonly<Record<string, string>> = {
  ...{
    overview: '/',
    matters: '/matters',
    ours: '/ours',
    wall: '/wall',
    resources: '/resources',
    projects: '/projects',
  },
  ...{ committee: '/committee', motions: '/committee/motions', meetings: '/committee/meetings' },
  ...{ decisions: '/committee/decisions', actions: '/committee/actions' },
  ...{ units: '/units', coverage: '/units/coverage', 'taking-part': '/units/taking-part', history: '/history' },
};
const everyPage = ['sign-in', ...Object.keys(paths)].join(',');
const { values: asked } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    forms: { type: 'string', default: 'desktop,mobile' },
    pages: { type: 'string', default: everyPage },
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
const judged = async (url: string, form: string, key: string | undefined): Promise<Result> => {
  for (let attempt = 1; ; attempt++) {
    const result = await inBrowser((port) => judgedAt(url, port, form, key));
    const { code, message } = result.runtimeError ?? {};
    if (!code) return result;
    if (code !== 'NO_NAVSTART' || attempt >= attempts_max) throw new Error(`${url}: ${message}`);
  }
};

/** @param key who looks; nobody sees the sign-in */
const judgedAt = async (url: string, port: number, form: string, key: string | undefined): Promise<Result> => {
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
  return judgement.lhr;
};

/** What was found wanting, worst first, with where. */
const faultsIn = ({ categories: all, audits }: Result): readonly string[] =>
  Object.values(all).flatMap(({ auditRefs, title }) =>
    auditRefs
      .map(({ id, weight }) => ({ audit: audits[id], weight }))
      .filter(({ audit, weight }) => weight > 0 && audit?.score != null && audit.score < 0.9)
      .map(({ audit }) => `${title}: ${audit?.title} ${audit?.displayValue ?? ''}`),
  );

await withDatabase(undefined, async ({ url: databaseUrl }) => {
  const app = await httpApp(databaseUrl, { quiet: true, settings: benchSettings, ownThread: true });
  await app.listen(0, '127.0.0.1');
  try {
    const { file, ...rest } = readDemoFile('demo/dongnan.json');
    await loadDemo(app, { file, ...rest });
    const { residents } = await demoKeys(app, file);
    const at = await app.getUrl();
    const rows = [];
    const faults = new Set<string>();
    for (const page of asked.pages.split(','))
      for (const form of asked.forms.split(',')) {
        const isSignIn = page === 'sign-in';
        const url = isSignIn ? `${at}/` : `${at}/a/${idsOf(file).allianceId}${paths[page]}`;
        const runs: Result[] = [];
        for (let run = 0; run < Number(asked.runs); run++)
          runs.push(await judged(url, form, isSignIn ? undefined : residents));
        const of = (value: (result: Result) => number | null | undefined) =>
          median(runs.map((run) => value(run) ?? NaN));
        const scores = categories.map((name) => Math.round(of((run) => run.categories[name]?.score) * 100));
        const timed = (name: string) => Math.round(of((run) => run.audits[name]?.numericValue));
        rows.push({
          ...{ page, form, performance: scores[0]!, accessibility: scores[1]!, 'best practices': scores[2]! },
          ...{ 'largest paint, ms': timed('largest-contentful-paint'), 'blocked, ms': timed('total-blocking-time') },
          ...{
            shift: of((run) => run.audits['cumulative-layout-shift']?.numericValue).toFixed(3),
            'kB sent': Math.round(timed('total-byte-weight') / 1_000),
          },
        });
        if (scores.every((score) => score >= score_min)) continue;
        process.exitCode = 1;
        for (const fault of runs.flatMap(faultsIn)) faults.add(`${page}, ${form}: ${fault}`);
      }
    printTable(rows);
    console.log(`\nScores are of 100; ${score_min} is asked for.${[...faults].map((each) => `\n${each}`).join('')}\n`);
  } finally {
    await app.close();
  }
});
