import { rowsAfter } from '#event-sourcing/testing';
import {
  accepted,
  approved,
  cancelled,
  confirmed,
  deferred,
  evidence,
  hours,
  kept,
  lamps,
  made,
  open,
  plan,
  pledgeDeclined,
  proposed,
  released,
  reported,
  reversed,
  started,
  submitted,
} from '../../test/project-history.js';
import { deliveryRows } from './delivery-rows.js';
import { happened, type ProjectEvent } from './events.js';
import { pledgeRows } from './pledge-rows.js';
import { projectRows } from './project-rows.js';
import { requirementRows } from './requirement-rows.js';

const allianceId = '00000000-0000-4000-8000-00000000000a';
const at = '2026-01-01T00:00:00.000Z';
const of = (projectId: string, ...events: readonly ProjectEvent[]) =>
  events.map((event) => ({ ...event, subjectId: projectId }));
const lights = (...events: readonly ProjectEvent[]) => of('lights', ...events);

describe('The project board', () => {
  it('shows a project from its proposal on', () =>
    expect(rowsAfter(projectRows, ...lights(proposed))).toEqual([
      {
        projectId: 'lights',
        allianceId,
        title: plan.title,
        proposedBy: 'residents',
        receiver: 'residents',
        receiverLeft: false,
        origin: null,
        stage: 'proposed',
        proposedAt: at,
        submittedAt: null,
        decidedBy: null,
        percent: null,
        evaluations: 0,
        scores: 0,
        evaluationClosed: false,
        revision: 0,
      },
    ]));
  it('shows how far it has come, and which motion decided', () => {
    const title = { zh: '路灯' };
    const history = [proposed, submitted, deferred, happened('ProjectRevised', { ...plan, title }), submitted];
    expect(rowsAfter(projectRows, ...lights(...history))).toMatchObject([
      { title, stage: 'submitted', decidedBy: 'm1' },
    ]);
    expect(rowsAfter(projectRows, ...lights(...open, started, cancelled))).toMatchObject([
      { stage: 'cancelled', decidedBy: 'm1', revision: 4 },
    ]);
  });
  it('shows the revision of the last event, also about a pledge', () =>
    expect(rowsAfter(projectRows, ...lights(...open, made(), accepted, reported(5)))).toMatchObject([{ revision: 5 }]));
});

describe('What a project needs', () => {
  it('is shown with what is still to come and what has come', () =>
    expect(rowsAfter(requirementRows, ...lights(...open, made(), accepted, reported(5), confirmed(5)))).toEqual([
      {
        projectId: 'lights',
        requirementId: 'lamps',
        allianceId,
        place: 0,
        kind: 'goods',
        description: lamps.description,
        unitOfMeasure: 'pieces',
        quantity: 40,
        pledged: 12,
        delivered: 5,
        due: '2026-06-30',
        allowsSurplus: false,
        taking: true,
        withoutTaker: false,
      },
      {
        projectId: 'lights',
        requirementId: 'hours',
        allianceId,
        place: 1,
        kind: 'labour',
        description: hours.description,
        unitOfMeasure: 'hours',
        quantity: 80,
        pledged: 0,
        delivered: 0,
        due: null,
        allowsSurplus: true,
        taking: true,
        withoutTaker: true,
      },
    ]));
  it('counts what has come, and no longer what was released', () => {
    const history = [...open, made(), accepted, reported(5), confirmed(5), released('withdrawn', { released: 7 })];
    expect(rowsAfter(requirementRows, ...lights(...history))).toMatchObject([{ pledged: 5, delivered: 5 }, {}]);
  });
  it('counts nothing that was never accepted', () => {
    const history = [...open, made(), released('withdrawn', { accepted: false })];
    expect(rowsAfter(requirementRows, ...lights(...history))).toMatchObject([{ pledged: 0 }, { pledged: 0 }]);
  });
  it('is what was revised, and leaves other projects alone', () => {
    const history = [
      ...of('walls', proposed),
      ...lights(proposed, happened('ProjectRevised', { ...plan, requirements: [hours] })),
    ];
    const shown = rowsAfter(requirementRows, ...history).map(({ projectId, requirementId, place }) => [
      projectId,
      requirementId,
      place,
    ]);
    expect(shown).toEqual([
      ['walls', 'lamps', 0],
      ['walls', 'hours', 1],
      ['lights', 'hours', 0],
    ]);
  });
});

describe('What nobody has promised', () => {
  const without = (...events: readonly ProjectEvent[]) =>
    rowsAfter(requirementRows, ...lights(...events))
      .filter(({ withoutTaker }) => withoutTaker)
      .map(({ requirementId }) => requirementId);
  it('is looked for from the approval to the end', () => {
    expect(without(proposed, submitted)).toEqual([]);
    expect(without(...open)).toEqual(['lamps', 'hours']);
    expect(without(...open, made())).toEqual(['lamps', 'hours']);
    expect(without(...open, made(), accepted, started)).toEqual(['hours']);
    expect(without(...open, made(), accepted, released('lapsed'))).toEqual(['lamps', 'hours']);
    expect(without(...open, cancelled)).toEqual([]);
  });
});

