import {
  describeInBrowser,
  faultsOf,
  isTooWide,
  picture,
  startBrowser,
  violationsOf,
  type TestBrowser,
} from '../browser.js';

describeInBrowser('The dashboard', () => {
  let at: TestBrowser;
  beforeAll(async () => void (at = await startBrowser()));
  afterAll(() => at?.close());

  it('asks who one is, and lets in by a key that stays in its tab', async () => {
    const page = await at.open('/units', { as: 'nobody', language: 'en', width: 360 });
    await page.getByLabel('Try it with an API key').fill('lj_wrong');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('This key is not in force.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('Try it with an API key').fill(at.keys['school-3'] ?? '');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'Member units' }).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it.each([
    ['zh', 1_440],
    ['zh', 360],
    ['en', 1_440],
    ['en', 360],
  ] as const)('shows the units in %s at %i px, without a fault of access or of policy', async (language, width) => {
    const page = await at.open('/units', { language, width });
    await page
      .getByText(language === 'zh' ? '东南菜场' : /market/i)
      .first()
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    expect(faultsOf(page)).toEqual([]);
    await picture(page, `units-${language}-${width}`);
    await page.context().close();
  });

  it('is led by the keyboard alone: to a unit, to an act, and back', async () => {
    const page = await at.open('/units', { language: 'en' });
    await page.getByRole('row', { name: /market/i }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/units\/[0-9a-f-]{36}$/);
    const suspend = page.getByRole('button', { name: 'Suspend', exact: true });
    await suspend.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Suspend' }).waitFor();
    await page.getByLabel(/^Reason/).focus();
    await page.keyboard.type('Its hall is being rebuilt.');
    await page.getByText('Unit suspended').waitFor(); // a dry run says so
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, 'act-en');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await suspend.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
  });

  it('shows within a second what somebody else did', async () => {
    const page = await at.open('/units', { language: 'en' });
    await page.getByText('Live', { exact: true }).waitFor();
    const row = page.getByRole('row', { name: /market/i });
    await row.getByText('Member').waitFor();
    const residents = at.clientOf('residents');
    const units = `/v1/alliances/${at.allianceId}/units`;
    const { items } = await residents.got(units);
    const { unitId } = items.find(({ name }: { name: { en: string } }) => /market/i.test(name.en));
    await residents.did(`${units}/${unitId}/suspension`, { reason: 'Its hall is being rebuilt.' });
    await row.getByText('Suspended').waitFor({ timeout: 1_000 });
  });
});
