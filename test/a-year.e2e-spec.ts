import { applyChange, changesOf, fold, type Recorded } from '#event-sourcing';
import { rebuild } from '#nest-event-sourcing';
import { operations } from '../src/access/operations.js';
import { projection } from '../src/contexts.js';
import { roleOf } from '../src/platform/migrate.js';
import { ownerOptions } from '../src/platform/owner-options.js';
import { wrongfulActs } from './a-year/acted-rightly.js';
import { allianceLife, dayOf, founding } from './a-year/alliance-life.js';
import { committeeLife } from './a-year/committee-life.js';
import { disorderIn } from './a-year/log-in-order.js';
import { leftOpen, unevenAllocations, untrueRows } from './a-year/nothing-open.js';
import { projectsLife } from './a-year/projects-life.js';
import { Promises } from './a-year/promised-and-kept.js';
import { resourcesLife } from './a-year/resources-life.js';
import { Sharing } from './a-year/shared-fairly.js';
import { Committee } from './a-year/voted-rightly.js';
import { Year } from './a-year/year.js';
import { startApp, type TestApp } from './app.js';
import { unexplained } from './explained.js';
import { allFolds, toldOf } from './folds/all.js';
import { byWayOfSnapshot } from './folds/by-way-of-snapshot.js';
import { logCan } from './log-place.js';
import { rowsOf, steady } from './rows.js';

// A year in the life of an alliance: what chance does with it is told by the seed, and whatever it does, what must hold
// holds. By hand: SEED=7 MONTHS=24 npm test -- a-year; with EVERY=1 the explanation of every single figure, not of some

const seed = process.env['SEED'] ?? '1';
const months = Number(process.env['MONTHS'] ?? 12);
const begins = '2026-01-05T01:00:00.000Z';
const rare_max = 8;
const hours_ms_max = 60_000 + months * 30_000;

let app: TestApp;
let year: Year;
let events: readonly Recorded[];
const told = { committee: new Committee(), sharing: new Sharing(), promises: new Promises() };

/** Every working day has an afternoon, when committees meet; the first of a week has a morning, too. */
const hours = Array.from({ length: Math.round(months * 30.42) }, (_, n) => dayOf(begins, n + 1)).flatMap((day) => {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 0 || weekday === 6) return [];
  return weekday === 1 ? [`${day}T01:00:00.000Z`, `${day}T07:00:00.000Z`] : [`${day}T07:00:00.000Z`];
});

beforeAll(async () => {
  app = await startApp();
  year = await Year.of(app, seed);
  await year.at(begins, () => founding(year));
  const plan = () => [allianceLife, committeeLife, projectsLife, resourcesLife].flatMap((life) => life(year));
  for (const hour of hours) await year.at(hour, plan);
  ({ events } = year.world);
  for (const event of events) for (const each of Object.values(told)) each.learn(event);
}, hours_ms_max);
afterAll(() => app.close());

/** Answers that find nothing left to do, because somebody else was quicker: each of them leaves things as they should be. */
const overtaken = new Set([
  // The chair answers an application while a motion about it is voted on; so does another motion about the same project.
  'alliances/on-motion-decided AdmitUnit nothing',
  'alliances/on-motion-decided AdmitUnit no-application-pending',
  'alliances/on-motion-decided AdmitUnit organisation-on-roll',
  'alliances/on-motion-decided DeclineApplication nothing',
  'alliances/on-motion-decided DeclineApplication no-application-pending',
  'alliances/on-motion-decided AmendCharter nothing',
  'alliances/on-unit-admitted DeclineApplication nothing',
  ...['ApproveProject', 'DeclineProject', 'DeferProject'].flatMap((command) => [
    `projects/on-motion-decided ${command} nothing`,
    `projects/on-motion-decided ${command} project-not-awaiting-decision`,
  ]),
  // A meeting begins, or another fact draws the same minutes; an officer closes a vote.
  'committee/on-meeting-convened AddToAgenda nothing',
  'committee/on-matter-due AddToAgenda nothing',
  'committee/on-meeting-closed DraftMinutes nothing',
  'committee/on-sitting-over CloseVoting nothing',
  'committee/on-unit-left ReturnAction nothing',
  // What a project ended ends with it, also a milestone; and what a unit that left had is ended from several sides.
  'projects/milestone-is-missed MissMilestone nothing',
  'projects/on-allocation SettlePledge nothing',
  'projects/on-resource-withdrawn ReleasePledges nothing',
  'projects/on-unit-left ReleasePledges nothing',
  'projects/on-unit-left MarkReceiverLeft nothing',
  'resources/on-pledge ReleaseAllocation nothing',
  'resources/on-unit-left CancelBooking booking-over',
  'resources/on-unit-left CancelBooking nothing',
  'resources/on-unit-left WithdrawResource nothing',
]);

/** The commands of which something came. */
const issued = () => new Set(events.map(({ issue }) => issue.command));

