import type { Locator, Page } from 'playwright-core';
import { audit } from '../../dashboard/src/i18n/words/audit.js';
import { overview } from '../../dashboard/src/i18n/words/overview.js';
import { past } from '../../dashboard/src/i18n/words/past.js';
import { proof } from '../../dashboard/src/i18n/words/proof.js';
import type { Pair } from '../../dashboard/src/i18n/words.js';
import { faultsOf, isTooWide, picture, settled, violationsOf, type Language, type TestBrowser } from '../browser.js';

// The auditor's part of the dashboard, looked at in an application that other tests have started.

const wordIn = (language: Language) => (pair: Pair) => pair[language === 'zh' ? 1 : 0];

/** @param screens in which languages and widths each page is looked at */
export const auditorsPages = (at: () => TestBrowser, screens: readonly (readonly [Language, number])[]): void => {
  it.each([
    ['anomalies', '/audit', audit.anomaly],
    ['changes', '/audit/changes?from=2020-01-01', audit.figures],
    ['proof', '/audit/proof', proof.checkpoint],
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

  it('loads a date field when somebody comes to it: the keyboard goes on in it, and its button opens a calendar', async () => {
    const page = await at().open('/audit/changes', { language: 'en' });
    const [from, to] = [audit.changesFrom[0], audit.changesTo[0]];
    await page.route('**/date-fields-*.js', async (route) => {
      await page.waitForTimeout(1_000); // a slow network: what is typed meanwhile is in it then
      await route.continue();
    });
    await page.getByRole('combobox', { name: from }).focus();
    await page.keyboard.type('01022026');
    expect(await page.getByRole('combobox', { name: from }).inputValue()).toBe('01022026');
    await page.waitForURL(/from=2026-02-01/);
    await page.getByRole('combobox', { name: to }).locator('xpath=following-sibling::button').click();
    await page.getByRole('dialog').getByRole('grid').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('group', { name: to }).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('keeps a Chinese word that is put together while the field that finds it is loaded', async () => {
    const page = await at().open('/history', { language: 'zh', width: 360 });
    await page.route('**/choose-fields-*.js', async (route) => {
      await page.waitForTimeout(800);
      await route.continue();
    });
    const unit = page.getByRole('combobox', { name: '单位' });
    await unit.click();
    const keyboard = await page.context().newCDPSession(page);
    for (const text of ['y', 'yi', 'yiw', 'yiwu']) {
      await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await page.waitForTimeout(300); // it is loaded meanwhile
    }
    expect(await unit.inputValue()).toBe('yiwu');
    await keyboard.send('Input.insertText', { text: '医务' });
    await page.getByRole('option', { name: '东南医务站' }).waitFor();
    expect(await unit.inputValue()).toBe('医务');
  });

  it('keeps what an auditor found: raised from an act, answered by its unit and closed, each on a page', async () => {
    const alliance = `/v1/alliances/${at().allianceId}`;
    const { unitId } = (await at().clientOf('school-3').got('/v1/me')).units[0];
    const { items } = await at()
      .clientOf('residents')
      .got(`${alliance}/history?unitId=${unitId}&type=DeliveryReported&limit=1`);
    const auditor = await at().open(`/history/${items[0].position}`, { as: 'auditor', language: 'en' });
    const does = async (page: Page, act: string, fill: (dialog: Locator) => Promise<unknown>) => {
      await page.getByRole('button', { name: act, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await fill(dialog);
      expect(await violationsOf(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Send' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await does(auditor, 'Raise a finding', async (dialog) => {
      await dialog.getByRole('spinbutton', { name: /^day/ }).focus();
      const due = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10).split('-');
      await auditor.keyboard.type(due.toReversed().join(''));
      await dialog.getByLabel(/^Title · In English/).fill('Delivered later than promised');
      await dialog.getByLabel(/^Title · In Chinese/).fill('送达晚于约定');
      await dialog.getByLabel(/^Words/).fill('Nobody wrote down why.');
      await dialog.getByText('High', { exact: true }).click();
    });
    const found = await at().clientOf('auditor').got(`${alliance}/findings?unitId=${unitId}&status=raised`);
    const { findingId } = found.items[0];
    const school = await at().open(`/audit/findings/${findingId}`, { as: 'school-3', language: 'en' });
    await does(school, 'Answer', (dialog) =>
      dialog.getByLabel(/^Words/).fill('The lorry broke down. It is in our book now.'),
    );
    await school.getByText('The lorry broke down.').waitFor();
    for (const [name, path] of [
      ['findings', ''],
      ['finding', `/${findingId}`],
    ] as const)
      for (const [language, width] of screens) {
        const page = await at().open(`/audit/findings${path}`, { as: 'auditor', language, width });
        await page
          .getByText(wordIn(language)(['Delivered later than promised', '送达晚于约定']))
          .first()
          .waitFor();
        await settled(page);
        const shown = { violations: await violationsOf(page), wide: await isTooWide(page), faults: faultsOf(page) };
        expect({ name, language, width, ...shown }).toEqual({
          name,
          language,
          width,
          violations: [],
          wide: false,
          faults: [],
        });
        await picture(page, `${name}-${language}-${width}`);
        await page.context().close();
      }
    await auditor.goto(`${at().app.url}/a/${at().allianceId}/audit/findings/${findingId}`);
    await does(auditor, 'Close the finding', (dialog) =>
      dialog.getByLabel(/^Reason|^Words/).fill('Answered, and put right.'),
    );
    await auditor.getByText('Answered, and put right.').waitFor();
    expect(faultsOf(auditor)).toEqual([]);
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

  it.each([
    ['zh', 1_440],
    ['en', 360],
  ] as const)(
    'shows in %s at %i px how it was at another time, on every page, and leads back',
    async (language, width) => {
      const word = wordIn(language);
      const page = await at().open('/', { language, width });
      await page.getByRole('button', { name: word(past.choose) }).click();
      const slider = page.getByRole('slider');
      await slider.focus();
      for (let n = 0; n < 5; n++) await page.keyboard.press('PageDown'); // half of the way to the founding
      await page.getByRole('button', { name: word(past.show), exact: true }).click();
      await page.waitForURL(/asOf=\d+$/);
      const banner = page.getByRole('region', { name: word(past.title) });
      await banner.getByText(word(past.readOnly)).waitFor();
      await settled(page);
      const residents = at().clientOf('residents');
      const asOf = new URL(page.url()).searchParams.get('asOf');
      const { items } = await residents.got(`/v1/alliances/${at().allianceId}/motions?asOf=${asOf}&limit=200`);
      const now = await residents.got(`/v1/alliances/${at().allianceId}/motions?limit=200`);
      expect(items.length).toBeLessThan(now.items.length);
      const shown = { violations: await violationsOf(page), wide: await isTooWide(page), faults: faultsOf(page) };
      expect(shown).toEqual({ violations: [], wide: false, faults: [] });
      await picture(page, `as-of-${language}-${width}`);
      await page.goto(`${at().app.url}/a/${at().allianceId}/committee/motions?asOf=${asOf}`);
      const rows = page.locator('tbody tr');
      await rows.first().waitFor();
      expect(await rows.count()).toBe(items.length);
      await rows.first().click(); // a link within keeps the moment, and nothing is offered to be done
      await page.waitForURL(/motions\/[0-9a-f-]+\?asOf=\d+$/);
      await settled(page);
      expect(await page.locator('.connection').count()).toBe(0);
      expect(await page.locator('.page-head button').count()).toBe(0);
      await page.getByRole('button', { name: word(past.backToNow) }).click();
      await page.locator('.connection').waitFor();
      expect(page.url()).not.toContain('asOf');
    },
  );

  it('says that the state of then is being filled, how far it is, and shows it when it is there', async () => {
    const page = await at().open('/units', { language: 'en' });
    let asked = 0;
    await page.route('**/v1/alliances/*?asOf=*', (route) =>
      asked++ < 2
        ? route.fulfill({
            status: 503,
            headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
            body: JSON.stringify({ type: '/problems/past-not-ready', status: 503, data: { done: 40, of: 200 } }),
          })
        : route.continue(),
    );
    const { allianceId } = at();
    const { position } = (await at().clientOf('auditor').got(`/v1/alliances/${allianceId}/history?limit=1`)).items[0];
    await page.goto(`${at().app.url}/a/${allianceId}/units?asOf=${position}`);
    await page.getByText('40 of 200 events').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, 'filling-en');
    await page.getByRole('row').nth(1).waitFor();
  });

  it('proves in the browser that the log holds an act and only grew, and says where it is not so', async () => {
    const page = await at().open('/audit/proof', { language: 'en' });
    await page.getByText(/^This browser has not seen the log before/).waitFor();
    await page.getByText(proof.signatureGood[0]).waitFor();
    const residents = at().clientOf('residents');
    const { position } = (await residents.got(`/v1/alliances/${at().allianceId}/history?limit=1`)).items[0];
    await residents.created(`/v1/alliances/${at().allianceId}/motions`, { title: { en: 'A leaf' }, about: { kind: 'other' } }); // prettier-ignore
    await residents.got(`/v1/alliances/${at().allianceId}/receipts/${at().app.seen.position}`); // a checkpoint covers it
    await page.reload();
    await page.getByText(/^The log only grew since this browser saw it last/).waitFor();
    const act = `${at().app.url}/a/${at().allianceId}/history/${position}`;
    await page.goto(act);
    await page.getByText(proof.held[0]).waitFor();
    await settled(page);
    expect([await violationsOf(page), faultsOf(page)]).toEqual([[], []]);
    await picture(page, 'act-proof-en');
    await page.route('**/receipts/*', async (route) => {
      const receipt = await (await route.fetch()).json();
      await route.fulfill({ json: { ...receipt, proof: receipt.proof.replace(/^index (\d)/m, 'index 1$1') } });
    });
    await page.reload();
    await page.getByRole('alert').getByText(proof.not[0]).waitFor();
    await page.unroute('**/receipts/*');
    await page.evaluate(() => {
      const kept = (globalThis as unknown as { localStorage: { getItem: (name: string) => string; setItem: (name: string, text: string) => void } }).localStorage; // prettier-ignore
      kept.setItem('log-seen', kept.getItem('log-seen').replace(/\\n\d+\\n/, '\\n3\\n')); // another log was signed before
    });
    await page.goto(`${at().app.url}/a/${at().allianceId}/audit/proof`);
    await page.getByRole('alert').getByText(proof.not[0]).waitFor();
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
