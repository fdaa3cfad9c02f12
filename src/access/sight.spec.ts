import { sealed } from '../platform/sealed.js';
import { streams } from '../contexts.js';
import type { Asker } from './principal.js';
import { eventFor, streamsSeen, streamsSeenBy } from './sight.js';

const event = (category: string, data: object = {}, tenantId = 'a1') => ({
  ...{ id: 'e1', type: 'SomethingHappened', version: 1, data },
  ...{ subjectId: 's-1', streamId: `${category}-s-1`, revision: 0, position: 7, recordedAt: 'r' },
  issue: {
    ...{ commandId: 'c', command: 'DoSomething', requestHash: 'h', correlationId: 'c', tenantId, at: 't' },
    actor: { kind: 'representative', personId: 'p', unitId: 'u9', mandateId: 'm', clientId: 'secret-client' },
  },
});

const client = { clientId: 'x', scopes: [] };
const person = (standing: Partial<Asker['standing']>, unitId = 'u1'): Asker => ({
  principal: { ...client, kind: 'person', personId: 'p1', unitId, allianceId: 'a1' },
  standing: { unit: 'admitted', mandateId: 'm1', roles: ['delegate'], ...standing },
});
const operator: Asker = {
  principal: { ...client, kind: 'operator' },
  standing: { unit: 'admitted', roles: ['operator'] },
};
const auditor: Asker = {
  principal: { ...client, kind: 'auditor', allianceId: 'a1' },
  standing: { unit: 'admitted', roles: [] },
};
const member = person({});
const officer = person({ office: 'secretary' });
const suspended = person({ unit: 'suspended', roles: [] });
const { mandateId: _, ...none } = person({}).standing;
const lapsed: Asker = { ...member, standing: { ...none, roles: [] } };
const applicant: Asker = { ...member, standing: { unit: 'stranger', roles: ['applicant'] } };

const sees = (asker: Asker, ...of: Parameters<typeof event>) => eventFor(asker, event(...of)) !== undefined;

describe('Who reads events', () => {
  it('is said of every stream that there is', () => {
    expect(streams.map(({ category }) => category).filter((category) => !streamsSeen[category])).toEqual([]);
  });

  it('of a stream of which nothing is said, is nobody', () => {
    for (const asker of [member, officer, auditor, operator]) expect(sees(asker, 'diary')).toBe(false);
  });

  it('of what the alliance does, is every member, also a suspended one', () => {
    for (const asker of [member, officer, suspended, auditor, operator]) expect(sees(asker, 'project')).toBe(true);
  });

  it('is nobody whose mandate is not in force, and nobody of another alliance', () => {
    expect(sees(lapsed, 'project')).toBe(false);
    for (const asker of [member, officer, auditor]) expect(sees(asker, 'project', {}, 'a2')).toBe(false);
    expect(sees(operator, 'project', {}, 'a2')).toBe(true);
  });

  it('of its own application, is an applicant, and of nothing else', () => {
    const own = { ...applicant, principal: { ...applicant.principal, unitId: 's-1' } } as Asker;
    expect([sees(own, 'unit'), sees(applicant, 'unit'), sees(own, 'alliance'), sees(own, 'project')]).toEqual([
      ...[true, false, false, false],
    ]);
  });

  it('of keys, is their unit, officers, auditors and the operator', () => {
    const ofUnit = (asker: Asker) => sees(asker, 'key', { unitId: 'u1' });
    expect([member, person({}, 'u2'), officer, auditor, operator].map(ofUnit)).toEqual([true, false, true, true, true]);
    expect(sees(member, 'key')).toBe(false);
  });

  it('of webhooks, is no auditor', () => {
    const ofUnit = (asker: Asker) => sees(asker, 'webhook', { unitId: 'u1' });
    expect([member, person({}, 'u2'), officer, auditor].map(ofUnit)).toEqual([true, false, true, false]);
  });

  it('reads no words by or about people, no client and no hash', () => {
    const seen = eventFor(operator, event('project', { quantity: 2, sealed: sealed({ reason: 'Illness' }) }));
    expect(seen).toMatchObject({ category: 'project', position: 7, unitId: 'u9', data: { quantity: 2 } });
    expect(JSON.stringify(seen)).not.toMatch(/Illness|secret-client|"h"/);
  });

  it('reads lists in which only some streams are of its own unit, and none of what nobody has said who reads it', () => {
    const open = ['alliance', 'unit', 'resource', 'project', 'motion', 'action', 'meeting', 'finding'];
    const [kept, all] = [['key', 'person', 'webhook', 'feed', 'reading'], Object.keys(streamsSeen)];
    expect([member, officer, auditor, operator].map(streamsSeenBy)).toEqual([
      { all: open, own: kept },
      { all: all.filter((each) => each !== 'readers'), own: [] },
      { all: all.filter((each) => each !== 'readers' && each !== 'webhook'), own: [] },
      { all, own: [] },
    ]);
  });
});
