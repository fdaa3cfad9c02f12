import type { Page } from 'playwright-core';
import { act } from '../../dashboard/src/i18n/words/act.js';
import { common } from '../../dashboard/src/i18n/words/common.js';
import { ours } from '../../dashboard/src/i18n/words/ours.js';
import { projects } from '../../dashboard/src/i18n/words/projects.js';
import { resources } from '../../dashboard/src/i18n/words/resources.js';
import { acts } from '../../dashboard/src/i18n/terms/acts.js';
import { fields } from '../../dashboard/src/i18n/terms/fields.js';
import { values } from '../../dashboard/src/i18n/terms/values.js';
import type { Pair } from '../../dashboard/src/i18n/words.js';
import {
  describeInBrowser,
  faultsOf,
  isTooWide,
  picture,
  startBrowser,
  violationsOf,
  type Language,
  type TestBrowser,
} from '../browser.js';

// What is shared and what is built together, from the first wish to what arrived; each act by the page of who does it.

const day_ms = 86_400_000;
const screens: readonly (readonly [Language, number])[] = [
  ['zh', 1_440],
  ['en', 360],
  ...(process.env['SCREENSHOTS'] === '1' ? ([['zh', 360], ['en', 1_440]] as const) : []), // prettier-ignore
];
/** A day of the alliance, so many days from now. */
const dayFromNow = (days: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now() + days * day_ms);

