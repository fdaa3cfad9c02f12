import { applyChange, changesOf, fold, streamIdOf, type Event, type Recorded } from '#event-sourcing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formats, projection, streams } from '../src/contexts.js';

// One file for every version of every event that was ever written: what is stored once can be read for ever.

const folder = join(import.meta.dirname, 'golden');
const name = /^(?<type>[A-Z][A-Za-z]+)\.v(?<version>[1-9]\d*)(\.[a-z-]+)?\.json$/;
/** `after`: the events that must have happened before, as their own golden files tell them. */
type Golden = Readonly<{ file: string; type: string; version: number; data: any; after?: readonly string[] }>;

const files = readdirSync(folder).sort();
const golden: readonly Golden[] = files.map((file) => ({
  file,
  ...JSON.parse(readFileSync(join(folder, file), 'utf8')),
}));
/** How an event is told today; nothing where its file is missing, which a test of its own says. */
const newest = (type: string): any =>
  golden.find((each) => each.type === type && each.version === formats.versionOf(type))?.data ?? {};

it('Each file is named for the event that it holds', () => {
  const named = files.map((file) => name.exec(file)?.groups ?? {});
  expect(golden.map(({ type, version }) => ({ type, version }))).toEqual(
    named.map(({ type, version }) => ({ type, version: Number(version) })),
  );
  expect(golden.filter(({ data }) => typeof data !== 'object')).toEqual([]);
});

it('Every version of every event has one, and there is none of an event that is not', () => {
  const versions = formats.types.flatMap((type) =>
    Array.from({ length: formats.versionOf(type) }, (_, n) => `${type}.v${n + 1}`),
  );
  expect([...new Set(golden.map(({ type, version }) => `${type}.v${version}`))].sort()).toEqual(versions.sort());
});

/** In which nothing can be changed without a throw. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

const subjectId = '11111111-1111-4111-8111-111111111111';
const someId = '22222222-2222-4222-8222-222222222222';
const tenantId = '33333333-3333-4333-8333-333333333333';
type Told = readonly [subject: string, type: string, data: object];

/** What must have happened before an event, so that it tells of what is there. */
const before = (type: string, data: any, after?: readonly string[]): readonly Told[] => {
  const of = (kind: string, changed: object = {}, subject = subjectId): Told => [subject, kind, { ...newest(kind), ...changed }]; // prettier-ignore
  /** These, of the same things as the event itself: with the ids that it names, too. */
  const alike = (...kinds: readonly string[]): readonly Told[] =>
    kinds.map((kind) => of(kind, Object.fromEntries(Object.entries(data).filter(([field]) => field.endsWith('Id') && field in newest(kind))))); // prettier-ignore
  if (after) return alike(...after);
  const { unitId = someId, pledgeId = someId, requirementId = someId, deliveryId = someId, mandateId = someId } = data;
  const founded = (id: string, alliance: string) =>
    of('AllianceFounded', { units: [{ ...newest('AllianceFounded').units[0], unitId: id }] }, alliance);
  const alliance = [founded(unitId, tenantId), of('UnitFounded', {}, unitId)];
  const unit = [founded(subjectId, tenantId), of('UnitFounded')];
  const { currency, spendingId = someId } = data;
  const money = currency ? { kind: 'money', unitOfMeasure: currency } : {};
  const requirements = [{ ...newest('ProjectProposed').requirements[0], requirementId, ...money }];
  const pledge = { pledgeId, requirementId, quantity: 1_000_000, unitId };
  const project = [of('ProjectProposed', { requirements }), of('ProjectSubmitted')];
  const pledged = [...project, of('ProjectApproved'), of('PledgeMade', pledge)];
  const paid = { ...pledge, deliveryId: someId };
  const funded = [...pledged, of('PledgeAccepted', pledge), of('DeliveryReported', paid), of('DeliveryConfirmed', { ...paid, currency })]; // prettier-ignore
  const withMilestone = [...project, of('MilestoneSet', { milestoneId: data.milestoneId })];
  const voting = [of('MotionTabled'), of('VotingOpened')];
  const met = [of('MeetingConvened'), of('MeetingOpened'), of('MeetingClosed')];
  const histories: Readonly<Record<string, readonly Told[]>> = {
    AllianceFounded: [],
    AreaRenamed: [...alliance, of('AreaAdded', { areaId: data.areaId }, tenantId)],
    AreaClosed: [...alliance, of('AreaAdded', { areaId: data.areaId }, tenantId)],
    UnitFounded: unit.slice(0, 1),
    UnitApplied: [],
    MandateEnded: [...unit, of('MandateGiven', { mandateId, replaces: undefined })],
    MandateGiven: [...unit, ...(data.replaces ? [of('MandateGiven', { mandateId: data.replaces, replaces: undefined })] : [])], // prettier-ignore
    ApplicationDeclined: [of('UnitApplied')],
    AllocationReleased: [of('ResourceOffered'), of('ResourceAllocated', { ...data, quantity: data.quantity ?? 1 })],
    AllocationMoved: [of('ResourceOffered'), of('ResourceAllocated', { ...data, pledgeId: data.fromPledgeId })],
    ResourceResumed: [of('ResourceOffered'), of('ResourcePaused')],
    ResourceWithdrawn: [of('ResourceOffered'), ...[data.released ?? []].flat().filter((each) => typeof each === 'object').map((each: object) => of('ResourceAllocated', each)), ...[data.cancelled ?? []].flat().map((each: object) => of('BookingRequested', each))], // prettier-ignore
    ProjectProposed: [],
    PledgeMade: [...project, of('ProjectApproved')],
    PledgeAccepted: pledged,
    PledgeDeclined: pledged,
    PledgeReleased: [...pledged, ...(data.accepted ? [of('PledgeAccepted', pledge)] : [])],
    DeliveryReported: [...pledged, of('PledgeAccepted', pledge)],
    DeliveryConfirmed: [...pledged, of('PledgeAccepted', pledge), of('DeliveryReported', { ...pledge, deliveryId, quantity: data.quantity })], // prettier-ignore
    DeliveryReversed: [...pledged, of('PledgeAccepted', pledge), of('DeliveryReported', { ...pledge, deliveryId, quantity: data.quantity }), of('DeliveryConfirmed', { ...pledge, deliveryId, quantity: data.quantity, currency })], // prettier-ignore
    MilestoneReached: withMilestone,
    MilestoneMissed: withMilestone,
    MilestoneDropped: withMilestone,
    FundSpent: funded,
    SpendingReversed: [...funded, of('FundSpent', { spendingId, currency })],
    PledgeKept: [...pledged, of('PledgeAccepted', pledge)],
    MotionTabled: [],
    DecisionReviewDue: alike('MotionTabled', 'VotingOpened', 'MotionCarried'),
    DecisionReviewed: alike('MotionTabled', 'VotingOpened', 'MotionCarried'),
    HearingHeld: alike('MotionTabled', 'HearingCalled'),
    HearingCancelled: alike('MotionTabled', 'HearingCalled'),
    MinutesDrafted: met,
    MinutesCorrected: [...met, of('MinutesDrafted')],
    MinutesApproved: [...met, of('MinutesDrafted')],
  };
  if (histories[type]) return histories[type];
  const { category, evolve } = streamOf(type);
  if (category === 'resource' && data.bookingId && type !== 'BookingRequested')
    return [of('ResourceOffered'), of('BookingRequested', { bookingId: data.bookingId, unitId })];
  const begun: Readonly<Record<string, readonly Told[]>> = { alliance, unit, project, motion: voting };
  const [first] = Object.keys(evolve); // a fold begins with what begins its stream
  return begun[category] ?? (first && first !== type ? [of(first)] : []);
};

