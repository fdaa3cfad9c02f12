import type { Recorded } from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { operations } from '../src/access/operations.js';
import { formats } from '../src/contexts.js';
import { idPattern, isInstant } from '../src/platform/fields.js';
import { tellAWholeStory } from './a-whole-story.js';
import { startApp, type TestApp } from './app.js';
import { logCan } from './log-place.js';
import { wholeLog } from './whole-log.js';

let app: TestApp;
let story: Awaited<ReturnType<typeof tellAWholeStory>>;
let events: readonly Recorded[];
let positions: readonly number[];
let byId: ReadonlyMap<string, Recorded>;

beforeAll(async () => {
  app = await startApp();
  story = await tellAWholeStory(app);
  const all = await wholeLog(app.log);
  positions = all.map(({ position }) => position);
  events = all.filter(({ streamId }) => !streamId.startsWith('key-')); // in a test no command asks for them
  byId = new Map(events.map((event) => [event.id, event]));
});
afterAll(() => app.close());

const actorOf = ({ issue }: Recorded): any => issue.actor;
const by = (kind: string) => events.filter((event) => actorOf(event).kind === kind);

it('Nearly everything happens in the story', () => {
  const told = new Set(events.map(({ type }) => type));
  expect([...told].filter((type) => !formats.types.includes(type))).toEqual([]);
  expect(told.size).toBeGreaterThan(48);
});

it('Every event carries its alliance, its command with a hash, what it belongs to, and two instants', () => {
  const moved_ms = Date.parse(app.clock.now()) - Date.now() + 1; // the story moves time, the log does not
  for (const { issue, recordedAt, type } of events) {
    expect(issue).toEqual({
      commandId: expect.stringMatching(idPattern),
      command: expect.any(String),
      requestHash: expect.stringMatching(/^[\w-]{43}$/),
      correlationId: expect.stringMatching(idPattern),
      ...(issue.causationId !== undefined && { causationId: expect.stringMatching(idPattern) }),
      tenantId: story.alliance.id,
      actor: expect.any(Object),
      at: expect.stringMatching(/Z$/),
    });
    expect([type, [...operations.keys()]]).toEqual([type, expect.arrayContaining([issue.command])]);
    expect([isInstant(issue.at), isInstant(recordedAt)]).toEqual([true, true]);
    expect(Date.parse(issue.at)).toBeLessThanOrEqual(Date.parse(recordedAt) + moved_ms);
  }
});

it('Positions are in order, without gaps where the log has none, revisions too, and no event was recorded before the one before it', () => {
  if (logCan.numberByPosition) expect(positions).toEqual(positions.map((_, n) => n + 1));
  else expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
  const revisions = new Map<string, number>();
  for (const { streamId, revision } of events) {
    expect(revision).toBe((revisions.get(streamId) ?? -1) + 1);
    revisions.set(streamId, revision);
  }
  const recorded = events.map(({ recordedAt }) => recordedAt);
  expect(recorded).toEqual([...recorded].sort());
});

it('Who acted for a unit is named with person, unit, client and mandate, and in which office', () => {
  const mandates = new Map<string, any>();
  for (const event of events) {
    if (event.type === 'MandateGiven') mandates.set((event.data as any).mandateId, event);
    const actor = actorOf(event);
    if (actor.kind !== 'representative') continue;
    expect(Object.keys(actor).filter((key) => key !== 'office').sort()).toEqual(['clientId', 'kind', 'mandateId', 'personId', 'unitId']); // prettier-ignore
    const given = mandates.get(actor.mandateId);
    expect([given.subjectId, given.data.personId]).toEqual([actor.unitId, actor.personId]);
  }
  const { unitId } = story.alliance.unit('residents');
  const offices = new Set(by('representative').filter((event) => actorOf(event).unitId === unitId).map((event) => actorOf(event).office)); // prettier-ignore
  expect([...offices]).toEqual(['chair']);
  expect(by('representative').length).toBeGreaterThan(40);
});

it('An applicant and the operator are named as what they are', () => {
  expect(new Set(by('applicant').map(({ issue }) => issue.command))).toEqual(new Set(['ApplyForMembership']));
  for (const event of by('applicant')) expect(Object.keys(actorOf(event)).sort()).toEqual(['clientId', 'kind', 'personId', 'unitId']); // prettier-ignore
  for (const event of by('operator')) expect(Object.keys(actorOf(event)).sort()).toEqual(['clientId', 'kind']);
  expect(by('operator').map(({ type }) => type)).toContain('AllianceFounded');
});

it('A reaction names the event that it answers as its cause, keeps its correlation and acts at its instant', () => {
  expect(by('reaction').length).toBeGreaterThan(15);
  for (const event of by('reaction')) {
    const { issue, position } = event;
    const cause = byId.get(issue.causationId!)!;
    expect(actorOf(event)).toEqual({ kind: 'reaction', name: expect.stringMatching(/^\w+\/on-[\w-]+$/), eventId: cause.id }); // prettier-ignore
    expect(cause.position).toBeLessThan(position);
    expect([issue.correlationId, issue.at, issue.tenantId]).toEqual([cause.issue.correlationId, cause.issue.at, cause.issue.tenantId]); // prettier-ignore
  }
});

it('What a request set off is found by its correlation, over several reactions', () => {
  const left = events.find(({ type }) => type === 'UnitLeft')!;
  const chain = events.filter(({ issue }) => issue.correlationId === left.issue.correlationId).map(({ type }) => type);
  expect(chain[0]).toBe('UnitLeft');
  expect(chain).toEqual(expect.arrayContaining(['ResourceWithdrawn', 'PledgeReleased']));
});

it('The clock names the deadline that it keeps, and the event that set it', () => {
  const kept = by('clock');
  const types = kept.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['QuorumMissed', 'MeetingMissed', 'DecisionReviewDue']));
  for (const event of kept) {
    const set: any = byId.get(event.issue.causationId!)!;
    const { kind, due } = actorOf(event);
    expect([kind, Object.values(set.data)]).toEqual(['clock', expect.arrayContaining([due])]);
    expect(event.issue.at >= due).toBe(true);
    expect(event.issue.correlationId).toBe(set.issue.correlationId);
  }
});

it('Without a mandate in force nothing is recorded, whatever else is right', async () => {
  const { alliance } = story;
  const { unitId } = alliance.unit('school');
  const stranger = await app.clientOf(alliance.id, unitId, randomUUID());
  const head = await app.log.head();
  await stranger.refused('motions', { title: { en: 'A matter' }, about: { kind: 'other' } }, 403, 'no-mandate');
  expect(await app.log.head()).toBe(head);
});
