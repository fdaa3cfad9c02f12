import { derivedId, type Event } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import {
  accepted,
  by,
  cancelled,
  completed,
  confirmed,
  declined,
  deferred,
  inShanghai,
  kept,
  made,
  open,
  pledgeDeclined,
  promise,
  proposed,
  released,
  reported,
  started,
  submitted,
} from '../../test/project-history.js';
import { happened, type ProjectEvent } from './events.js';
import { makePledge, openPledges_max } from './make-pledge.js';

const given = (history: readonly ProjectEvent[], others: Readonly<Record<string, readonly Event[]>> = {}) =>
  spec(makePledge).given(history, { zone: [inShanghai], ...others });
/** Lamps are needed by the end of June: so long the promise stands. */
const endOfJune = '2026-06-30T16:00:00.000Z';
const promised = (more: Parameters<typeof made>[0] = {}) => made({ lapsesAt: endOfJune, ...more });
const pledge = { pledgeId: 'p1', ...promise };
const offered = {
  type: 'ResourceOffered',
  data: { unitId: 'school', unitOfMeasure: 'pieces', quantity: 40, kind: 'equipment' },
};
const resource = (type: string, data: object = {}) => ({ type, data });

describe('Pledging', () => {
  it('is possible from the approval on', () => given(open).when(pledge, by('school')).then(promised()));
  it('is possible while the work is under way', () =>
    given([...open, started])
      .when(pledge, by('school'))
      .then(promised()));
  it("is possible to one's own project", () =>
    given(open)
      .when(pledge, by('residents'))
      .then(promised({ unitId: 'residents' })));
  it('gets an id where the caller has none', () =>
    given(open)
      .when(promise, by('school'))
      .then(promised({ pledgeId: derivedId({ commandId: '00000000-0000-4000-8000-000000000001' }, 'pledge') })));
  it('is taken up to what the requirement still needs', () =>
    given([...open, made(), accepted])
      .when({ ...pledge, pledgeId: 'p2', quantity: 28 }, by('bank'))
      .then(promised({ pledgeId: 'p2', unitId: 'bank', quantity: 28 })));
  it('is taken beyond that where surplus is allowed', () =>
    given(open)
      .when({ ...pledge, requirementId: 'hours', quantity: 800 }, by('school'))
      .then(made({ requirementId: 'hours', quantity: 800 })));
  it('counts what was released as needed again', () =>
    given([...open, made(), accepted, reported(5), confirmed(5), released('withdrawn', { released: 7 })])
      .when({ ...pledge, pledgeId: 'p2', quantity: 35 }, by('bank'))
      .then(promised({ pledgeId: 'p2', unitId: 'bank', quantity: 35 })));

  const over: readonly (readonly [string, readonly ProjectEvent[]])[] = [
    ['it is open', []],
    ['it was accepted', [accepted]],
    ['it was declined', [pledgeDeclined('receiver')]],
    ['it was released', [accepted, released('withdrawn')]],
    ['it was kept', [accepted, reported(12), confirmed(12), kept]],
    ['the project was cancelled', [released('project-cancelled', { accepted: false }), cancelled]],
  ];
  it.each(over)('twice is one pledge: %s', (_, history) =>
    given([...open, made(), ...history])
      .when(pledge, by('school'))
      .nothing(),
  );
  it.each(over)('is refused under the id of another pledge: %s', (_, history) => {
    const after = given([...open, made(), ...history]);
    after.when({ ...pledge, quantity: 13 }, by('school')).refused('pledge-id-taken');
    after.when({ ...pledge, resourceId: 'r1' }, by('school')).refused('pledge-id-taken');
    after.when(pledge, by('bank')).refused('pledge-id-taken');
  });
  it.each([
    ['proposed', [proposed]],
    ['submitted', [proposed, submitted]],
    ['deferred', [proposed, submitted, deferred]],
  ])('is refused while the project is %s', (_, history) =>
    given(history).when(pledge, by('school')).refused('project-not-approved'),
  );
  it.each([
    ['declined', [proposed, submitted, declined]],
    ['completed', [...open, started, completed]],
    ['cancelled', [...open, cancelled]],
  ])('is refused once the project has been %s', (_, history) =>
    given(history).when(pledge, by('school')).refused('project-over'),
  );
  it('is refused towards what the project does not ask for', () =>
    given(open)
      .when({ ...pledge, requirementId: 'gold' }, by('school'))
      .refused('requirement-unknown'));
  it('is refused beyond what the requirement still needs', () =>
    given([...open, made(), accepted])
      .when({ ...pledge, pledgeId: 'p2', quantity: 29 }, by('bank'))
      .refused('requirement-exceeded'));
  it('is refused when the project holds as many open pledges as can be released at once', () => {
    const many = Array.from({ length: openPledges_max }, (_, n) => made({ pledgeId: `q${n}`, quantity: 1 }));
    given([...open, ...many])
      .when(pledge, by('school'))
      .refused('too-many-open-pledges');
    given([...open, ...many.slice(1)])
      .when(pledge, by('school'))
      .then(promised());
  });
  it('is refused for a project nobody proposed', () =>
    given([]).when(pledge, by('school')).refused('project-not-found'));
});

