import { randomUUID } from 'node:crypto';
import { evidence, startProjects } from './approved-project.js';

let here: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => (here = await startProjects()));
afterAll(() => here.app.close());

const day = 24 * 3_600_000;
const dayIn = (days: number) =>
  new Date(Date.parse(here.app.clock.now()) + days * day + 8 * 3_600_000).toISOString().slice(0, 10);
const until = async (path: string, seen: object) => {
  for (const end = Date.now() + 10_000; ;) {
    const found = await here.bank.got(path);
    if (Object.entries(seen).every(([name, value]) => found[name] === value)) return found;
    if (Date.now() > end) throw new Error(`${path}: ${JSON.stringify(found)}`);
  }
};
const words = { en: 'Half of the lamps stand' };
const [nowhere, somewhere] = [randomUUID(), `projects/${randomUUID()}`];
const missing = async (path: string, code: string) =>
  expect(await here.bank.get(path)).toMatchObject({ status: 404, body: { type: `/problems/${code}` } });
const underway = async () => {
  const of = await here.approved();
  await here.school.did(`${of.project}/start`);
  return of;
};

describe('A milestone', () => {
  it('is set, missed by the clock, and reached at last', async () => {
    const { app, alliance, bank, school, actsOn } = here;
    const { projectId, project } = await underway();
    const { headers, body } = await school.post(`${project}/milestones`, { title: words, due: dayIn(5) });
    const href = headers.get('location')!;
    expect(href).toBe(`${alliance.path}/${project}/milestones/${body.id}`);
    expect(await bank.got(href)).toEqual({
      ...{ projectId, milestoneId: body.id, allianceId: alliance.id, title: words, due: dayIn(5), status: 'set' },
      ...{ overdueAt: `${dayIn(5)}T16:00:00.000Z`, reachedAt: null, evidence: null, revision: body.revision, acts: [] },
    });
    expect(await actsOn(href, school)).toEqual(['ReachMilestone', 'DropMilestone']);
    app.clock.advance(6 * day);
    await until(href, { status: 'missed' });
    expect((await bank.got(`${project}/milestones?status=missed`)).items).toMatchObject([{ milestoneId: body.id }]);
    const ahead = await school.refused(`${project}/completion`, {}, 409, 'project-has-open-milestones');
    expect(ahead.data).toEqual({ milestones: [body.id] });
    await bank.refused(`${href}/reaching`, {}, 403, 'project-not-yours');
    for (let twice = 0; twice < 2; twice++) await school.did(`${href}/reaching`, { evidence });
    expect(await bank.got(href)).toMatchObject({ status: 'reached', evidence, acts: [] });
    await school.refused(`${href}/drop`, { reason: 'x' }, 409, 'milestone-over');
    await school.did(`${project}/completion`);
  });
  it('is given up with a reason, and with the project', async () => {
    const { bank, school } = here;
    const { project } = await underway();
    const set = async (due = dayIn(5)) =>
      `${project}/milestones/${await school.created(`${project}/milestones`, { title: words, due })}`;
    const [first, second, early] = [await set(), await set(), await set(dayIn(1))];
    const { items, next } = await bank.got(`${project}/milestones?limit=1`);
    expect(items).toMatchObject([{ milestoneId: early.split('/').at(-1) }]);
    expect((await bank.got(`${project}/milestones?cursor=${next}`)).items).toHaveLength(2);
    await bank.refused(`${first}/drop`, { reason: 'x' }, 403, 'project-not-yours');
    for (let twice = 0; twice < 2; twice++) await school.did(`${first}/drop`, { reason: 'Too far' });
    await school.refused(`${first}/reaching`, {}, 409, 'milestone-over');
    expect(await bank.got(first)).toMatchObject({ status: 'dropped', acts: [] });
    await school.did(`${project}/cancellation`, { reason: 'Enough' });
    expect(await bank.got(second)).toMatchObject({ status: 'dropped', acts: [] });
    await school.refused(`${second}/reaching`, {}, 409, 'project-over');
    await school.refused(`${project}/milestones`, { title: words, due: dayIn(5) }, 409, 'project-over');
  });
  it('is refused for a day that is over, to others, under a taken id, and where there is none', async () => {
    const { bank, school } = here;
    const { project } = await underway();
    const asked = { milestoneId: randomUUID(), title: words, due: dayIn(5) };
    const past = { ...asked, due: dayIn(-1) };
    await school.refused(`${project}/milestones`, past, 409, 'milestone-due-out-of-bounds');
    await bank.refused(`${project}/milestones`, asked, 403, 'project-not-yours');
    for (let twice = 0; twice < 2; twice++)
      expect(await school.created(`${project}/milestones`, asked)).toBe(asked.milestoneId);
    await school.refused(`${project}/milestones`, { ...asked, due: dayIn(6) }, 409, 'milestone-id-taken');
    await school.refused(`${project}/milestones/${nowhere}/reaching`, {}, 404, 'milestone-not-found');
    await school.refused(`${project}/milestones/${nowhere}/drop`, { reason: 'x' }, 404, 'milestone-not-found');
    await school.refused(`${somewhere}/milestones`, asked, 404, 'project-not-found');
    await missing(`${project}/milestones/${nowhere}`, 'milestone-not-found');
    for (const path of ['milestones', `milestones/${nowhere}`])
      await missing(`${somewhere}/${path}`, 'project-not-found');
  });
});

