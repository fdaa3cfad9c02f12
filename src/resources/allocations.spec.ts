import { rowsAfter, spec } from '#event-sourcing/testing';
import { allocationRows } from './allocation-rows.js';
import { allocateToPledge } from './allocate-to-pledge.js';
import { happened } from './events.js';
import { moveAllocation } from './move-allocation.js';
import { releaseAllocation } from './release-allocation.js';

const offered = happened('ResourceOffered', {
  unitId: 'school',
  name: { en: 'Lamps' },
  kind: 'goods',
  unitOfMeasure: 'pieces',
  quantity: 40,
  approval: 'owner',
});
const pledge = { pledgeId: 'p1', projectId: 'j1', quantity: 12 };
const other = { pledgeId: 'p2', projectId: 'j2', quantity: 30 };
const allocated = happened('ResourceAllocated', pledge);
const released = happened('AllocationReleased', pledge);
const paused = happened('ResourcePaused', { sealed: { plain: {} } });
const withdrawn = happened('ResourceWithdrawn', { released: [], sealed: { plain: {} } });

describe('Allocating to a pledge', () => {
  const { given } = spec(allocateToPledge);
  it('sets its quantity aside', () => given([offered]).when(pledge).then(allocated));
  it('takes all that is free', () =>
    given([offered, allocated])
      .when({ ...other, quantity: 28 })
      .then(happened('ResourceAllocated', { ...other, quantity: 28 })));
  it('says no where there is not enough, and how much is free', () =>
    given([offered, allocated])
      .when(other)
      .then(happened('AllocationRefused', { ...other, reason: 'not-enough', free: 28 })));
  it('counts what a revision took away', () =>
    given([offered, happened('ResourceRevised', { ...offered.data, quantity: 5 })])
      .when(pledge)
      .then(happened('AllocationRefused', { ...pledge, reason: 'not-enough', free: 5 })));
  it('counts what was released', () =>
    given([offered, allocated, released]).when(other).then(happened('ResourceAllocated', other)));
  it.each([
    ['rests', paused],
    ['was withdrawn', withdrawn],
  ])('says no while the resource %s', (_, event) =>
    given([offered, event])
      .when(pledge)
      .then(happened('AllocationRefused', { ...pledge, reason: 'not-offered', free: 0 })),
  );
  it('says no where the resource is counted otherwise by now', () => {
    const inBoxes = happened('ResourceRevised', { ...offered.data, unitOfMeasure: 'boxes' });
    given([offered, inBoxes])
      .when({ ...pledge, unitOfMeasure: 'pieces' })
      .then(happened('AllocationRefused', { ...pledge, reason: 'not-offered', free: 0 }));
    given([offered])
      .when({ ...pledge, unitOfMeasure: 'pieces' })
      .then(allocated);
  });
  it('answers a pledge once: with yes', () => given([offered, allocated]).when(pledge).nothing());
  it('answers a pledge once: with no', () =>
    given([offered, happened('AllocationRefused', { ...pledge, reason: 'not-enough', free: 1 })])
      .when(pledge)
      .nothing());
  it('answers a pledge once, also after its end', () => given([offered, allocated, released]).when(pledge).nothing());
  it('answers a pledge once, also after the resource was withdrawn', () =>
    given([offered, allocated, withdrawn]).when(pledge).nothing());
  it('answers each of two projects that use one pledge id', () =>
    given([offered, allocated])
      .when({ ...pledge, projectId: 'j2' })
      .then(happened('ResourceAllocated', { ...pledge, projectId: 'j2' })));
  it('is refused for what nobody offered', () => given([]).when(pledge).refused('resource-not-found'));
});

