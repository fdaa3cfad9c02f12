import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { projectFolder } from '../src/config/project-folder.js';
import { loadDemo, demoKeys } from '../src/demo/load-demo.js';
import { idsOf } from '../src/demo/planner.js';
import { readDemoFile } from '../src/demo/read-demo-file.js';
import { startApp, type TestApp } from './app.js';
import { chromiumPath, launchChromium } from './chromium.js';

// The dashboard as people see it: the application with the demo alliance, and Debian's Chromium.

if (!chromiumPath && process.env['CI'])
  throw new Error('CI must have a browser: apt-get install chromium, or set CHROMIUM');
if (!chromiumPath)
  console.warn('No Chromium was found (set CHROMIUM to its path): what the browser shows is not tested here.');

/** `describe` where there is a browser; in CI there must be one. */
export const describeInBrowser = chromiumPath ? describe : describe.skip;

export type Language = 'zh' | 'en';
/** How a page is opened: by whom of the demo, in which language, on which screen. */
export type Reader = Readonly<{ as?: string; language?: Language; width?: number; height?: number; theme?: string }>;
/** How long a test waits for what is to be shown; a machine may be busy. */
const patience_ms = 15_000;
const heights = { narrow: 780, wide: 900 } as const;

/** The whole application with the demo, and a browser; both are closed by `close`. */
export const startBrowser = async () => {
  const app = await startApp();
  const demo = readDemoFile('demo/dongnan.json');
  await loadDemo(app.nest, demo);
  await app.settled();
  const keys: Readonly<Record<string, string>> = await demoKeys(app.nest, demo.file);
  const browser = await launchChromium();
  const { allianceId } = idsOf(demo.file);
  return {
    app,
    browser,
    keys,
    allianceId,
    /** A client of the API with somebody's key. */
    clientOf: (who: string) => app.withKey(keyOf(keys, who)),
    /** Opens a path of the dashboard below the alliance, in a browser of its own; problems of the page are collected. */
    open: (path: string, reader: Reader = {}) => open({ app, browser, keys, allianceId }, path, reader),
    close: async () => {
      await browser.close();
      await app.close();
    },
  };
};
export type TestBrowser = Awaited<ReturnType<typeof startBrowser>>;

const keyOf = (keys: Readonly<Record<string, string>>, who: string): string => {
  const key = keys[who];
  if (!key) throw new Error(`the demo has no key of ${who}`);
  return key;
};

const open = async (
  { app, browser, keys, allianceId }: { app: TestApp; browser: Browser; keys: Readonly<Record<string, string>>; allianceId: string }, // prettier-ignore
  path: string,
  { as = 'residents', language = 'zh', width = 1_440, height, theme = 'light' }: Reader,
): Promise<Page> => {
  const viewport = { width, height: height ?? (width < 600 ? heights.narrow : heights.wide) };
  const options: BrowserContextOptions = { viewport, locale: language === 'zh' ? 'zh-CN' : 'en-GB', reducedMotion: 'reduce' }; // prettier-ignore
  const context = await browser.newContext(options);
  const kept = { key: as === 'nobody' ? '' : keyOf(keys, as), language, theme };
  await context.addInitScript((said: typeof kept) => {
    type Kept = { setItem: (name: string, value: string) => void };
    const { sessionStorage, localStorage } = globalThis as unknown as Record<'sessionStorage' | 'localStorage', Kept>;
    if (said.key) sessionStorage.setItem('key', said.key);
    localStorage.setItem('language', said.language);
    localStorage.setItem('theme', said.theme);
    // Beside what the console says of it: a policy that only reports is silent there.
    const { addEventListener } = globalThis as unknown as { addEventListener: (name: string, heard: (event: Record<'effectiveDirective' | 'blockedURI', string>) => void) => void }; // prettier-ignore
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      console.error(`forbidden by ${effectiveDirective}: ${blockedURI}`),
    );
  }, kept);
  context.setDefaultTimeout(patience_ms);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  // What the policy forbids is said on the console, too. That an answer was a refusal is no fault of the page.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  collected.set(page, faults);
  await page.goto(`${app.url}${path.startsWith('~') ? path.slice(1) : `/a/${allianceId}${path}`}`);
  return page;
};
const collected = new WeakMap<Page, string[]>();

/** Waits until everything that is asked for is there. The live stream never ends, so that the network is never idle. */
export const settled = async (page: Page): Promise<void> => {
  const isWaiting = () => page.locator('.bone').count();
  for (let quiet = 0; quiet < 3; quiet = (await isWaiting()) === 0 ? quiet + 1 : 0) await page.waitForTimeout(50);
};

/** Errors of the page, and what its policy forbade. */
export const faultsOf = (page: Page): readonly string[] => collected.get(page) ?? [];

/** What axe finds: rules of WCAG 2.2 AA and good practice; each with where it is broken. */
export const violationsOf = async (page: Page): Promise<readonly string[]> => {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe.source);
  // Only what is broken leaves the page: what is in order is a hundred times as much.
  return page.evaluate(async () => {
    const { axe, document } = globalThis as unknown as { axe: { run: (root: unknown, options: object) => Promise<{ violations: readonly { id: string; nodes: readonly { html: string; failureSummary?: string }[] }[] }> }; document: unknown }; // prettier-ignore
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] };
    const { violations } = await axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`)); // prettier-ignore
  });
};

/** Whether anything is wider than the screen. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { documentElement: root } = (globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }).document; // prettier-ignore
    return root.scrollWidth > root.clientWidth;
  });

/** Writes a picture for docs/dashboard, where SCREENSHOTS=1 asks for it. */
export const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env['SCREENSHOTS'] !== '1') return;
  await page.waitForTimeout(500); // names are asked for by themselves
  const path = join(projectFolder, 'docs', 'dashboard', `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, animations: 'disabled' });
};
