import { derivedId } from '#event-sourcing';
import { rowsAfter, spec } from '#event-sourcing/testing';
import { deadlineRows } from '#nest-event-sourcing';
import {
  by,
  cancelled,
  completed,
  evaluated,
  evaluationOver,
  evidence,
  open,
  started,
} from '../../test/project-history.js';
import { closeEvaluation, evaluationCloses } from './close-evaluation.js';
import { evaluateProject } from './evaluate-project.js';
import { happened, type ProjectEvent } from './events.js';
import { evaluationRows, progressRows } from './progress-rows.js';
import { projectRows } from './project-rows.js';
import { reportProgress } from './report-progress.js';

const done = [...open, started, completed];
const of = (events: readonly ProjectEvent[]) => events.map((event) => ({ ...event, subjectId: 's1' }));
const ids = { commandId: '00000000-0000-4000-8000-000000000001' };

describe('Evaluating a project', () => {
  const given = (...history: readonly ProjectEvent[]) => spec(evaluateProject).given(history);
  const asked = { evaluationId: 'e1', voice: 'unit', score: 4, words: 'Bright' } as const;
  it('is done by each unit once, also by the receiver', () => {
    given(...done).when(asked, by('school')).then(evaluated(4)); // prettier-ignore
    given(...done, evaluated(4))
      .when({ ...asked, evaluationId: 'e2', score: 2 }, by('residents'))
      .then(evaluated(2, { evaluationId: 'e2', unitId: 'residents' }));
    given(...done, evaluated(4))
      .when({ ...asked, evaluationId: 'e2' }, by('school'))
      .refused('unit-has-evaluated');
  });
  it('passes on what those say whom the unit serves, each of them, without a name', () => {
    const resident = { voice: 'beneficiary', score: 5 } as const;
    const said = (evaluationId: string) => evaluated(5, { evaluationId, voice: 'beneficiary', sealed: { plain: {} } });
    given(...done, evaluated(4)).when(resident, by('school')).then(said(derivedId(ids, 'evaluation'))); // prettier-ignore
    given(...done, said('e3'))
      .when({ ...resident, evaluationId: 'e4' }, by('school'))
      .then(said('e4'));
    given(...done, said('e3')).when(asked, by('school')).then(evaluated(4)); // prettier-ignore
  });
  it('twice is one evaluation, and another under its id is refused', () => {
    for (const more of [[], [evaluationOver(1, 4)]]) {
      given(...done, evaluated(4), ...more).when(asked, by('school')).nothing(); // prettier-ignore
      given(...done, evaluated(4), ...more).when({ ...asked, score: 5 }, by('school')).refused('evaluation-id-taken'); // prettier-ignore
    }
    given(...done, evaluated(4)).when(asked, by('bank')).refused('evaluation-id-taken'); // prettier-ignore
    given(...done, evaluated(4)).when({ ...asked, voice: 'beneficiary' }, by('school')).refused('evaluation-id-taken'); // prettier-ignore
  });
  it('is refused before the completion, and when its time is over', () => {
    given(...open, started).when(asked, by('school')).refused('project-not-completed'); // prettier-ignore
    given(...open, cancelled).when(asked, by('school')).refused('project-not-completed'); // prettier-ignore
    given(...done, evaluationOver(0, 0)).when(asked, by('school')).refused('evaluation-closed'); // prettier-ignore
    given().when(asked, by('school')).refused('project-not-found');
  });
});

describe('The time to evaluate', () => {
  const given = (...history: readonly ProjectEvent[]) => spec(closeEvaluation).given(history);
  const clock = { actor: { kind: 'clock' } };
  it('is over with what was said', () => {
    given(...done, evaluated(4), evaluated(5, { evaluationId: 'e2', unitId: 'bank' })).when({}, clock).then(evaluationOver(2, 9)); // prettier-ignore
    given(...done).when({}, clock).then(evaluationOver(0, 0)); // prettier-ignore
  });
  it('is over once', () => {
    given(...done, evaluationOver(0, 0)).when({}, clock).nothing(); // prettier-ignore
    given(...done, evaluated(4), evaluationOver(1, 4)).when({}, clock).nothing(); // prettier-ignore
    given(...open).when({}, clock).nothing(); // prettier-ignore
    given().when({}, clock).refused('project-not-found');
  });
  it('is thirty days', () => {
    const issue = { at: '2026-01-01T08:00:00.000Z', correlationId: 'c1', tenantId: 't1' } as never;
    const rows = (...events: readonly ProjectEvent[]) =>
      rowsAfter(deadlineRows([evaluationCloses]), ...of(events).map((event) => ({ ...event, issue })));
    expect(rows(completed)).toMatchObject([{ dueAt: '2026-01-31T08:00:00.000Z' }]);
    expect(rows(completed, evaluationOver(0, 0))).toMatchObject([{ dueAt: null }]);
  });
  it('leaves a project evaluated, if anybody did', () => {
    const after = (...more: readonly ProjectEvent[]) => rowsAfter(projectRows, ...of([...done, ...more]));
    expect(after(evaluated(4))).toMatchObject([{ stage: 'completed', evaluations: 1, scores: 4 }]);
    const closed = after(evaluated(4), evaluationOver(1, 4));
    expect(closed).toMatchObject([{ stage: 'evaluated', evaluationClosed: true, revision: 6 }]);
    expect(after(evaluationOver(0, 0))).toMatchObject([{ stage: 'completed', evaluationClosed: true }]);
    expect(rowsAfter(evaluationRows, ...of([...done, evaluated(4)]))).toMatchObject([{ unitId: 'school', score: 4 }]);
  });
});

describe('Reporting progress', () => {
  const given = (...history: readonly ProjectEvent[]) => spec(reportProgress).given(history);
  const asked = { reportId: 'r1', words: 'Half of the lamps', percent: 50, evidence };
  const report = happened('ProgressReported', {
    ...{ reportId: 'r1', percent: 50, evidence },
    sealed: { plain: { words: 'Half of the lamps' } },
  });
  it('says how far the work has come', () => {
    given(...open, started).when(asked, by('residents')).then(report); // prettier-ignore
    const sealed = { plain: { words: 'Slowly' } };
    given(...open, started)
      .when({ words: 'Slowly' }, by('residents'))
      .then(happened('ProgressReported', { reportId: derivedId(ids, 'report'), sealed }));
  });
  it('twice is one report, and another under its id is refused', () => {
    const after = given(...open, started, report);
    after.when(asked, by('residents')).nothing();
    after.when({ ...asked, percent: 60 }, by('residents')).refused('report-id-taken');
    after.when({ ...asked, evidence: { ...evidence, reference: '8' } }, by('residents')).refused('report-id-taken');
    after.when(asked, by('bank')).refused('report-id-taken');
  });
  it('is refused to others, and when no work is under way', () => {
    given(...open, started).when(asked, by('bank')).refused('project-not-yours'); // prettier-ignore
    given(...open).when(asked, by('residents')).refused('project-not-underway'); // prettier-ignore
    given(...done).when(asked, by('residents')).refused('project-not-underway'); // prettier-ignore
    given().when(asked, by('residents')).refused('project-not-found');
  });
  it('is shown with the project', () => {
    const events = of([...open, started, report]);
    expect(rowsAfter(projectRows, ...events)).toMatchObject([{ percent: 50, revision: 4 }]);
    expect(rowsAfter(progressRows, ...events)).toMatchObject([{ reportId: 'r1', percent: 50, evidence }]);
  });
});
