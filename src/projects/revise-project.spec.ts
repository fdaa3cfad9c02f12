import { derivedId } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import {
  approved,
  by,
  cancelled,
  declined,
  deferred,
  hours,
  lamps,
  money,
  plan,
  proposed,
  started,
  submitted,
} from '../../test/project-history.js';
import { happened } from './events.js';
import { reviseProject } from './revise-project.js';

const { given } = spec(reviseProject);
const more = { title: { en: 'More street lights' }, requirements: [{ ...lamps, quantity: 90 }] };
const revised = happened('ProjectRevised', more);

describe('Revising a project', () => {
  it('changes what is proposed, under the ids of its requirements', () =>
    given([proposed]).when(more, by('residents')).then(revised));
  it('is possible again when the committee has deferred it', () =>
    given([proposed, submitted, deferred]).when(more, by('residents')).then(revised));
  it('keeps the id of a requirement that stays at its place, and gives another one an id', () => {
    const { requirementId: _, ...sameLamps } = lamps;
    const { requirementId: __, ...fewerHours } = { ...hours, quantity: 8 };
    const id = derivedId({ commandId: '00000000-0000-4000-8000-000000000001' }, 'requirement-1');
    given([proposed])
      .when({ ...plan, requirements: [sameLamps, fewerHours] }, by('residents'))
      .then(happened('ProjectRevised', { ...plan, requirements: [lamps, { requirementId: id, ...fewerHours }] }));
  });
  it('is refused for money without its currency', () =>
    given([proposed])
      .when({ ...plan, requirements: [{ ...money, unitOfMeasure: 'yuan' }] }, by('residents'))
      .refused('requirement-without-currency'));
  it('changes nothing when it says what is proposed already', () =>
    given([proposed]).when(plan, by('residents')).nothing());
  it('changes nothing when it is sent again, also after the submission', () =>
    given([proposed, revised, submitted]).when(more, by('residents')).nothing());
  it.each([
    ['the committee has it', [submitted]],
    ['it has been approved', [submitted, approved]],
    ['it has been declined', [submitted, declined]],
    ['the work has begun', [submitted, approved, started]],
    ['it has been cancelled', [cancelled]],
  ])('is refused once %s', (_, history) =>
    given([proposed, ...history])
      .when(more, by('residents'))
      .refused('project-not-revisable'),
  );
  it('is refused to any unit but the proposer', () =>
    given([proposed]).when(plan, by('school')).refused('project-not-yours'));
  it('is refused with one id for two requirements', () =>
    given([proposed])
      .when({ ...plan, requirements: [lamps, lamps] }, by('residents'))
      .refused('requirement-named-twice'));
  it('is refused for a project nobody proposed', () =>
    given([]).when(plan, by('residents')).refused('project-not-found'));
});
