import { Engine } from '#nest-event-sourcing';
import { randomUUID } from 'node:crypto';
import { standardCharter } from '../alliance-history.js';
import { Client, startInstance } from '../app.js';
import { keysFor } from '../keys.js';
import type { Member } from './caller.js';

const units_n = 8;
const lamps = { kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces' };
const plenty = 1_000_000;

export type Project = Readonly<{ projectId: string; requirementId: string; of: Member }>;
export type Resource = Readonly<{ resourceId: string; of: Member }>;
/** An alliance in which everything is ready for work. The first of its units is in the chair. */
export type Place = Readonly<{
  base: string;
  allianceId: string;
  members: readonly Member[];
  /** Who is to apply, to act and to leave. */
  strangers: readonly Member[];
  projects: readonly Project[];
  resources: readonly Resource[];
}>;

export const offer = (quantity: number) => ({
  ...{ name: { en: 'Lamps' }, kind: 'goods', unitOfMeasure: 'pieces', quantity, approval: 'automatic' },
});

export const plan = (requirementId: string, quantity: number) => ({
  title: { en: 'Lights' },
  requirements: [{ requirementId, ...lamps, quantity, allowsSurplus: true }],
});

/** Founds it through an instance that nobody harms. The first project is the one that everybody works on. */
export const found = async (
  database: Readonly<{ url: string }>,
  env: Readonly<Record<string, string>>,
  { projects: projects_n = 4, strangers: strangers_n = 20 } = {},
): Promise<Place> => {
  const instance = await startInstance(database.url, { env });
  try {
    const keys = keysFor(instance.nest);
    const allianceId = randomUUID();
    const base = `/v1/alliances/${allianceId}`;
    const { key } = await keys.issue({ kind: 'operator', label: 'torture' });
    const operator = new Client(instance, key, base);
    const somebody = async (): Promise<Member> => {
      const [unitId, personId] = [randomUUID(), randomUUID()];
      await operator.created('people', { personId, name: 'Li' });
      return { unitId, personId, ...(await keys.issue({ kind: 'person', allianceId, unitId, personId, label: 'torture' })) };
    };
    const all: Member[] = [];
    for (let n = 0; n < units_n + strangers_n; n++) all.push(await somebody());
    const [members, strangers] = [all.slice(0, units_n), all.slice(units_n)];
    await operator.created('/v1/alliances', {
      ...{ allianceId, name: { en: 'Torture' }, area: { level: 'community', name: { en: 'Here' } } },
      charter: { ...standardCharter, chairMayAdmit: true },
      units: members.map(({ unitId, personId }) => ({ unitId, name: { en: unitId }, kind: 'other', delegate: { personId, from: '2020-01-01T00:00:00.000Z' } })),
      chair: { unitId: members[0]!.unitId, personId: members[0]!.personId },
    });
    await instance.nest.get(Engine).settled();
    const by = (who: Member) => new Client(instance, who.key, base);
    const approved = async (of: Member): Promise<Project> => {
      const requirementId = randomUUID();
      const projectId = await by(of).created('projects', plan(requirementId, plenty));
      await by(of).did(`projects/${projectId}/submission`);
      const motionId = await by(of).created('motions', { title: { en: 'Lights' }, about: { kind: 'project', projectId, asks: 'approve' } });
      await by(members[0]!).did(`motions/${motionId}/voting`, { closesAt: new Date(Date.now() + 600_000).toISOString() });
      for (const member of members.filter((each) => each !== of)) await by(member).did(`motions/${motionId}/ballots`, { choice: 'for' });
      await by(members[0]!).did(`motions/${motionId}/closing`);
      await instance.nest.get(Engine).settled();
      return { projectId, requirementId, of };
    };
    const projects: Project[] = [];
    for (let n = 0; n < projects_n; n++) projects.push(await approved(members[n % units_n]!));
    const resources: Resource[] = [];
    for (const of of members) resources.push({ resourceId: await by(of).created('resources', offer(200)), of });
    await instance.nest.get(Engine).settled();
    return { base, allianceId, members, strangers, projects, resources };
  } finally {
    await instance.nest.close();
  }
}; // prettier-ignore
