import { spec } from '#event-sourcing/testing';
import { happened } from './events.js';
import { withdrawResource } from './withdraw-resource.js';

const offered = happened('ResourceOffered', {
  unitId: 'school',
  name: { en: 'Lamps' },
  kind: 'goods',
  unitOfMeasure: 'pieces',
  quantity: 40,
  approval: 'owner',
});
const pledge = { pledgeId: 'p1', projectId: 'j1', quantity: 12 };
const allocated = happened('ResourceAllocated', pledge);
const withdrawn = happened('ResourceWithdrawn', { released: [], sealed: { plain: {} } });
const bySchool = { actor: { kind: 'representative', unitId: 'school' } };
const byBank = { actor: { kind: 'representative', unitId: 'bank' } };
const { given } = spec(withdrawResource);

describe('Withdrawing a resource', () => {
  it('keeps the reason sealed', () =>
    given([offered])
      .when({ reason: 'Sold' }, bySchool)
      .then(happened('ResourceWithdrawn', { released: [], sealed: { plain: { reason: 'Sold' } } })));
  it('is also possible while it rests', () =>
    given([offered, happened('ResourcePaused', { sealed: { plain: {} } })])
      .when({}, bySchool)
      .then(withdrawn));
  it('changes nothing where it was withdrawn', () => given([offered, withdrawn]).when({}, bySchool).nothing());
  it('is refused while something of it is allocated', () =>
    given([offered, allocated]).when({}, bySchool).refused('resource-allocated'));
  it('releases what is allocated where it says so, and names it', () =>
    given([offered, allocated])
      .when({ releaseAllocations: true }, bySchool)
      .then(happened('ResourceWithdrawn', { released: [pledge], sealed: { plain: {} } })));
  it('names what is left of an allocation', () =>
    given([offered, allocated, happened('AllocationReleased', { ...pledge, quantity: 8 })])
      .when({ releaseAllocations: true }, bySchool)
      .then(happened('ResourceWithdrawn', { released: [{ ...pledge, quantity: 4 }], sealed: { plain: {} } })));
  it('needs no leave where all was released before', () =>
    given([offered, allocated, happened('AllocationReleased', pledge)])
      .when({}, bySchool)
      .then(withdrawn));
  it('happens when its unit left', () =>
    given([offered])
      .when({ releaseAllocations: true }, { actor: { kind: 'reaction' } })
      .then(withdrawn));
  it('is refused for what nobody offered', () => given([]).when({}, bySchool).refused('resource-not-found'));
  it('is refused to another unit', () => given([offered, withdrawn]).when({}, byBank).refused('not-your-resource'));
});
