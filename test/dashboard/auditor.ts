import type { Page } from 'playwright-core';
import { audit } from '../../dashboard/src/i18n/words/audit.js';
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
};