describe('Releasing an allocation', () => {
  const { given } = spec(releaseAllocation);
  const end = pledge;
  it('frees what the pledge will not bring', () =>
    given([offered, allocated])
      .when({ ...end, quantity: 8 })
      .then(happened('AllocationReleased', { ...pledge, quantity: 8 })));
  it('frees no more than is allocated', () =>
    given([offered, allocated])
      .when({ ...end, quantity: 99 })
      .then(released));
  it('is possible while the resource rests', () => given([offered, allocated, paused]).when(end).then(released));
  it('frees nothing of another project that uses the same pledge id', () =>
    given([offered, allocated])
      .when({ ...end, projectId: 'j2' })
      .nothing());
  it('happens once', () => given([offered, allocated, released]).when(end).nothing());
  const theRest = happened('AllocationReleased', { ...pledge, quantity: 8 });
  const releasedFor = (causationId: string) => Object.assign({ ...theRest }, { issue: { causationId } });
  it('happens once for one event, also where a part was delivered', () =>
    given([offered, allocated, releasedFor('e1')])
      .when({ ...end, quantity: 8 }, { causationId: 'e1' })
      .nothing());
  it('happens again when what was delivered turns out not to have been', () =>
    given([offered, allocated, releasedFor('e1')])
      .when({ ...end, quantity: 4 }, { causationId: 'e2' })
      .then(happened('AllocationReleased', { ...pledge, quantity: 4 })));
  it('changes nothing where nothing is left to be brought', () =>
    given([offered, allocated])
      .when({ ...end, quantity: 0 })
      .nothing());
  it('changes nothing where nothing is allocated', () => given([offered]).when(end).nothing());
  it('changes nothing once the resource was withdrawn', () =>
    given([offered, allocated, withdrawn]).when(end).nothing());
  it('is refused for what nobody offered', () => given([]).when(end).refused('resource-not-found'));
});

describe('Moving an allocation', () => {
  const { given } = spec(moveAllocation);
  const to = { pledgeId: 'p9', projectId: 'j1', quantity: 12 };
  const move = { ...to, fromPledgeId: 'p1' };
  const moved = (quantity = 12) => happened('AllocationMoved', { ...move, quantity });
  const refused = (reason: 'not-enough' | 'not-offered', free: number, quantity = 12) =>
    happened('AllocationRefused', { ...to, quantity, reason, free });

  it('sets aside for the pledge that takes over what was set aside for the other one', () =>
    given([offered, allocated]).when(move).then(moved()));
  it('does so also where all is set aside, and while the resource rests', () => {
    const all = happened('ResourceAllocated', { ...other, quantity: 28 });
    given([offered, allocated, all]).when(move).then(moved());
    given([offered, allocated, paused]).when(move).then(moved());
  });
  it('leaves what the first one brought', () => {
    given([offered, allocated])
      .when({ ...move, quantity: 7 })
      .then(moved(7));
    const rows = rowsAfter(allocationRows, ...[offered, allocated, moved(7)].map((fact) => ({ subjectId: 's1', ...fact }))); // prettier-ignore
    expect(rows).toMatchObject([
      { pledgeId: 'p1', quantity: 5 },
      { pledgeId: 'p9', quantity: 7 },
    ]);
    spec(releaseAllocation)
      .given([offered, allocated, moved(7)])
      .when({ ...to, quantity: 9 })
      .then(happened('AllocationReleased', { ...to, quantity: 7 }));
  });
  it('happens once, and answers no pledge again', () => {
    given([offered, allocated, moved()]).when(move).nothing();
    given([offered, allocated, released, refused('not-enough', 0)])
      .when(move)
      .nothing();
    spec(allocateToPledge).given([offered, allocated, moved()]).when(to).nothing();
  });
  it('is refused where what was booked for the first pledge keeps it: then that is released', () => {
    const ref = { bookingId: 'b1', unitId: 'school', quantity: 12 };
    const pledged = { projectId: 'j1', pledgeId: 'p1' };
    const booked = happened('BookingRequested', { ...ref, ownerId: 'school', week: '2026-01-05', pledge: pledged, sealed: { plain: {} } }); // prettier-ignore
    const all = happened('ResourceAllocated', { ...other, quantity: 28 });
    given([offered, allocated, booked, all]).when(move).then(released, refused('not-enough', 0));
    given([offered, allocated, booked]).when(move).then(moved()); // there is enough for both
  });
  it('is refused where nothing is set aside any more', () => {
    given([offered, allocated, released]).when(move).then(refused('not-enough', 40));
    given([offered, allocated, withdrawn]).when(move).then(refused('not-offered', 0));
  });
  it('is refused for a resource that nobody offered', () => given([]).when(move).refused('resource-not-found'));
});
