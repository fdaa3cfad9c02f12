import { answersTo, type Ask, type Event, type Reaction, type Recorded } from '#event-sourcing';
import { onAllocation } from './on-allocation.js';
import { onMotionDecided } from './on-motion-decided.js';
import { onResourceWithdrawn } from './on-resource-withdrawn.js';
import { onUnitLeft } from './on-unit-left.js';
import { pledgeRows } from './pledge-rows.js';

const nothingThere: Ask = async () => [];
const answers = async (reaction: Reaction, subjectId: string, event: Event, ask = nothingThere) => {
  const id = '00000000-0000-4000-8000-000000000001';
  const issue = { correlationId: 'c1', tenantId: 'a1', at: '2026-01-01T00:00:00.000Z' };
  const all = await answersTo(reaction, { ...event, id, subjectId, issue } as Recorded, ask);
  return all.map(({ command }) => [command.constructor.name, command.subjectId, { ...command }]);
};
const motion = (type: string, about: object) => ({ type, data: { about } });
const project = (asks: string) => ({ kind: 'project', projectId: 'j1', asks });

describe('A decision of the joint committee', () => {
  it.each([
    ['MotionCarried', 'approve', 'ApproveProject'],
    ['MotionCarried', 'defer', 'DeferProject'],
    ['MotionCarried', 'decline', 'DeclineProject'],
    ['MotionLost', 'approve', 'DeclineProject'],
  ])('%s to %s: %s', async (type, asks, command) =>
    expect(await answers(onMotionDecided, 'm1', motion(type, project(asks)))).toEqual([
      [command, 'j1', { motionId: 'm1' }],
    ]),
  );
  it.each([
    ['MotionLost', project('defer')],
    ['MotionLost', project('decline')],
    ['QuorumMissed', project('approve')],
    ['MotionCarried', { kind: 'other' }],
    ['MotionLost', { kind: 'admission', unitId: 'u1' }],
  ])('%s about %j changes no project', async (type, about) =>
    expect(await answers(onMotionDecided, 'm1', motion(type, about))).toEqual([]),
  );
});

describe('The answer of a resource', () => {
  const what = { projectId: 'j1', pledgeId: 'p1', quantity: 5 };
  it('settles the pledge', async () => {
    expect(await answers(onAllocation, 'r1', { type: 'ResourceAllocated', data: what })).toEqual([
      ['SettlePledge', 'j1', { pledgeId: 'p1', allocated: true }],
    ]);
    expect(
      await answers(onAllocation, 'r1', { type: 'AllocationMoved', data: { ...what, fromPledgeId: 'p0' } }),
    ).toEqual([['SettlePledge', 'j1', { pledgeId: 'p1', allocated: true }]]);
    const refused = { type: 'AllocationRefused', data: { ...what, reason: 'not-enough', free: 2 } };
    expect(await answers(onAllocation, 'r1', refused)).toEqual([
      ['SettlePledge', 'j1', { pledgeId: 'p1', allocated: false, cause: 'not-enough' }],
    ]);
  });
});

describe('A resource that is withdrawn', () => {
  it('releases its pledges, in each project once', async () => {
    const released = [
      { projectId: 'j1', pledgeId: 'p1', quantity: 5 },
      { projectId: 'j1', pledgeId: 'p2', quantity: 5 },
      { projectId: 'j2', pledgeId: 'p3', quantity: 5 },
    ];
    const what = { resourceId: 'r1', cause: 'resource-withdrawn' };
    expect(await answers(onResourceWithdrawn, 'r1', { type: 'ResourceWithdrawn', data: { released } })).toEqual([
      ['ReleasePledges', 'j1', what],
      ['ReleasePledges', 'j2', what],
    ]);
  });
});

describe('A unit that left', () => {
  const left = { type: 'UnitLeft', data: { unitId: 'school' } };
  it('has its open pledges released, in each project once, and what it received needs another receiver', async () => {
    const rows = [
      { projectId: 'j1', unitId: 'school', allianceId: 'a1', status: 'made' },
      { projectId: 'j1', unitId: 'school', allianceId: 'a1', status: 'accepted' },
      { projectId: 'j2', unitId: 'school', allianceId: 'a1', status: 'accepted' },
      { projectId: 'j3', unitId: 'school', allianceId: 'a1', status: 'kept' },
      { projectId: 'j5', unitId: 'school', allianceId: 'a1', status: 'made' },
      { projectId: 'j4', unitId: 'bank', allianceId: 'a1', status: 'made' },
    ];
    const projects = [
      { projectId: 'j1', receiver: 'school', allianceId: 'a1', stage: 'underway' },
      { projectId: 'j6', receiver: 'school', allianceId: 'a1', stage: 'proposed' },
      { projectId: 'j7', receiver: 'school', allianceId: 'a1', stage: 'completed' },
      { projectId: 'j8', receiver: 'bank', allianceId: 'a1', stage: 'underway' },
    ];
    const ask = (async (model: unknown, where: object) => {
      return (model === pledgeRows ? rows : projects).filter((row: object) =>
        Object.entries(where).every(([key, value]) => (row as Record<string, unknown>)[key] === value),
      );
    }) as never;
    const what = { unitId: 'school', cause: 'unit-left' };
    expect(await answers(onUnitLeft, 'a1', left, ask)).toEqual([
      ['ReleasePledges', 'j1', what],
      ['ReleasePledges', 'j5', what],
      ['ReleasePledges', 'j2', what],
      ['MarkReceiverLeft', 'j1', { unitId: 'school' }],
      ['MarkReceiverLeft', 'j6', { unitId: 'school' }],
    ]);
  });
  it('has nothing released where it promised nothing', async () =>
    expect(await answers(onUnitLeft, 'a1', left)).toEqual([]));
});
