import type { Event } from '#event-sourcing';
import { rowsAfter } from '#event-sourcing/testing';
import { historyRows } from './history.js';

const issue = (actor: { kind: string; [more: string]: unknown }, more: object = {}) => ({
  commandId: 'c1',
  command: 'MakePledge',
  requestHash: 'h',
  correlationId: 'c0',
  tenantId: 'a1',
  actor,
  at: '2026-01-01T00:00:00.000Z',
  ...more,
});
const paused: Event = { type: 'ResourcePaused', data: { n: 1, sealed: { plain: { reason: 'Repairs' } } } };

describe('The history', () => {
  it('says who did what, for which unit, under which mandate and in which office', () => {
    const delegate = { kind: 'representative', personId: 'p1', unitId: 'u1', mandateId: 'm1', clientId: 'x' };
    const [act] = rowsAfter(historyRows, {
      ...paused,
      subjectId: 'r1',
      streamId: 'resource-r1',
      issue: issue({ ...delegate, office: 'chair' }),
    });
    expect(act).toMatchObject({
      position: 1,
      allianceId: 'a1',
      type: 'ResourcePaused',
      category: 'resource',
      subjectId: 'r1',
      revision: 0,
      command: 'MakePledge',
      causationId: null,
      actorKind: 'representative',
      personId: 'p1',
      unitId: 'u1',
      mandateId: 'm1',
      office: 'chair',
    });
  });
  it('says nothing that is sealed', () => {
    const [act] = rowsAfter(historyRows, { ...paused, subjectId: 'r1' });
    expect(act?.data).toEqual({ n: 1 });
  });
  it('names what a reaction answered, and no person', () => {
    const reacts = issue({ kind: 'reaction', name: 'resources/on-pledge', eventId: 'e9' }, { causationId: 'e9' });
    const [act] = rowsAfter(historyRows, { ...paused, subjectId: 'r1', issue: reacts });
    expect(act).toMatchObject({ actorKind: 'reaction', causationId: 'e9', personId: null, unitId: null, office: null });
  });
  it('knows an applicant, who acts under no mandate', () => {
    const applicant = issue({ kind: 'applicant', personId: 'p1', unitId: 'u1', clientId: 'x' });
    const [act] = rowsAfter(historyRows, { ...paused, subjectId: 'r1', issue: applicant });
    expect(act).toMatchObject({ actorKind: 'applicant', personId: 'p1', unitId: 'u1', mandateId: null });
  });
});
