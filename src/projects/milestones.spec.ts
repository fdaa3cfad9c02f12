import { derivedId } from '#event-sourcing';
import { rowsAfter, spec } from '#event-sourcing/testing';
import { deadlineRows } from '#nest-event-sourcing';
import {
  by,
  cancelled,
  completed,
  dropped,
  evidence,
  inShanghai,
  milestone,
  missed,
  open,
  proposed,
  reached,
  started,
} from '../../test/project-history.js';
import { dropMilestone } from './drop-milestone.js';
import { happened, type ProjectEvent } from './events.js';
import { milestoneRows } from './milestone-rows.js';
import { milestoneIsMissed, missMilestone } from './miss-milestone.js';
import { reachMilestone } from './reach-milestone.js';
import { milestones_max, setMilestone } from './set-milestone.js';

const m1 = { milestoneId: 'm1' };
const title = { en: 'Half of it' };
const over = [...open, started, milestone, completed];

describe('Setting a milestone', () => {
  const given = (...history: readonly ProjectEvent[]) => spec(setMilestone).given(history, { zone: [inShanghai] });
  const asked = { ...m1, title, due: '2026-06-30' };
  it('says what is to be reached, and by when', () => {
    given(...open)
      .when(asked, by('residents'))
      .then(milestone);
    given(proposed)
      .when({ title, due: asked.due }, by('residents'))
      .then(
        happened('MilestoneSet', {
          ...milestone.data,
          milestoneId: derivedId({ commandId: '00000000-0000-4000-8000-000000000001' }, 'milestone'),
        }),
      );
  });
  it('twice is one milestone, also when it is over, and another under its id is refused', () => {
    for (const more of [[], [missed], [reached], [dropped]]) {
      const done = given(...open, milestone, ...more);
      done.when(asked, { ...by('residents'), at: '2026-07-30T00:00:00.000Z' }).nothing();
      done.when({ ...asked, due: '2026-07-01' }, by('residents')).refused('milestone-id-taken');
      done.when({ ...asked, title: { en: 'All of it' } }, by('residents')).refused('milestone-id-taken');
      done.when(asked, by('bank')).refused('milestone-id-taken');
    }
  });
  it('is refused to others, at the end, for a day that is over, and for too many', () => {
    given(...open).when(asked, by('bank')).refused('project-not-yours'); // prettier-ignore
    given(...open, cancelled).when(asked, by('residents')).refused('project-over'); // prettier-ignore
    for (const due of ['2025-12-31', '2036-01-02'])
      given(...open).when({ ...asked, due }, by('residents')).refused('milestone-due-out-of-bounds'); // prettier-ignore
    const many = Array.from({ length: milestones_max }, (_, n) =>
      happened('MilestoneSet', { ...milestone.data, milestoneId: `n${n}` }),
    );
    given(...open, ...many).when(asked, by('residents')).refused('too-many-milestones'); // prettier-ignore
    given().when(asked, by('residents')).refused('project-not-found');
  });
});

describe('Reaching a milestone', () => {
  const given = (...history: readonly ProjectEvent[]) => spec(reachMilestone).given(history);
  it('is said by the receiver, with or without evidence, also late', () => {
    given(...open, milestone).when(m1, by('residents')).then(reached); // prettier-ignore
    given(...open, milestone, missed)
      .when({ ...m1, evidence }, by('residents'))
      .then(happened('MilestoneReached', { ...m1, evidence }));
  });
  it('twice changes nothing', () =>
    given(...open, milestone, reached)
      .when(m1, by('residents'))
      .nothing());
  it('is refused to others, when it was given up, and when the project is over', () => {
    given(...open, milestone).when(m1, by('bank')).refused('project-not-yours'); // prettier-ignore
    given(...open, milestone, dropped).when(m1, by('residents')).refused('milestone-over'); // prettier-ignore
    given(...over).when(m1, by('residents')).refused('project-over'); // prettier-ignore
    given(...open).when(m1, by('residents')).refused('milestone-not-found'); // prettier-ignore
    given().when(m1, by('residents')).refused('project-not-found');
  });
});

describe('Giving a milestone up', () => {
  const given = (...history: readonly ProjectEvent[]) => spec(dropMilestone).given(history);
  const why = { ...m1, reason: 'Too far' };
  it('is done with a reason, also late', () => {
    given(...open, milestone).when(why, by('residents')).then(dropped); // prettier-ignore
    given(...open, milestone, missed).when(why, by('residents')).then(dropped); // prettier-ignore
  });
  it('twice changes nothing', () =>
    given(...open, milestone, dropped)
      .when(why, by('residents'))
      .nothing());
  it('is refused to others, when it was reached, and when the project is over', () => {
    given(...open, milestone).when(why, by('bank')).refused('project-not-yours'); // prettier-ignore
    given(...open, milestone, reached).when(why, by('residents')).refused('milestone-over'); // prettier-ignore
    given(...over).when(why, by('residents')).refused('project-over'); // prettier-ignore
    given(...open).when(why, by('residents')).refused('milestone-not-found'); // prettier-ignore
    given().when(why, by('residents')).refused('project-not-found');
  });
});

describe('A milestone', () => {
  const at = '2026-06-30T16:00:00.000Z';
  const due = { actor: { kind: 'clock', due: at }, at };
  const given = (...history: readonly ProjectEvent[]) => spec(missMilestone).given(history);
  const asked = { deadlineKey: 'm1' };
  it('is missed when its day is over', () =>
    given(...open, milestone)
      .when(asked, due)
      .then(missed));
  it('is not missed before, nor when it was reached, dropped or missed, nor when the project is over', () => {
    given(...open, milestone).when(asked, { ...due, at: '2026-06-30T15:59:59.999Z' }).nothing(); // prettier-ignore
    for (const end of [reached, dropped, missed])
      given(...open, milestone, end)
        .when(asked, due)
        .nothing();
    given(...open, milestone, cancelled)
      .when(asked, due)
      .nothing();
    given(...open)
      .when(asked, due)
      .nothing();
    given().when(asked, due).refused('project-not-found');
  });
  it('has a clock of its own', () => {
    const after = (...events: readonly ProjectEvent[]) =>
      rowsAfter(deadlineRows([milestoneIsMissed]), ...events.map((event) => ({ ...event, subjectId: 's1' })));
    const other = happened('MilestoneSet', { ...milestone.data, milestoneId: 'm2' });
    expect(after(milestone, other)).toMatchObject([{ key: 'm1', dueAt: at }, { key: 'm2', dueAt: at }]); // prettier-ignore
    for (const end of [reached, dropped, missed]) expect(after(milestone, end)).toMatchObject([{ dueAt: null }]);
  });
  it('is shown as it stands', () => {
    const status = (...events: readonly ProjectEvent[]) =>
      rowsAfter(milestoneRows, ...[...open, milestone, ...events].map((event) => ({ ...event, subjectId: 's1' })));
    expect(status()).toMatchObject([{ status: 'set', title, due: '2026-06-30', overdueAt: at, revision: 3 }]);
    expect(status(missed)).toMatchObject([{ status: 'missed', revision: 4 }]);
    expect(status(reached)).toMatchObject([{ status: 'reached', reachedAt: expect.any(String) }]);
    expect(status(dropped)).toMatchObject([{ status: 'dropped' }]);
    expect(status(missed, cancelled)).toMatchObject([{ status: 'dropped', revision: 5 }]);
    expect(status(reached, cancelled)).toMatchObject([{ status: 'reached', revision: 4 }]);
  });
});
