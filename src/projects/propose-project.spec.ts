import { derivedId } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import { approved, by, hours, lamps, money, plan, proposed, submitted } from '../../test/project-history.js';
import { happened, type Origin } from './events.js';
import { proposeProject } from './propose-project.js';

const { given } = spec(proposeProject);
const { requirementId: _, ...nameless } = lamps;
const commandId = '00000000-0000-4000-8000-000000000001';
const idOf = (n: number) => derivedId({ commandId }, `requirement-${n}`);
const elsewhere = '00000000-0000-4000-8000-000000000002';

describe('Proposing a project', () => {
  it('is recorded with what it takes', () => given([]).when(plan, by('residents')).then(proposed));
  it('gives a requirement an id where the caller has none', () =>
    given([])
      .when({ ...plan, requirements: [hours, nameless] }, by('residents'))
      .then(
        happened('ProjectProposed', {
          ...plan,
          proposedBy: 'residents',
          requirements: [hours, { requirementId: idOf(1), ...nameless }],
        }),
      ));
  it('may come from a need, or from a motion that was carried', () => {
    const from = (origin: Origin) => happened('ProjectProposed', { ...plan, proposedBy: 'residents', origin });
    const [need, motion] = [{ kind: 'need', id: 'n1' } as const, { kind: 'motion', id: 'm1' } as const];
    const tabled = { type: 'MotionTabled', data: { about: { kind: 'other' } } };
    const carried = { type: 'MotionCarried', data: { about: { kind: 'other' } } };
    const propose = spec(proposeProject);
    given([])
      .when({ ...plan, origin: need }, by('residents'))
      .then(from(need));
    propose.given([], { motion: [tabled, carried] }).when({ ...plan, origin: motion }, by('residents')).then(from(motion)); // prettier-ignore
    for (const history of [[], [tabled]])
      propose.given([], { motion: history }).when({ ...plan, origin: motion }, by('residents')).refused('origin-not-carried'); // prettier-ignore
    given([from(motion)])
      .when({ ...plan, origin: motion }, by('residents'))
      .nothing();
    given([from(motion)])
      .when({ ...plan, origin: need }, by('residents'))
      .refused('project-id-taken');
    given([from(motion)])
      .when(plan, by('residents'))
      .refused('project-id-taken');
  });
  it('is refused for money without its currency', () => {
    for (const unitOfMeasure of ['yuan', 'CNY yuan', 'in CNY'])
      given([])
        .when(
          { ...plan, requirements: [money, lamps, { ...money, requirementId: 'cash', unitOfMeasure }] },
          by('residents'),
        )
        .refused('requirement-without-currency');
    given([])
      .when({ ...plan, requirements: [money, { ...lamps, unitOfMeasure: 'yuan' }] }, by('residents'))
      .then(
        happened('ProjectProposed', {
          ...plan,
          requirements: [money, { ...lamps, unitOfMeasure: 'yuan' }],
          proposedBy: 'residents',
        }),
      );
  });
  it('changes nothing when it is sent twice', () => given([proposed]).when(plan, by('residents')).nothing());
  it('changes nothing when it is sent twice without ids, under another command', () =>
    given([
      happened('ProjectProposed', {
        ...plan,
        proposedBy: 'residents',
        requirements: [{ requirementId: idOf(0), ...nameless }],
      }),
    ])
      .when({ ...plan, requirements: [nameless] }, { ...by('residents'), commandId: elsewhere })
      .nothing());
  it('changes nothing when it is sent again after the project moved on and was revised', () =>
    given([proposed, happened('ProjectRevised', { ...plan, requirements: [hours] }), submitted, approved])
      .when(plan, by('residents'))
      .nothing());
  it('is refused under the id of a project with another content', () =>
    given([proposed])
      .when({ ...plan, requirements: [lamps] }, by('residents'))
      .refused('project-id-taken'));
  it('is refused under the id of a project of another unit', () =>
    given([proposed]).when(plan, by('school')).refused('project-id-taken'));
  it('is refused with one id for two requirements', () =>
    given([])
      .when({ ...plan, requirements: [lamps, { ...hours, requirementId: 'lamps' }] }, by('residents'))
      .refused('requirement-named-twice'));
});
