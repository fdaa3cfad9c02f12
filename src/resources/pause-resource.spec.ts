import { spec } from '#event-sourcing/testing';
import { happened } from './events.js';
import { pauseResource } from './pause-resource.js';
import { resumeResource } from './resume-resource.js';

const offered = happened('ResourceOffered', {
  unitId: 'school',
  name: { en: 'Gym' },
  kind: 'venue',
  unitOfMeasure: 'seats',
  quantity: 80,
  approval: 'owner',
});
const paused = happened('ResourcePaused', { sealed: { plain: { reason: 'Repairs' } } });
const resumed = happened('ResourceResumed', {});
const withdrawn = happened('ResourceWithdrawn', { released: [], sealed: { plain: {} } });
const bySchool = { actor: { kind: 'representative', unitId: 'school' } };
const byBank = { actor: { kind: 'representative', unitId: 'bank' } };

describe('Pausing a resource', () => {
  const { given } = spec(pauseResource);
  it('keeps the reason sealed', () => given([offered]).when({ reason: 'Repairs' }, bySchool).then(paused));
  it('needs no reason', () =>
    given([offered, paused, resumed])
      .when({}, bySchool)
      .then(happened('ResourcePaused', { sealed: { plain: {} } })));
  it('changes nothing where it rests already', () => given([offered, paused]).when({}, bySchool).nothing());
  it('is refused for what nobody offered', () => given([]).when({}, bySchool).refused('resource-not-found'));
  it('is refused to another unit', () => given([offered, paused]).when({}, byBank).refused('not-your-resource'));
  it('is refused once it was withdrawn', () =>
    given([offered, withdrawn]).when({}, bySchool).refused('resource-withdrawn'));
});

describe('Resuming a resource', () => {
  const { given } = spec(resumeResource);
  it('offers it again', () => given([offered, paused]).when({}, bySchool).then(resumed));
  it('changes nothing where it does not rest', () => given([offered]).when({}, bySchool).nothing());
  it('is refused for what nobody offered', () => given([]).when({}, bySchool).refused('resource-not-found'));
  it('is refused to another unit', () => given([offered]).when({}, byBank).refused('not-your-resource'));
  it('is refused once it was withdrawn', () =>
    given([offered, paused, withdrawn]).when({}, bySchool).refused('resource-withdrawn'));
});