describe('Pledging a resource', () => {
  const pledged = { ...pledge, resourceId: 'r1' };
  it('names it, and waits for its allocation; what kind of thing it is may differ', () =>
    given(open, { offer: [offered] })
      .when(pledged, by('school'))
      .then(promised({ resourceId: 'r1', unitOfMeasure: 'pieces' })));
  it('is possible when it was paused and resumed, and counted otherwise before', () =>
    given(open, {
      offer: [
        { type: 'ResourceOffered', data: { unitId: 'school', unitOfMeasure: 'boxes' } },
        resource('ResourceRevised', { unitOfMeasure: 'pieces' }),
        resource('ResourcePaused'),
        resource('ResourceResumed'),
      ],
    })
      .when(pledged, by('school'))
      .then(promised({ resourceId: 'r1', unitOfMeasure: 'pieces' })));
  it('is refused for what another unit offers', () =>
    given(open, { offer: [offered] })
      .when(pledged, by('bank'))
      .refused('resource-not-yours'));
  it('is refused for what nobody offers', () =>
    given(open).when(pledged, by('school')).refused('resource-not-offered'));
  it.each(['ResourcePaused', 'ResourceWithdrawn'])('is refused after %s', (type) =>
    given(open, { offer: [offered, resource(type)] })
      .when(pledged, by('school'))
      .refused('resource-not-offered'),
  );
  it('is refused in another unit of measure than the requirement', () =>
    given(open, { offer: [offered] })
      .when({ ...pledged, requirementId: 'hours' }, by('school'))
      .refused('unit-of-measure-differs'));
  it('names all rules that it breaks at once', () => {
    const codes = ({ code, also }: { code: string; also: readonly { code: string }[] }) =>
      [code, ...also.map((each) => each.code)].sort();
    try {
      given([proposed], { offer: [offered, resource('ResourcePaused')] })
        .when({ ...pledged, requirementId: 'hours', quantity: 10 ** 15 + 1 }, by('bank'))
        .nothing();
      throw new Error('it was taken');
    } catch (refusal) {
      expect(codes(refusal as never)).toEqual([
        'project-not-approved',
        'requirement-exceeded',
        'resource-not-offered',
        'resource-not-yours',
        'unit-of-measure-differs',
      ]);
    }
  });
  it('twice is one pledge, also when the resource has been withdrawn since', () =>
    given([...open, made({ resourceId: 'r1' })], { offer: [offered, resource('ResourceWithdrawn')] })
      .when(pledged, by('school'))
      .nothing());
});

it('A pledge gathers at most what is exact in JSON, with surplus too', () => {
  const all = happened('PledgeAccepted', { pledgeId: 'p1', requirementId: 'hours', quantity: 10 ** 15 });
  given([...open, made({ requirementId: 'hours', quantity: 10 ** 15 }), all])
    .when({ pledgeId: 'p2', requirementId: 'hours', quantity: 1 }, by('school'))
    .refused('requirement-exceeded');
});

describe('A promise stands', () => {
  const [first, noon] = ['2026-03-31T16:00:00.000Z', '2026-03-31T04:00:00.000Z'];
  const until = (day: string) => ({ ...pledge, until: day });
  it('until the end of the day that its unit says, in the time zone of the alliance', () => {
    given(open)
      .when(until('2026-03-31'), by('school'))
      .then(made({ until: '2026-03-31', lapsesAt: first }));
    given(open)
      .when(until('2026-03-31'), { ...by('school'), at: noon })
      .then(made({ until: '2026-03-31', lapsesAt: first }));
    given(open, { zone: [inShanghai, { type: 'CharterAmended', data: { charter: { timeZone: 'Europe/Berlin' } } }] })
      .when(until('2026-03-31'), by('school'))
      .then(made({ until: '2026-03-31', lapsesAt: '2026-03-31T22:00:00.000Z' }));
  });
  it('for ever towards what has no day, or is late already', () => {
    given(open)
      .when({ ...pledge, requirementId: 'hours' }, by('school'))
      .then(made({ requirementId: 'hours' }));
    given(open)
      .when(pledge, { ...by('school'), at: endOfJune })
      .then(made());
    given(open)
      .when(until('2026-07-02'), { ...by('school'), at: endOfJune })
      .then(made({ until: '2026-07-02', lapsesAt: '2026-07-02T16:00:00.000Z' }));
  });
  it('not until a day that is over, or beyond all plans', () => {
    for (const day of ['2025-12-31', '2036-01-02', '9999-12-31'])
      given(open).when(until(day), by('school')).refused('pledge-until-out-of-bounds');
    given(open)
      .when(until('2026-03-31'), { ...by('school'), at: first })
      .refused('pledge-until-out-of-bounds');
  });
  it('until the same day twice is one pledge, until another one is not', () => {
    const after = given([...open, made({ until: '2026-03-31', lapsesAt: first })]);
    after.when(until('2026-03-31'), { ...by('school'), at: endOfJune }).nothing();
    after.when(until('2026-04-01'), by('school')).refused('pledge-id-taken');
    after.when(pledge, by('school')).refused('pledge-id-taken');
  });
});
