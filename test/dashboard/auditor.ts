import type { Page } from 'playwright-core';
import { audit } from '../../dashboard/src/i18n/words/audit.js';
import { overview } from '../../dashboard/src/i18n/words/overview.js';
import type { Pair } from '../../dashboard/src/i18n/words.js';
import { faultsOf, isTooWide, picture, settled, violationsOf, type Language, type TestBrowser } from '../browser.js';

// The auditor's part of the dashboard, looked at in an application that other tests have started.

const wordIn = (language: Language) => (pair: Pair) => pair[language === 'zh' ? 1 : 0];

/** @param screens in which languages and widths each page is looked at */
export const auditorsPages = (at: () => TestBrowser, screens: readonly (readonly [Language, number])[]): void => {
  it.each([
    ['anomalies', '/audit', audit.anomaly],
    ['samples', '/audit/samples?seed=%E5%BC%80%E5%B7%A5%201&size=10', audit.again],
  ] as const)('shows the auditor %s in both languages, wide and narrow', async (name, path, says) => {
    for (const [language, width] of screens) {
      const page = await at().open(path, { language, width });
      await page.getByText(wordIn(language)(says)).first().waitFor();
      await settled(page);
      const shown = { violations: await violationsOf(page), wide: await isTooWide(page), faults: faultsOf(page) };
      expect({ language, width, ...shown }).toEqual({ language, width, violations: [], wide: false, faults: [] });
      await picture(page, `${name}-${language}-${width}`);
      await page.context().close();
    }
  });

  it('draws the same sample for whoever opens its address, and leads from each act drawn to it', async () => {
    const page = await at().open('/audit/samples', { language: 'en' });
    await page.getByLabel(/^Seed/).fill("the mayor's figures");
    await page.getByRole('button', { name: 'Draw' }).click();
    await page.waitForURL(/upTo=\d+/);
    const places = (of: Page) => of.locator('td:last-child').allInnerTexts();
    await page.getByRole('row').nth(1).waitFor();
    const drawn = await places(page);
    expect(drawn).toHaveLength(25);
    await at().clientOf('residents').created(`/v1/alliances/${at().allianceId}/motions`, { title: { en: 'A sample' }, about: { kind: 'other' } }); // prettier-ignore
    const again = await at().open(new URL(page.url()).href.split(at().allianceId)[1] ?? '', { language: 'en' });
    await again.getByRole('row').nth(1).waitFor();
    expect(await places(again)).toEqual(drawn);
    await again.getByRole('rowheader').first().click();
    await again.waitForURL(/history\/\d+$/);
  });

  it('explains every figure that it shows: the acts add up to it', async () => {
    const residents = at().clientOf('residents');
    const alliance = `/v1/alliances/${at().allianceId}`;
    const [{ projectId }] = (await residents.got(`${alliance}/projects?stage=underway`)).items;
    const { unitId } = (await at().clientOf('school-3').got('/v1/me')).units[0];
    const page = await at().open('/', { language: 'en' });
    const counted: Record<string, number> = {};
    for (const path of ['/', `/units/${unitId}/statement`, '/units/taking-part', `/projects/${projectId}`]) {
      await page.goto(`${at().app.url}/a/${at().allianceId}${path}`);
      await page.locator('.explain').first().waitFor();
      await settled(page);
      const buttons = await page.locator('.explain').all();
      for (const button of buttons) {
        await button.click();
        const [figures, shown] = await figuresOf(page);
        for (const { href, value } of figures) expect([href, await sumOf(residents, href)]).toEqual([href, value]);
        await expectSum(page, figures.find(({ value }) => value > 0)?.href);
        const tile = button.locator('xpath=..').locator('a > strong');
        if (path === '/' && (await tile.count()) > 0) expect(Number(await tile.innerText())).toBe(shown);
        counted[path] = (counted[path] ?? 0) + Math.max(1, figures.length);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    }
    expect(Object.values(counted).every((count) => count > 10)).toBe(true);
    expect(faultsOf(page)).toEqual([]);
  });

  it.each([
    ['zh', 1_440, 'light'],
    ['en', 360, 'dark'],
  ] as const)('shows in %s at %i px which acts make up a figure, and leads to them', async (language, width, theme) => {
    const page = await at().open('/', { language, width, theme });
    await page.getByRole('button', { name: wordIn(language)(overview.resources) }).click();
    await page.locator('[data-explanation*="venue"][data-explanation*="quantity"]').click();
    await page.locator('[data-sum]').waitFor();
    await settled(page);
    const shown = { violations: await violationsOf(page), wide: await isTooWide(page), faults: faultsOf(page) };
    expect(shown).toEqual({ violations: [], wide: false, faults: [] });
    await picture(page, `explain-${language}-${width}`);
    await page.locator('.contributions a').first().click();
    await page.waitForURL(/history\/\d+$/);
  });
};

type Explained = Readonly<{ href: string; value: number }>;

/** The figures that the open dialog offers, and what they come to; what is paused is taken away. */
const figuresOf = async (page: Page): Promise<readonly [readonly Explained[], number]> => {
  await page.locator('[data-explanation], [data-explained]').first().waitFor();
  const figures = await page
    .locator('[data-explanation]')
    .evaluateAll((all) =>
      all.map((each) => ({ href: each.dataset['explanation'] ?? '', value: Number(each.dataset['value']) })),
    );
  const single = page.locator('[data-explained] [data-value]');
  if (figures.length === 0) await single.waitFor();
  const only = figures.length === 0 ? Number(await single.getAttribute('data-value')) : 0;
  return [figures, figures.reduce((sum, { href, value }) => sum + (href.includes('paused') ? -value : value), only)];
};

type Page200 = Readonly<{
  value: number;
  items: readonly { amount: number }[];
  next?: string;
  workedOutOf: object | null;
}>;

/** What the acts add up to, page by page; a percentage is the API's own matter. */
const sumOf = async (client: ReturnType<TestBrowser['clientOf']>, href: string): Promise<number> => {
  let sum = 0;
  for (let cursor = ''; ;) {
    const page: Page200 = await client.got(`${href}${cursor}`);
    if (page.workedOutOf) return page.value;
    sum += page.items.reduce((all, { amount }) => all + amount, 0);
    if (page.next === undefined) return sum;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
};

/** Opens a figure, or looks at the one that is open: what stands there adds up to what stands above it. */
const expectSum = async (page: Page, href: string | undefined): Promise<void> => {
  if (href !== undefined) await page.locator(`[data-explanation="${href}"]`).click();
  else if ((await page.locator('[data-explained]').count()) === 0) return;
  await page.locator('[data-explained]').waitFor();
  const value = Number(await page.locator('[data-explained] [data-value]').getAttribute('data-value'));
  if ((await page.locator('[data-sum]').count()) === 0) return;
  const amounts = await page.locator('[data-amount]').evaluateAll((all) => all.map((each) => Number(each.dataset['amount']))); // prettier-ignore
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(value);
};
