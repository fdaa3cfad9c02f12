import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { acts } from '../../dashboard/src/i18n/terms/acts.js';
import { act } from '../../dashboard/src/i18n/words/act.js';
import { units } from '../../dashboard/src/i18n/words/units.js';
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

const day_ms = 86_400_000;
/** What the buttons are called. */
const said = {
  zh: { yes: '赞成', no: '反对', send: '提交', close: '结束表决', carried: '通过', live: '实时计票' },
  en: { yes: 'For', no: 'Against', send: 'Send', close: 'Close the vote', carried: 'Carried', live: 'Live tally' },
} as const;

/** How many pages a PDF has. @throws where one of them is not A4 */
const a4PagesOf = (pdf: Buffer): number => {
  const sizes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  for (const [, width, height] of sizes)
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  return sizes.length;
};

describeInBrowser('The committee, the units and the history in the dashboard', () => {
  let at: TestBrowser;
  let path: string;
  const estate = randomUUID();
  beforeAll(async () => {
    at = await startBrowser();
    path = `/v1/alliances/${at.allianceId}`;
    const building = randomUUID();
    await at.clientOf('residents').did(`${path}/areas`, {
      areas: [
        { areaId: estate, level: 'estate', name: { zh: '东南小区', en: 'Dongnan estate' }, population: 2_310 },
        { areaId: building, parentId: estate, level: 'building', name: { zh: '一号楼', en: 'Building 1' } },
        { areaId: randomUUID(), parentId: estate, level: 'building', name: { zh: '二号楼', en: 'Building 2' } },
      ],
    });
    const property = at.clientOf('property');
    const { unitId } = (await property.got('/v1/me')).units[0];
    await property.did(`${path}/units/${unitId}/coverage`, { areaIds: [building] });
  });
  afterAll(() => at?.close());

  /** A motion whose vote is open, in writing. */
  const voting = async (title: Readonly<Record<Language, string>>): Promise<string> => {
    const residents = at.clientOf('residents');
    const id = await residents.created(`${path}/motions`, { title, about: { kind: 'other' } });
    await residents.did(`${path}/motions/${id}/voting`, { closesAt: new Date(Date.now() + day_ms).toISOString() });
    return id;
  };
  const cast = async (page: Page, language: Language, choice: 'yes' | 'no') => {
    const words = said[language];
    await page.getByRole('button', { name: words[choice], exact: true }).click();
    const send = page.getByRole('dialog').getByRole('button', { name: words.send, exact: true });
    await send.click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  const isWhole = async (page: Page, name: string) => {
    expect(await violationsOf(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    expect(faultsOf(page)).toEqual([]);
    await picture(page, name);
  };

  /** Each page at both widths; axe looks at one of them in each language. */
  const areWhole = async (page: Page, language: Language, pages: readonly (readonly [string, string, string])[]) => {
    for (const [there, name, shown] of pages) {
      await page.goto(`${at.app.url}/a/${at.allianceId}${there}`);
      for (const width of language === 'zh' ? [1_440, 360] : [360, 1_440]) {
        await page.setViewportSize({ width, height: width < 600 ? 780 : 900 });
        await page.locator('main').getByText(shown).first().waitFor();
        await picture(page, `${name}-${language}-${width}`);
        expect(await isTooWide(page)).toBe(false);
      }
      expect(await violationsOf(page)).toEqual([]);
      expect(faultsOf(page)).toEqual([]);
    }
  };

  it.each([
    ['zh', 360, { zh: '公共走廊改造', en: 'Renew the shared corridors' }],
    ['en', 1_440, { zh: '延长活动室开放时间', en: 'Open the activity room longer' }],
  ] as const)(
    'casts ballots in %s at %i px until a motion is carried, seen live elsewhere',
    async (language, width, title) => {
      const motionId = await voting(title);
      const [page, elsewhere] = await Promise.all([
        at.open(`/committee/motions/${motionId}`, { as: 'school-3', language, width }),
        at.open(`/committee/motions/${motionId}`, { as: 'residents', language }),
      ]);
      const words = said[language];
      const countElsewhere = (is: string) => elsewhere.locator(`.tally [data-is='${is}'] dd`);
      await elsewhere.getByText(words.live).waitFor();
      await elsewhere.locator('.connection[data-is=live]').waitFor();
      await cast(page, language, 'no');
      await countElsewhere('against').getByText('1', { exact: true }).waitFor({ timeout: 2_000 });
      await cast(page, language, 'yes'); // replaced, as long as the vote is open
      await countElsewhere('against').getByText('0', { exact: true }).waitFor({ timeout: 2_000 });
      const others = Object.keys(at.keys).filter(
        (who) => !['operator', 'auditor', 'residents', 'school-3', 'gym-club'].includes(who),
      );
      const { awaited } = await at.clientOf('residents').got(`${path}/motions/${motionId}`);
      expect(others).toHaveLength(awaited.length - 1);
      for (const [n, who] of others.entries())
        await at.clientOf(who).did(`${path}/motions/${motionId}/ballots`, { choice: n < 3 ? 'against' : 'for' });
      await isWhole(elsewhere, `motion-voting-${language}-1440`);
      await cast(elsewhere, language, 'yes');
      await elsewhere.getByRole('button', { name: words.close, exact: true }).click();
      await elsewhere.getByRole('dialog').getByRole('button', { name: words.send, exact: true }).click();
      await page.locator('.lead').getByText(words.carried, { exact: true }).waitFor({ timeout: 4_000 });
      await isWhole(page, `motion-${language}-${width}`);
      await Promise.all([page.context().close(), elsewhere.context().close()]);
    },
  );

  it.each(['zh', 'en'] as const)('shows what the committee does in %s, on a desk and on a phone', async (language) => {
    const { items } = await at.clientOf('residents').got(`${path}/meetings?status=closed`);
    const meeting = `/committee/meetings/${items[0].meetingId}`;
    const page = await at.open('/committee', { language });
    const parking = language === 'zh' ? '批准停车位共享项目' : 'Approve shared parking';
    const signs = language === 'zh' ? '设置停车标识' : 'Put up the parking signs';
    await areWhole(page, language, [
      ['/committee', 'committee', signs],
      ['/committee/motions', 'motions', parking],
      ['/committee/decisions', 'decisions', parking],
      ['/committee/actions', 'actions', signs],
      [meeting, 'meeting', parking],
      [`${meeting}/minutes`, 'minutes', signs],
    ]);
    await page.context().close();
  });

  it.each(['zh', 'en'] as const)('shows a unit what awaits it, and what the units do, in %s', async (language) => {
    const { unitId } = (await at.clientOf('property').got('/v1/me')).units[0];
    const page = await at.open('/ours', { as: 'property', language });
    const signs = language === 'zh' ? '设置停车标识' : 'Put up the parking signs';
    const clinic = language === 'zh' ? '东南医务站' : 'Dongnan clinic';
    const building = language === 'zh' ? '一号楼' : 'Building 1';
    await areWhole(page, language, [
      ['/ours', 'ours', signs],
      ['/units/coverage', 'coverage', language === 'zh' ? '东南小区' : 'Dongnan estate'],
      [`/units/coverage?within=${estate}`, 'area', building],
      ['/units/taking-part', 'taking-part', clinic],
      [`/units/${unitId}`, 'unit', building],
      [`/units/${unitId}/statement`, 'statement', language === 'zh' ? '参与情况' : 'Took part'],
    ]);
    await page.context().close();
  });

  it('narrows the history to a person, and tells one act by itself', async () => {
    const page = await at.open('/history?act=BallotCast', { language: 'en' });
    await page.getByRole('link', { name: '周敏' }).first().click();
    await page.waitForURL(/person=/);
    await page.getByRole('combobox', { name: 'Person' }).and(page.locator('[value="周敏"]')).waitFor();
    const unit = page.getByRole('combobox', { name: 'Unit' });
    await unit.click();
    await page.getByRole('listbox').waitFor();
    await page.keyboard.type('mark');
    expect(await unit.inputValue()).toBe('mark'); // from the first letter on
    await page.keyboard.press('Escape');
    const people = page.locator('.lines > li small a');
    await people.first().waitFor();
    expect(new Set(await people.allInnerTexts())).toEqual(new Set(['周敏']));
    await page.locator('.lines > li strong a').first().click();
    await page.getByText('Place in the log').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
    await picture(page, 'act-told-en');
    await page.context().close();
  });

  it.each(['zh', 'en'] as const)('tells who did what, and the story of a thing, in %s', async (language) => {
    const { items } = await at.clientOf('residents').got(`${path}/motions?status=carried`);
    const motion = items.find(({ aboutKind }: { aboutKind: string }) => aboutKind === 'project');
    const page = await at.open('/history', { language });
    const cast = language === 'zh' ? '投票' : 'Ballot cast';
    await areWhole(page, language, [
      ['/history?act=BallotCast', 'history', cast],
      [`/history/stories/${motion.motionId}`, 'story', language === 'zh' ? '提出议题' : 'Motion tabled'],
    ]);
    await page.context().close();
  });

  it('issues a key of its people, which is shown once, gives it a new secret and revokes it', async () => {
    const { unitId } = (await at.clientOf('property').got('/v1/me')).units[0];
    const page = await at.open(`/units/${unitId}`, { as: 'property', language: 'en' });
    const send = () => page.getByRole('dialog').getByRole('button', { name: act.send[0], exact: true }).click();
    const shown = page.getByRole('alert').filter({ hasText: units.newKey[0] }).locator('code');
    await page.getByRole('button', { name: acts.IssueKey[0] }).click();
    await page.getByLabel(/^Label/).fill('our book-keeping');
    const person = page.getByRole('combobox', { name: /^Person/ });
    await person.fill('李志强');
    await page.getByRole('option', { name: '李志强' }).click();
    await page.getByText(act.allowed[0]).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await send();
    const first = await shown.innerText();
    expect((await at.app.withKey(first).got('/v1/me')).units).toMatchObject([{ unitId }]);
    await isWhole(page, 'key-issued-en');
    await page.reload();
    const line = page.locator('.lines > li').filter({ hasText: 'our book-keeping' });
    await line.getByRole('button', { name: acts.RotateKey[0] }).click();
    expect(await page.getByText(first).count()).toBe(0); // nor anywhere else, once it was shown
    await page.getByText(act.allowed[0]).waitFor();
    await send();
    const second = await shown.innerText();
    expect(second).not.toBe(first);
    await line.getByRole('button', { name: act.more[0] }).click();
    await page.getByRole('menuitem', { name: acts.RevokeKey[0] }).click();
    await send();
    await line.getByText('Revoked').waitFor();
    for (const key of [first, second]) expect((await at.app.withKey(key).get('/v1/me')).status).toBe(401);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('does not begin with a refusal where nothing is filled in yet', async () => {
    const title = { en: 'A bench', zh: '长椅' };
    const id = await at.clientOf('residents').created(`${path}/motions`, { title, about: { kind: 'other' } });
    const page = await at.open(`/committee/motions/${id}`, { language: 'zh', width: 360 });
    await page.getByRole('button', { name: acts.OpenVoting[1] }).click();
    await page.getByRole('dialog').getByText(act.refusedYet[1]).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('says that a day is not complete and keeps what there is of it; what was made is a press away', async () => {
    const { items } = await at.clientOf('residents').got(`${path}/motions?status=carried`);
    const page = await at.open(`/committee/motions/${items[0].motionId}`, { language: 'en' });
    await page.getByRole('button', { name: acts.GiveAction[0] }).click();
    const dialog = page.getByRole('dialog');
    const part = (name: string): Locator => dialog.getByRole('spinbutton', { name: new RegExp(`^${name}`) });
    await dialog.getByRole('combobox', { name: /^Unit/ }).fill('clinic');
    await page.getByRole('option', { name: /clinic/i }).click();
    await part('day').focus();
    await page.keyboard.type('24');
    await dialog.getByLabel(/^Title · In English/).fill('Ask the residents');
    await dialog.getByRole('alert').getByText(act.unfinished[0]).waitFor();
    expect(await dialog.getByRole('button', { name: act.send[0], exact: true }).isDisabled()).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    expect(await part('day').innerText()).toBe('24');
    await part('month').focus();
    await page.keyboard.type(`12${new Date().getFullYear() + 1}`);
    await dialog.getByText(act.allowed[0]).waitFor();
    expect(await dialog.getByText(act.unfinished[0]).count()).toBe(0);
    await dialog.getByRole('button', { name: act.send[0], exact: true }).click();
    await page.getByRole('status').getByRole('button', { name: act.open[0] }).click();
    await page.getByRole('heading', { name: 'Ask the residents' }).waitFor();
    expect(page.url()).toMatch(/committee\/actions\/[0-9a-f-]{36}$/);
    await page.context().close();
  });

  it.each(['overview', 'statement', 'minutes', 'decisions'] as const)(
    'prints the %s on A4, without what one presses',
    async (of) => {
      const residents = at.clientOf('residents');
      const { unitId } = (await residents.got('/v1/me')).units[0];
      const { items } = await residents.got(`${path}/meetings?status=closed`);
      const there = { overview: '/', statement: `/units/${unitId}/statement`, minutes: `/committee/meetings/${items[0].meetingId}/minutes`, decisions: '/committee/decisions' }[of]; // prettier-ignore
      const page = await at.open(there, { theme: 'dark' });
      await page
        .locator('main')
        .getByText(
          {
            overview: '设置停车标识',
            statement: '参与情况',
            minutes: '批准停车位共享项目',
            decisions: '批准停车位共享项目',
          }[of],
        )
        .first()
        .waitFor();
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 688, height: 1_000 }); // A4 within its margins
      for (const pressed of ['nav', 'main button', '.filter'])
        expect(await page.locator(pressed).filter({ visible: true }).count()).toBe(0);
      const ink = await page.locator('h1').evaluate((h1) => (globalThis as unknown as { getComputedStyle: (of: unknown) => { color: string } }).getComputedStyle(h1).color); // prettier-ignore
      expect(ink).toBe('rgb(23, 33, 29)'); // dark on paper, also where the screen is dark
      expect(await isTooWide(page)).toBe(false);
      expect(await page.getByText('东南社区党建联建联席工作委员会').filter({ visible: true }).count()).toBe(1);
      const pages = a4PagesOf(await page.pdf({ preferCSSPageSize: true }));
      expect(pages).toBe(of === 'overview' ? 2 : 1); // a card that moves on whole leaves no half of a page empty
      await picture(page, `print-${of}`);
      await page.context().close();
    },
  );
});