describe('A progress report', () => {
  it('says how far the work has come, and is read by all', async () => {
    const { bank, school, actsOn } = here;
    const { project } = await underway();
    const reports = `${project}/reports`;
    expect(await actsOn(project, school)).toContain('ReportProgress');
    const asked = { reportId: randomUUID(), words: 'Half of the lamps', percent: 50, evidence };
    for (let twice = 0; twice < 2; twice++) expect(await school.created(reports, asked)).toBe(asked.reportId);
    await school.created(reports, { words: 'Rain' });
    expect(await bank.got(`${reports}/${asked.reportId}`)).toMatchObject({ words: asked.words, percent: 50, evidence });
    expect((await bank.got(reports)).items).toMatchObject([{ percent: null }, { percent: 50 }]);
    expect(await bank.got(project)).toMatchObject({ percent: 50 });
    await school.refused(reports, { ...asked, percent: 60 }, 409, 'report-id-taken');
    await bank.refused(reports, { words: 'x' }, 403, 'project-not-yours');
    await school.refused(`${(await here.approved()).project}/reports`, { words: 'x' }, 409, 'project-not-underway');
    await school.refused(`${somewhere}/reports`, { words: 'x' }, 404, 'project-not-found');
    await missing(`${reports}/${nowhere}`, 'report-not-found');
    for (const path of ['reports', `reports/${nowhere}`]) await missing(`${somewhere}/${path}`, 'project-not-found');
  });
});

describe('An evaluation', () => {
  it('is given by each unit and by those whom it serves, until its time is over', async () => {
    const { app, bank, school, clinic, actsOn, idOf } = here;
    const [{ project }, silent] = [await underway(), await underway()];
    const evaluations = `${project}/evaluations`;
    const asked = { evaluationId: randomUUID(), voice: 'unit', score: 4, words: 'Bright' };
    await bank.refused(evaluations, asked, 409, 'project-not-completed');
    for (const each of [project, silent.project]) await school.did(`${each}/completion`);
    expect(await actsOn(project, clinic)).toEqual(['EvaluateProject']);
    for (let twice = 0; twice < 2; twice++) expect(await bank.created(evaluations, asked)).toBe(asked.evaluationId);
    await bank.refused(evaluations, { voice: 'unit', score: 1 }, 409, 'unit-has-evaluated');
    await bank.refused(evaluations, { ...asked, score: 5 }, 409, 'evaluation-id-taken');
    for (const score of [5, 3]) await bank.created(evaluations, { voice: 'beneficiary', score });
    expect(await clinic.got(`${evaluations}/${asked.evaluationId}`)).toMatchObject({
      ...{ unitId: idOf('bank'), voice: 'unit', score: 4, words: 'Bright' },
    });
    const { items } = await clinic.got(evaluations);
    expect(items).toMatchObject([{ score: 4 }, { voice: 'beneficiary', score: 5 }, { score: 3 }]);
    expect(await clinic.got(`${evaluations}/${items[1].evaluationId}`)).toMatchObject({ words: null });
    expect(await clinic.got(project)).toMatchObject({ stage: 'completed', evaluations: 3, scores: 12 });
    app.clock.advance(31 * day);
    expect(await until(project, { stage: 'evaluated' })).toMatchObject({ evaluationClosed: true });
    await until(silent.project, { evaluationClosed: true, stage: 'completed' });
    await clinic.refused(evaluations, { voice: 'unit', score: 1 }, 409, 'evaluation-closed');
    await clinic.refused(`${somewhere}/evaluations`, { voice: 'unit', score: 1 }, 404, 'project-not-found');
    expect((await clinic.post(evaluations, { voice: 'unit', score: 6 })).status).toBe(400);
    await missing(`${evaluations}/${nowhere}`, 'evaluation-not-found');
    for (const path of ['evaluations', `evaluations/${nowhere}`])
      await missing(`${somewhere}/${path}`, 'project-not-found');
  });
});
