import { randomUUID } from 'node:crypto';
import type { Role } from '../../src/access/permissions.js';
import { scopes as allScopes, type Scope } from '../../src/access/scopes.js';
import type { tellAWholeStory } from '../a-whole-story.js';
import type { TestApp } from '../app.js';

type Story = Awaited<ReturnType<typeof tellAWholeStory>>;

/** Somebody who asks, and what is true of them: not what the application finds, but how they were made. */
export type Somebody = Readonly<{
  name: string;
  /** Undefined: says nothing of who they are. */
  key: string | undefined;
  kind: 'nobody' | 'person' | 'operator' | 'auditor';
  allianceId: string | undefined;
  unitId: string | undefined;
  unit: 'admitted' | 'suspended' | 'stranger' | undefined;
  hasMandate: boolean;
  roles: readonly Role[];
  scopes: readonly Scope[];
}>;

const years = { past: '2015-01-01T00:00:00.000Z', since: '2016-01-01T00:00:00.000Z', to: '2090-01-01T00:00:00.000Z' };
const kinds = ['delegate', 'deputy', 'liaison'] as const;

/** Everybody who may come, of every role and none, before, under and after their mandate. */
export const everybody = async (app: TestApp, story: Story): Promise<readonly Somebody[]> => {
  const { alliance, chair } = story;
  const all: Somebody[] = [];
  const add = async (
    somebody: Omit<Somebody, 'key' | 'scopes'>,
    personId?: string,
    scopes: readonly Scope[] = allScopes,
  ) => {
    const { name: label, kind, allianceId, unitId } = somebody;
    const holder = { label, kind, scopes, ...(allianceId && { allianceId }), ...(unitId && { unitId, personId }) };
    const key = kind === 'nobody' ? undefined : (await app.keys.issue(holder as never)).key;
    all.push({ ...somebody, key, scopes });
  };
  const inAlliance = { kind: 'person', allianceId: alliance.id } as const;
  const under = async (unitId: string, kind: string, from: string, more: object = {}, personId = randomUUID()) => {
    const mandate = { personId, kind, from, ...more };
    await app.operator.created(`${alliance.path}/units/${unitId}/mandates`, mandate);
    return personId;
  };

  // Units with people under a mandate of each kind; of one also before, after and with fewer scopes.
  for (const unit of ['school', 'bank', 'clinic']) {
    const { unitId, personId } = alliance.unit(unit);
    const of = { ...inAlliance, unitId, unit: 'admitted' } as const;
    for (const kind of kinds) {
      const role = { ...of, hasMandate: true, roles: ['member', kind] } as const;
      const no = { ...of, hasMandate: false, roles: [] } as const;
      const now = kind === 'delegate' ? personId : await under(unitId, kind, app.clock.now(), { until: years.to });
      await add({ ...role, name: `${kind} of ${unit}` }, now);
      if (unit !== 'school') continue;
      await add({ ...no, name: `${kind} of ${unit}, after` }, await under(unitId, kind, years.past, { until: years.since }));
      const { items } = await chair.got(`units/${unitId}/mandates?limit=200`);
      const replaces = kind === 'delegate' && items.find((each: any) => each.kind === kind && each.personId === personId)?.mandateId; // prettier-ignore
      const later = await under(unitId, kind, years.to, { ...(replaces && { replaces }) });
      await add({ ...no, name: `${kind} of ${unit}, before` }, later);
      if (kind === 'delegate')
        for (const scopes of [[], ['read'], allScopes.filter((scope) => scope !== 'read')] as const)
          await add({ ...role, name: `${kind} of ${unit} with [${scopes.join()}]` }, now, scopes);
    }
  }

  // Officers: each under a mandate of its own.
  const residents = alliance.unit('residents');
  const officer = { ...inAlliance, unitId: residents.unitId, unit: 'admitted', hasMandate: true } as const;
  await add({ ...officer, name: 'chair', roles: ['member', 'delegate', 'chair'] }, residents.personId);
  for (const scopes of [[], ['read'], allScopes.filter((scope) => scope !== 'read')] as const)
    await add({ ...officer, name: `chair with [${scopes.join()}]`, roles: ['member', 'delegate', 'chair'] }, residents.personId, scopes); // prettier-ignore
  for (const [office, kind] of [['vice-chair', 'deputy'], ['secretary', 'liaison']] as const) {
    const personId = await under(residents.unitId, kind, app.clock.now());
    await chair.did('offices/appointment', { office, unitId: residents.unitId, personId });
    const stead: readonly Role[] = office === 'vice-chair' ? ['chair'] : [];
    await add({ ...officer, name: office, roles: ['member', kind, office, ...stead] }, personId);
  }

  // Units that are suspended, that left, that never came.
  const newcomer = async () => {
    const [unitId, personId] = [randomUUID(), randomUUID()];
    const client = await app.clientOf(alliance.id, unitId, personId);
    await client.created('units', { name: { en: 'New' }, kind: 'other', delegate: { personId, from: years.since } });
    return { unitId, personId, client };
  };
  const resting = await newcomer();
  await chair.did(`units/${resting.unitId}/admission`);
  const [deputy, liaison] = [await under(resting.unitId, 'deputy', years.since), await under(resting.unitId, 'liaison', years.since)]; // prettier-ignore
  await chair.did(`units/${resting.unitId}/suspension`, { reason: 'It asked for it' });
  const suspended = { ...inAlliance, unitId: resting.unitId, unit: 'suspended', hasMandate: true } as const;
  await add({ ...suspended, name: 'delegate of a suspended unit', roles: ['member', 'suspended'] }, resting.personId);
  await add({ ...suspended, name: 'deputy of a suspended unit', roles: ['member'] }, deputy);
  await add({ ...suspended, name: 'liaison of a suspended unit', roles: ['member'] }, liaison);
  await add({ ...suspended, name: 'nobody of a suspended unit', hasMandate: false, roles: [] }, randomUUID());
  const gone = await newcomer();
  await chair.did(`units/${gone.unitId}/admission`);
  await gone.client.did(`units/${gone.unitId}/leave`);
  const stranger = { ...inAlliance, unit: 'stranger', hasMandate: false, roles: ['applicant'] } as const;
  await add({ ...stranger, name: 'delegate of a unit that left', unitId: gone.unitId }, gone.personId);
  const waiting = await newcomer();
  await add({ ...stranger, name: 'applicant', unitId: waiting.unitId }, waiting.personId);
  await add({ ...stranger, name: 'applicant with [read]', unitId: waiting.unitId }, waiting.personId, ['read']);

  // Those of another alliance, and those of none.
  const elsewhere = await app.found({ units: ['others'] });
  const { unitId, personId } = elsewhere.unit('others');
  const other = { kind: 'person', allianceId: elsewhere.id, unitId, unit: 'admitted', hasMandate: true } as const;
  await add({ ...other, name: 'chair of another alliance', roles: ['member', 'delegate', 'chair'] }, personId);
  const nowhere = { unitId: undefined, unit: undefined, hasMandate: false } as const;
  await add({ ...nowhere, name: 'auditor', kind: 'auditor', allianceId: alliance.id, roles: ['auditor'] });
  await add({ ...nowhere, name: 'auditor without [read]', kind: 'auditor', allianceId: alliance.id, roles: ['auditor'] }, undefined, []); // prettier-ignore
  await add({ ...nowhere, name: 'auditor of another alliance', kind: 'auditor', allianceId: elsewhere.id, roles: ['auditor'] }); // prettier-ignore
  for (const scopes of [allScopes, [], ['read']] as const)
    await add({ ...nowhere, name: `operator with [${scopes.join()}]`, kind: 'operator', allianceId: undefined, roles: ['operator'] }, undefined, scopes); // prettier-ignore
  await add({ ...nowhere, name: 'nobody', kind: 'nobody', allianceId: undefined, roles: [] });
  all.push({ ...all.at(-1)!, name: 'somebody with a key of nobody', key: 'lj_000000000000_no' });
  await app.settled();
  return all;
}; // prettier-ignore