describeInBrowser('The dashboard', () => {
  let at: TestBrowser;
  let gym: string;
  let project: string;
  beforeAll(async () => {
    at = await startBrowser();
    const school = at.clientOf('school-3');
    const list = async (what: string) => (await school.got(`/v1/alliances/${at.allianceId}/${what}`)).items;
    const found = (await list('resources')).find(({ name }: { name: { zh: string } }) => name.zh === '学校健身场地');
    gym = found.resourceId;
    project = (await list('projects')).find(
      ({ title }: { title: { zh: string } }) => title.zh === '停车位共享',
    ).projectId;
    // The school wants to be asked, so that there is something to answer.
    const { name, kind, unitOfMeasure, quantity, availability } = found;
    const offer = { name, kind, unitOfMeasure, quantity, availability, approval: 'owner' };
    await school.did(`/v1/alliances/${at.allianceId}/resources/${gym}/revision`, offer);
    const [from, to] = ['05:30', '06:30'].map((time) => new Date(`${dayFromNow(1)}T${time}+08:00`).toISOString());
    await at
      .clientOf('bank')
      .created(`/v1/alliances/${at.allianceId}/resources/${gym}/bookings`, { quantity: 25, from, to });
  });
  afterAll(() => at?.close());

  const said = (language: Language) => (pair: Pair) => pair[language === 'zh' ? 1 : 0];

  const fillQuantity = async (page: Page, language: Language, quantity: number): Promise<void> => {
    const name = new RegExp(`^${said(language)(fields.quantity)}`);
    const field = page.getByRole('dialog').getByRole('textbox', { name });
    await field.fill(String(quantity));
    await field.blur();
  };

  /** Waits until the rules allow it, and sends. */
  const send = async (page: Page, language: Language): Promise<void> => {
    const dialog = page.getByRole('dialog');
    await dialog.getByText(said(language)(act.allowed)).waitFor();
    await dialog.getByRole('button', { name: said(language)(act.send), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };

  it.each([
    ['zh', 1_440, 2],
    ['en', 360, 3],
  ] as const)(
    'books the gym in %s at %i px; the school answers it, and both see it live',
    async (language, width, days) => {
      const word = said(language);
      const path = `/resources/${gym}?day=${dayFromNow(days)}`;
      const booker = await at.open(path, { as: 'textile', language, width });
      const school = await at.open(path, { as: 'school-3', language, width });
      await school.getByText(word(resources.noBookings)).or(school.locator('.lines > li')).first().waitFor();
      await booker
        .locator(`[data-day="${dayFromNow(days)}"]`)
        .getByRole('button')
        .click();
      await fillQuantity(booker, language, 30);
      expect(await violationsOf(booker)).toEqual([]);
      await send(booker, language);
      const asked = school.locator('.lines > li').filter({ hasText: language === 'zh' ? '30 座' : '30 seats' });
      const waiting = asked.filter({ hasText: word(values.requested) });
      await waiting.getByRole('button', { name: word(acts.ConfirmBooking), exact: true }).click();
      await send(school, language);
      await booker.locator('.booked').getByText(word(values.confirmed)).first().waitFor();
      const booked = booker.locator('.lines > li').filter({ hasText: language === 'zh' ? '30 座' : '30 seats' });
      await booked.getByRole('link').first().click();
      await booker.locator('.pairs').getByText(word(common.notSaid)).waitFor(); // what it is for
      expect([...faultsOf(booker), ...faultsOf(school)]).toEqual([]);
      await Promise.all([booker, school].map((page) => page.context().close()));
    },
  );

  it.each([
    ['zh', 1_440, 5],
    ['en', 360, 6],
  ] as const)(
    'pledges, delivers with evidence and confirms in %s at %i px, seen live by both',
    async (language, width, quantity) => {
      const word = said(language);
      const path = `/projects/${project}`;
      const pledger = await at.open(path, { as: 'textile', language, width });
      const receiver = await at.open(path, { as: 'property', language, width });
      const amount = `${quantity} ${language === 'zh' ? '个车位' : 'spaces'}`;
      const pledgesOf = (page: Page) => page.locator('.pledge').filter({ hasText: new RegExp(`(?<!\\d)${amount}`) });
      await pledger
        .getByRole('button', { name: word(acts.MakePledge), exact: true })
        .first()
        .click();
      await fillQuantity(pledger, language, quantity);
      await send(pledger, language);
      await pledgesOf(receiver)
        .getByRole('button', { name: word(acts.AcceptPledge), exact: true })
        .click();
      await send(receiver, language);
      await pledgesOf(pledger)
        .getByRole('button', { name: word(acts.ReportDelivery), exact: true })
        .click();
      await fillQuantity(pledger, language, quantity);
      const proof = { name: 'spaces.txt', mimeType: 'text/plain', buffer: Buffer.from(`five spaces, ${language}`) };
      await pledger.getByLabel(word(act.file), { exact: true }).setInputFiles(proof);
      await send(pledger, language);
      await pledgesOf(receiver).getByText('spaces.txt').waitFor();
      await receiver.getByRole('button', { name: word(acts.ConfirmDelivery), exact: true }).click();
      await send(receiver, language);
      await pledgesOf(pledger).getByText(word(values.kept)).first().waitFor();
      expect([...faultsOf(pledger), ...faultsOf(receiver)]).toEqual([]);
      await Promise.all([pledger, receiver].map((page) => page.context().close()));
    },
  );

  it.each(screens)('shows resources and projects in %s at %i px without a fault', async (language, width) => {
    const { items } = await at.clientOf('school-3').got(`/v1/alliances/${at.allianceId}/bookings?limit=1`);
    const [{ resourceId, bookingId }] = items;
    const pages = [
      ['resources', '/resources', '.table tbody tr'],
      ['resource-week', `/resources/${gym}?day=${dayFromNow(1)}`, '.booked'],
      ['resource-month', `/resources/${gym}?view=month`, '.month .level'],
      ['booking', `/resources/${resourceId}/bookings/${bookingId}`, '.timeline li'],
      ['projects', '/projects', '.project-card'],
      ['project', `/projects/${project}`, '.timeline li'],
    ] as const;
    const theme = width === 360 ? 'dark' : 'light';
    const page = await at.open('/resources', { as: 'property', language, width, theme });
    for (const [name, path, shown] of pages) {
      await page.goto(`${at.app.url}/a/${at.allianceId}${path}`);
      await page.locator(shown).first().waitFor();
      expect([name, await violationsOf(page)]).toEqual([name, []]);
      expect([name, await isTooWide(page)]).toEqual([name, false]);
      if (name === 'resources' && width === 360) {
        const { height = Infinity } = (await page.getByRole('row').nth(1).boundingBox()) ?? {};
        expect(height).toBeLessThan(180); // of sixty one sees several at once
      }
      await picture(page, `${name}-${language}-${width}`);
    }
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['zh', 360],
    ['en', 1_440],
  ] as const)('books a series in %s at %i px, said as people say it', async (language, width) => {
    const word = said(language);
    const page = await at.open(`/resources/${gym}`, { as: 'clinic', language, width });
    await page.getByRole('button', { name: word(acts.BookSeries), exact: true }).click();
    const dialog = page.getByRole('dialog');
    await fillQuantity(page, language, 5);
    await dialog.getByText(word(act.everyTwoWeeks), { exact: true }).click();
    const first = dialog.getByRole('group', { name: new RegExp(`^${word(act.firstDay)}`) }).getByRole('spinbutton');
    const [year = '', month = '', day = ''] = dayFromNow(10).split('-');
    for (const [n, part] of (language === 'zh' ? [year, month, day] : [day, month, year]).entries()) {
      await first.nth(n).focus();
      await page.keyboard.type(part);
    }
    await dialog.getByRole('textbox', { name: new RegExp(`^${word(act.howOften)}`) }).fill('3');
    await dialog.getByRole('textbox', { name: new RegExp(`^${word(act.howOften)}`) }).blur();
    await dialog
      .getByText(language === 'zh' ? /^每 2 周的星期.*（共 3 次）/ : /^Every 2 weeks on .* \(3 times\)/)
      .waitFor();
    const date = language === 'zh' ? `${Number(month)}月${Number(day)}日` : `${Number(day)} `;
    await dialog.getByText(new RegExp(`${word(act.firstDates).replace('{days}', '')}\\S+ ${date}`)).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, `series-${language}-${width}`);
    await send(page, language);
    const { items } = await at.clientOf('clinic').got(`/v1/alliances/${at.allianceId}/resources/${gym}/series`);
    const [{ dates, times }] = items.toSorted(
      (a: { revision: number }, b: { revision: number }) => b.revision - a.revision,
    );
    expect(times).toMatchObject({ from: dayFromNow(10), start: '05:30', duration: 'PT1H30M' });
    expect(dates).toHaveLength(3);
    await page.context().close();
  });

  it('takes a measure as people write it, and lets a list open where one presses', async () => {
    const page = await at.open('/projects', { as: 'property', language: 'zh', width: 360 });
    await page.getByRole('button', { name: acts.ProposeProject[1] }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^标题 · 中文/).fill('加装扶手');
    await dialog.getByLabel(/^说明 · 中文/).fill('安装工时');
    await dialog.getByRole('combobox', { name: /^类型/ }).click();
    await page.getByRole('option', { name: values.labour[1] }).click();
    await dialog.getByRole('combobox', { name: /^计量单位/ }).fill('小时');
    const asked = page.waitForRequest((request) => request.url().includes('dryRun'));
    await fillQuantity(page, 'zh', 40);
    expect((await asked).postDataJSON().requirements).toMatchObject([{ unitOfMeasure: 'hours', quantity: 40 }]);
    await dialog.getByText(act.allowed[1]).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: act.add[1] }).last().click();
    const measures = dialog.getByRole('combobox', { name: /^计量单位/ });
    await measures.last().fill('座');
    await dialog.getByRole('button', { name: act.remove[1] }).first().click();
    expect(await measures.evaluateAll((all) => all.map((each) => (each as unknown as { value: string }).value))).toEqual(['座']); // prettier-ignore
    await page.context().close();
  });

  it('takes the word that the others use for a measure that has several', async () => {
    const kg = { name: { en: 'Weights' }, kind: 'equipment', unitOfMeasure: 'kg', quantity: 20 };
    await at.clientOf('market').created(`/v1/alliances/${at.allianceId}/resources`, kg);
    const page = await at.open('/resources', { as: 'property', language: 'zh', width: 360 });
    await page.getByRole('button', { name: acts.OfferResource[1] }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^名称 · 中文/).fill('杠铃');
    await dialog.getByRole('combobox', { name: /^类型/ }).click();
    await page.getByRole('option', { name: values.equipment[1] }).click();
    await fillQuantity(page, 'zh', 5);
    for (const word of ['千克', 'Kilograms']) {
      const asked = page.waitForRequest((request) => request.url().includes('dryRun'));
      await dialog.getByRole('combobox', { name: /^计量单位/ }).fill(word);
      expect((await asked).postDataJSON()).toMatchObject({ unitOfMeasure: 'kg', quantity: 5 });
      await dialog.getByRole('combobox', { name: /^计量单位/ }).fill('');
    }
    await page.context().close();
  });

  it('shows a unit what it booked of others, and what became of it', async () => {
    const [power, alliance] = [at.clientOf('power'), `/v1/alliances/${at.allianceId}`];
    const book = (days: number) => {
      const [from, to] = ['05:30', '06:30'].map((time) => new Date(`${dayFromNow(days)}T${time}+08:00`).toISOString());
      return power.created(`${alliance}/resources/${gym}/bookings`, { quantity: 1, from, to });
    };
    const declined = await book(3);
    await at
      .clientOf('school-3')
      .did(`${alliance}/resources/${gym}/bookings/${declined}/decline`, { reason: 'Painting' });
    for (let days = 4; days <= 25; days++) await book(days);
    for (const [language, width] of screens) {
      const page = await at.open('/ours', { as: 'power', language, width });
      const word = said(language);
      const card = page.locator('.card').filter({ has: page.getByRole('heading', { name: word(ours.bookings) }) });
      const lines = card.locator('.lines > li');
      await lines.nth(19).waitFor();
      expect(await lines.count()).toBe(20);
      await card.getByRole('button', { name: word(common.showMore) }).click();
      await lines.nth(22).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await isTooWide(page)).toBe(false);
      await card.getByText(word(values.declined), { exact: true }).first().click();
      await lines.nth(1).waitFor({ state: 'detached' });
      await lines.getByRole('link').first().click();
      await page.waitForURL(new RegExp(declined));
      expect(faultsOf(page)).toEqual([]);
      await page.context().close();
    }
  });

  it('says so in one line where a unit booked nothing', async () => {
    const page = await at.open('/ours', { as: 'law-office', language: 'en' });
    const card = page.locator('.card').filter({ has: page.getByRole('heading', { name: ours.bookings[0] }) });
    await card.getByText(ours.noBookings[0]).waitFor();
    expect((await card.innerText()).split(/\n+/)).toEqual([ours.bookings[0], ours.noBookings[0]]);
    await page.context().close();
  });

  it('says what is to be done first with a project that waits for the committee, and one thing only', async () => {
    const [market, alliance] = [at.clientOf('market'), `/v1/alliances/${at.allianceId}`];
    const requirements = [{ kind: 'labour', description: { en: 'Ushers' }, unitOfMeasure: 'hours', quantity: 8 }];
    const projectId = await market.created(`${alliance}/projects`, { title: { en: 'A market day' }, requirements });
    await market.did(`${alliance}/projects/${projectId}/submission`, {});
    const page = await at.open(`/projects/${projectId}`, { as: 'market', language: 'en' });
    await page.getByRole('button', { name: acts.TableMotion[0], exact: true }).waitFor();
    expect(await page.locator('main .button.first').allInnerTexts()).toEqual([acts.TableMotion[0]]);
    await page.context().close();
  });

  it('offers to reallocate a pledge to any requirement but its own', async () => {
    const alliance = `/v1/alliances/${at.allianceId}`;
    const school = at.clientOf('school-3');
    const { requirements } = await school.got(`${alliance}/projects/${project}`);
    const inHours = requirements.filter((each: { unitOfMeasure: string }) => each.unitOfMeasure === 'hours');
    const { items } = await school.got(`${alliance}/projects/${project}/pledges`);
    const pledge = items.find((each: { status: string; requirementId: string }) => each.status === 'accepted' && inHours.some(({ requirementId }: { requirementId: string }) => requirementId === each.requirementId)); // prettier-ignore
    const whose = await Promise.all(Object.keys(at.keys).map(async (who) => [who, (await at.clientOf(who).got('/v1/me')).unitId])); // prettier-ignore
    const [as] = whose.find(([, unitId]) => unitId === pledge.unitId) ?? [];
    const page = await at.open(`/projects/${project}`, { as, language: 'en' });
    const line = page.locator('.pledge').filter({ has: page.getByRole('button', { name: acts.ReportDelivery[0] }) });
    await line.first().getByRole('button', { name: act.more[0] }).first().click();
    await page.getByRole('menuitem', { name: acts.ReallocatePledge[0] }).click();
    const choice = page
      .getByRole('dialog')
      .getByRole('radiogroup', { name: new RegExp(`^${fields.requirementId[0]}`) });
    await choice.waitFor();
    expect(await choice.getByRole('radio').count()).toBe(inHours.length - 1);
    await page.context().close();
  });

  it('goes from a day of the month to its week by the keyboard', async () => {
    const page = await at.open(`/resources/${gym}?view=month`, { language: 'en' });
    await page.locator('.month a[tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`day=${dayFromNow(1)}`));
    await page.locator('.week').waitFor();
    await page.context().close();
  });

  it('offers nothing that the reader may not do, and says where there is nothing', async () => {
    const page = await at.open(`/resources?kind=goods`, { as: 'operator', language: 'en' });
    await page.getByText(resources.none[0]).waitFor();
    await page.goto(`${at.app.url}/a/${at.allianceId}/projects?stage=over`);
    await page.getByText(projects.noneHere[0]).first().waitFor();
    await page.goto(`${at.app.url}/a/${at.allianceId}/resources/${gym}`);
    await page.locator('.week .opening-box').first().waitFor();
    expect(
      await page
        .locator('main')
        .getByRole('button', { name: /^(Book|Revise|Confirm)/ })
        .count(),
    ).toBe(0);
    await page.goto(`${at.app.url}/a/${at.allianceId}/resources/00000000-0000-4000-8000-000000000000`);
    await page.getByRole('alert').waitFor();
    await page.context().close();
  });
});