describe(`A year in the life, by the seed ${seed}`, () => {
  it('is one of thousands of acts, of every kind that there is', () => {
    expect(year.acts).toBeGreaterThan(250 * months);
    const contexts = ['alliances', 'resources', 'projects', 'committee'];
    const commands = [...operations.values()].filter(
      ({ kind, context }) => kind === 'acts' && contexts.includes(context),
    );
    const never = commands.filter(({ name }) => !issued().has(name));
    if (months >= 12) expect(never.length > rare_max ? never : []).toEqual([]); // what is rare does not happen every year
  });

  it('left a log without gaps, in which everything has its cause before it', () =>
    expect(disorderIn(events, logCan.numberByPosition)).toEqual([]));
  it('was of those who may: under a mandate in force, for a unit on the roll', () => expect(wrongfulActs(events)).toEqual([])); // prettier-ignore

  it('had votes that the ballots decide, one of each unit that has one, and meetings with their quorum', () => {
    expect(told.committee.wrong).toEqual([]);
    expect(told.committee.counts.decided).toBeGreaterThan(months * 2);
    expect(told.committee.counts.replaced).toBeGreaterThan(0);
  });

  it('never used more of a resource than there is, in no hour, nor outside of its times, nor beyond a quota', () => {
    expect(told.sharing.wrong).toEqual([]);
    expect(told.sharing.counts.fullest).toBe(1); // to the last seat
    expect(told.sharing.counts.promoted).toBeGreaterThan(0);
    expect(told.sharing.counts.series).toBeGreaterThan(0);
    expect(told.sharing.counts.quotas).toBeGreaterThan(0);
  });

  it('took no more than was asked for, counted no more than came, and spent no more than there was', () => {
    expect(told.promises.wrong).toEqual([]);
    expect(told.promises.counts.accepted).toBeGreaterThan(months);
    expect(told.promises.counts.funds).toBeGreaterThan(months);
  });

  it('left nothing open that belongs to what is over, or to whoever is gone', async () => {
    expect(await leftOpen(events, app.database, told)).toEqual([]);
    expect(unevenAllocations(told)).toEqual([]);
  });

  it('explains every figure by events that add up to it', async () => {
    const { allianceId } = (await app.database.query('SELECT "allianceId" FROM views_v1.alliance'))[0];
    const path = `/v1/alliances/${allianceId}`;
    const { looked, wrong, events: told } = await unexplained(app.operator, path, year.now, Number(process.env['EVERY'] ?? 40));
    expect(wrong).toEqual([]);
    expect(told).toBeGreaterThan(100);
    const most = ['units', 'resources', 'results', 'weeks', 'gave', 'lent', 'borrowed', 'shared', 'sittings', 'ballots'];
    expect(most.filter((field) => !(field in looked))).toEqual([]);
  }, hours_ms_max); // prettier-ignore

  it('kept every deadline in time', async () => {
    const late = await app.database.query(
      `SELECT name, "subjectId", key, "dueAt" FROM views_v1.deadline WHERE "dueAt" <= $1 AND NOT EXISTS
        (SELECT FROM engine.refused_answer r WHERE r.command_id = deadline."commandId"::uuid)`,
      [year.now],
    );
    expect(late).toEqual([]);
    const kept = events.filter(({ issue }) => issue.actor.kind === 'clock');
    expect(kept.length).toBeGreaterThan(months * 5);
  });

  it('has no reaction that was refused unexpectedly', async () => {
    const refused = await app.database.query(
      'SELECT answerer, command, code, count(*)::int AS n FROM engine.refused_answer GROUP BY 1, 2, 3 ORDER BY 1, 2, 3',
    );
    const unexpected = refused.filter(({ answerer, command, code }: any) => !overtaken.has(`${answerer} ${command} ${code}`)); // prettier-ignore
    expect(unexpected).toEqual([]);
  });

  it('comes to the same states where half of a stream is in a snapshot', async () => {
    const folds = [...(await allFolds()).values()];
    const streams = new Map<string, Recorded[]>();
    for (const event of events) streams.set(event.streamId, [...(streams.get(event.streamId) ?? []), event]);
    for (const [streamId, history] of streams)
      for (const of of folds.filter(({ category }) => streamId.startsWith(`${category}-`)))
        expect(toldOf(await byWayOfSnapshot(of, history, history.length >> 1))).toBe(toldOf(fold(of, history)));
  });

  it('is shown by every row as the log tells of it', async () =>
    expect(await untrueRows(app.database, told)).toEqual([]));

  it('is shown the same by read models that are folded in memory, or rebuilt', async () => {
    const live = () => rowsOf((text) => app.database.query(text), projection);
    const before = await live();
    expect(before).toEqual(folded());
    const owner = ownerOptions(app.ownerUrl);
    await rebuild(app.log, owner, projection, await roleOf(app.databaseUrl));
    expect(await live()).toEqual(before);
  });
});

const folded = (): Readonly<Record<string, readonly string[]>> => {
  const found: Record<string, readonly string[]> = {};
  for (const model of projection.models) {
    const rows = new Map<string, object>();
    for (const each of changesOf(model, events)) applyChange(model, rows, each);
    const { tableName, columns } = app.database.getMetadata(model.row);
    const stored = (row: any) => Object.fromEntries(columns.map(({ propertyName, databaseName }) => [databaseName, row[propertyName]])); // prettier-ignore
    found[tableName] = [...rows.values()].map((row) => steady(stored(row))).sort();
  }
  return found;
};
