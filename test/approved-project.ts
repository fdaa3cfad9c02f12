import { randomUUID } from 'node:crypto';
import { startApp, type Client, type TestApp } from './app.js';

export const evidence = { reference: 'https://school.example/receipts/7', sha256: 'a'.repeat(64) };
export const title = { zh: '路灯', en: 'Street lights' };
const lamps = { kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces', quantity: 40 };

type Names = readonly ['residents', 'school', 'bank', 'clinic'];
const names: Names = ['residents', 'school', 'bank', 'clinic'];

/** An application with an alliance in which the school proposes projects and the bank pledges to them. */
export const startProjects = async () => projectsIn(await startApp());

/** Such an alliance, another one each time, in an application that may hold more of them. */
export const projectsIn = async (app: TestApp) => {
  const alliance = await app.found({ units: names });
  const clients = Object.fromEntries(names.map((name) => [name, alliance.as(name)])) as Record<Names[number], Client>;
  return { app, alliance, ...clients, ...stories(app, alliance, clients) };
};

const stories = (
  app: TestApp,
  alliance: Awaited<ReturnType<TestApp['found']>>,
  { residents, school, bank, clinic }: Record<Names[number], Client>,
) => {
  const idOf = (name: string) => alliance.unit(name).unitId;
  /** The committee votes; whoever has an interest in the matter keeps out of it. */
  const decide = async (about: object, choice = 'for') => {
    const motionId = await bank.created('motions', { title, about });
    const closesAt = new Date(Date.parse(app.clock.now()) + 60_000).toISOString();
    await residents.did(`motions/${motionId}/voting`, { closesAt });
    for (const unit of [residents, school, bank, clinic]) await unit.post(`motions/${motionId}/ballots`, { choice });
    await residents.did(`motions/${motionId}/closing`);
    await app.settled();
    return motionId;
  };
  /** A project of the school that the committee has approved. */
  const approved = async (...wanted: readonly object[]) => {
    const requirements = (wanted.length > 0 ? wanted : [{}]).map((more) => ({
      requirementId: randomUUID(),
      ...lamps,
      ...more,
    }));
    const projectId = await school.created('projects', { title, requirements });
    const project = `projects/${projectId}`;
    await school.did(`${project}/submission`);
    const motionId = await decide({ kind: 'project', projectId, asks: 'approve' });
    const requirementIds = requirements.map(({ requirementId }) => requirementId);
    const [requirementId] = requirementIds as [string];
    return { projectId, project, pledges: `${project}/pledges`, motionId, requirementIds, requirementId };
  };
  type Approved = Awaited<ReturnType<typeof approved>>;
  /** A pledge of the bank that the school has accepted. */
  const pledged = async (of: Approved, quantity = 12, more: object = {}) => {
    const pledgeId = await bank.created(of.pledges, { requirementId: of.requirementId, quantity, ...more });
    const pledge = `${of.pledges}/${pledgeId}`;
    await school.did(`${pledge}/acceptance`);
    return { pledgeId, pledge };
  };
  /** A delivery of the bank that the school has confirmed. */
  const delivered = async (pledge: string, quantity: number) => {
    const deliveryId = await bank.created(`${pledge}/deliveries`, { quantity, evidence });
    const delivery = `${pledge}/deliveries/${deliveryId}`;
    await school.did(`${delivery}/confirmation`);
    return delivery;
  };
  const actsOn = async (path: string, client: Client) =>
    (await client.got(path)).acts.map(({ act }: { act: string }) => act);
  return { idOf, decide, approved, pledged, delivered, actsOn };
};