describe('What was promised', () => {
  it('is shown from the pledge on', () =>
    expect(rowsAfter(pledgeRows, ...lights(...open, made({ resourceId: 'r1' })))).toEqual([
      {
        projectId: 'lights',
        pledgeId: 'p1',
        allianceId,
        requirementId: 'lamps',
        unitId: 'school',
        resourceId: 'r1',
        until: null,
        lapsesAt: null,
        reallocatedFrom: null,
        quantity: 12,
        reported: 0,
        delivered: 0,
        status: 'made',
        cause: null,
        madeAt: at,
        revision: 3,
      },
    ]));
  it.each<readonly [object, readonly ProjectEvent[]]>([
    [{ status: 'accepted', cause: null, resourceId: null, until: null, lapsesAt: null, revision: 4 }, [accepted]],
    [{ status: 'accepted', reported: 9, delivered: 5 }, [accepted, reported(5), confirmed(5), reported(4, 'd2')]],
    [{ status: 'declined', cause: 'not-enough' }, [pledgeDeclined('not-enough')]],
    [
      { status: 'released', cause: 'unit-left', delivered: 5 },
      [accepted, reported(5), confirmed(5), released('unit-left')],
    ],
    [{ status: 'kept', cause: null, delivered: 12, revision: 7 }, [accepted, reported(12), confirmed(12), kept]],
  ])('becomes %j', (shown, history) =>
    expect(rowsAfter(pledgeRows, ...lights(...open, made(), ...history))).toMatchObject([shown]),
  );
  it('of two projects never mixes, also under one id', () => {
    const history = [...lights(...open, made(), accepted), ...of('walls', ...open, made())];
    expect(rowsAfter(pledgeRows, ...history)).toMatchObject([{ status: 'accepted' }, { status: 'made' }]);
  });
});

describe('What was delivered', () => {
  it('is shown with its evidence, and whether it was confirmed', () => {
    const history = [
      proposed,
      submitted,
      approved,
      made(),
      accepted,
      reported(5),
      reported(4, 'd2'),
      confirmed(4, 'd2'),
    ];
    const delivery = { projectId: 'lights', allianceId, pledgeId: 'p1', evidence, reportedAt: at };
    expect(rowsAfter(deliveryRows, ...lights(...history))).toEqual([
      { ...delivery, deliveryId: 'd1', quantity: 5, status: 'reported', revision: 5 },
      { ...delivery, deliveryId: 'd2', quantity: 4, status: 'confirmed', revision: 7 },
    ]);
  });
});

describe('A reversed delivery', () => {
  const arrived = [...open, made(), accepted, reported(12), confirmed(12), kept];
  it('counts no more, and its pledge is open again', () => {
    const events = lights(...arrived, reversed(12, true));
    expect(rowsAfter(deliveryRows, ...events)).toMatchObject([{ status: 'reversed', revision: 8 }]);
    expect(rowsAfter(pledgeRows, ...events)).toMatchObject([
      { status: 'accepted', reported: 0, delivered: 0, revision: 8 },
    ]);
    expect(rowsAfter(requirementRows, ...events)[0]).toMatchObject({ pledged: 12, delivered: 0 });
    expect(rowsAfter(projectRows, ...events)).toMatchObject([{ revision: 8 }]);
  });
  it('that was not confirmed changes only what was reported', () => {
    const events = lights(...open, made(), accepted, reported(5), reversed(5, false));
    expect(rowsAfter(pledgeRows, ...events)).toMatchObject([{ status: 'accepted', reported: 0, delivered: 0 }]);
    expect(rowsAfter(requirementRows, ...events)[0]).toMatchObject({ pledged: 12, delivered: 0 });
  });
  it('leaves a pledge released that was released, and says why it was first', () => {
    const gone = [...open, made(), accepted, reported(5), confirmed(5), released('withdrawn', { released: 7 })];
    const events = lights(...gone, reversed(5, true), released('delivery-reversed', { released: 5 }));
    expect(rowsAfter(pledgeRows, ...events)).toMatchObject([{ status: 'released', cause: 'withdrawn', delivered: 0 }]);
    expect(rowsAfter(requirementRows, ...events)[0]).toMatchObject({ pledged: 0, delivered: 0 });
  });
  it('says so where nothing can come any more', () => {
    const events = lights(...arrived, reversed(12, true), released('delivery-reversed'));
    expect(rowsAfter(pledgeRows, ...events)).toMatchObject([{ status: 'released', cause: 'delivery-reversed' }]);
  });
});
