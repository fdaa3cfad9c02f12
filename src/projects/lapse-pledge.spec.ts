import { rowsAfter, spec } from '#event-sourcing/testing';
import { deadlineRows } from '#nest-event-sourcing';
import {
  accepted,
  confirmed,
  kept,
  made,
  open,
  pledgeDeclined,
  released,
  reported,
  reversed,
} from '../../test/project-history.js';
import type { ProjectEvent } from './events.js';
import { lapsePledge, pledgeLapses } from './lapse-pledge.js';

const { given } = spec(lapsePledge);
const lapsesAt = '2026-06-30T16:00:00.000Z';
const p1 = { deadlineKey: 'p1' };
const due = { actor: { kind: 'clock', due: lapsesAt }, at: lapsesAt };
const history = [...open, made({ lapsesAt }), accepted];

describe('A pledge', () => {
  it('is released when its day is over', () => given(history).when(p1, due).then(released('lapsed')));
  it('is released, too, when nobody has accepted it, and with the resource that it waits for', () =>
    given([...open, made({ lapsesAt, resourceId: 'r1' })])
      .when(p1, due)
      .then(released('lapsed', { accepted: false, resourceId: 'r1' })));
  it('keeps what has been confirmed of it', () =>
    given([...history, reported(5), confirmed(5)])
      .when(p1, due)
      .then(released('lapsed', { released: 7 })));
  it('stands as long as a delivery waits for the receiver', () =>
    given([...history, reported(5)])
      .when(p1, due)
      .nothing());
  it('stands until its day is over', () =>
    given(history)
      .when(p1, { ...due, at: '2026-06-30T15:59:59.999Z' })
      .nothing());
  it('stands for ever without a day', () =>
    given([...open, made(), accepted])
      .when(p1, due)
      .nothing());
  it.each([
    ['released', [released('withdrawn')]],
    ['kept', [reported(12), confirmed(12), kept]],
  ])('that has been %s stays as it is', (_, more) =>
    given([...history, ...more])
      .when(p1, due)
      .nothing(),
  );
  it('that nobody made does not lapse', () => given(open).when(p1, due).nothing());
  it('of a project nobody proposed does not lapse', () => given([]).when(p1, due).refused('project-not-found'));
});

describe('Its clock', () => {
  /** Until when each pledge stands, as the clock knows it. */
  const after = (...events: readonly ProjectEvent[]) =>
    rowsAfter(deadlineRows([pledgeLapses]), ...events.map((event) => ({ ...event, subjectId: 's1' }))).map(
      ({ key, dueAt }) => [key, dueAt],
    );
  const [runs, rests] = [[['p1', lapsesAt]], [['p1', null]]];
  it('runs from the promise on, for each pledge', () => {
    const other = '2026-07-31T16:00:00.000Z';
    expect(after(...history, made({ pledgeId: 'p2', lapsesAt: other }))).toEqual([...runs, ['p2', other]]);
    expect(after(...open, made())).toEqual(rests);
  });
  it('rests while a delivery waits for the receiver', () => {
    const waits = [...history, reported(5)];
    expect(after(...waits)).toEqual(rests);
    expect(after(...waits, confirmed(5, 'd1', { lapsesAt }))).toEqual(runs);
    expect(after(...waits, confirmed(5))).toEqual(rests);
    expect(after(...waits, reversed(5, false, 'd1', { lapsesAt }))).toEqual(runs);
    expect(after(...waits, reversed(5, true))).toEqual(rests);
  });
  it('stops at the end of the pledge', () => {
    for (const end of [kept, released('withdrawn'), pledgeDeclined('receiver')])
      expect(after(...history, end)).toEqual(rests);
  });
});