const streamOf = (type: string) => streams.find(({ evolve }) => type in evolve)!;

/** These events as a log would give them, with every undefined field left out. */
const recorded = (all: readonly Told[]): readonly Recorded[] => {
  const revisions = new Map<string, number>();
  return all.map(([subject, type, data], n) => {
    const streamId = streamIdOf(streamOf(type), subject);
    const revision = (revisions.get(streamId) ?? -1) + 1;
    revisions.set(streamId, revision);
    const issue = {
      ...{ commandId: someId, command: 'Something', requestHash: '', correlationId: someId, tenantId },
      ...{ actor: { kind: 'operator' }, at: '2026-01-01T00:00:00.000Z' },
    };
    return JSON.parse(
      JSON.stringify({
        ...{ id: `${someId.slice(0, -4)}${String(n).padStart(4, '0')}`, streamId, subjectId: subject, revision },
        ...{ position: n + 1, recordedAt: issue.at, version: formats.versionOf(type), issue, type, data },
      }),
    );
  });
};

describe.each(golden.map((each) => [each.file, each] as const))('%s', (_, { type, version, data, after }) => {
  const subject = streamOf(type).category === 'alliance' ? tenantId : subjectId;
  const today = formats.read({ ...recorded([[subject, type, data]])[0]!, version });
  const history = recorded([...before(type, today.data, after), [subject, type, today.data]]);

  it('is read in today’s format', () => {
    expect(today).toMatchObject({ type, version: formats.versionOf(type) });
    if (version === formats.versionOf(type)) expect(today.data).toEqual(data);
  });

  it('is not touched by its upcasters, and read alike each time', () => {
    const stored = frozen({ ...recorded([[subject, type, data]])[0]!, version });
    expect(formats.read(stored).data).toEqual(today.data);
  });

  it('is folded by its own stream', () => {
    const own = streamOf(type);
    const mine = history.filter(({ streamId }) => streamId === streamIdOf(own, subject));
    expect(mine.at(-1)?.type).toBe(type);
    expect(fold(own, mine as readonly Event[])).toBeDefined();
  });

  it('is shown by every read model that knows it', () => {
    for (const model of projection.models) {
      const rows = new Map<string, object>();
      for (const each of changesOf(model, history)) applyChange(model, rows, each);
      expect([...rows.values()].flatMap((row) => Object.values(row)).filter((value) => value === undefined)).toEqual(
        [],
      );
    }
  });
});
