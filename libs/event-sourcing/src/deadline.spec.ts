import { commandAt, deadline, untilsOf, type Kept } from './deadline.js';
import { decision, StreamCommand } from './decision.js';
import type { Event, Recorded } from './event.js';
import { stream } from './stream.js';

type Milk =
  | Event<'Bought', { bottle?: string; until: string }>
  | Event<'Emptied', { bottles: readonly string[] }>
  | Event<'Drunk', { bottle?: string }>
  | Event<'Smelt', {}>;

class ThrowAway extends StreamCommand {
  readonly deadlineKey?: string;
}
const fridge = stream<Milk, null>('fridge', () => null, {
  Bought: () => null,
  Drunk: () => null,
  Smelt: () => null,
  Emptied: () => null,
});
const throwAway = decision(ThrowAway, fridge, () => []);
const ofFridge = deadline<Milk>('kitchen/one', throwAway, {
  Bought: ({ data }) => data.until,
  Drunk: () => null,
});
const ofBottle = deadline<Milk>('kitchen/each', throwAway, {
  Bought: ({ data }) => ({ key: data.bottle ?? '', until: data.until }),
  Drunk: ({ data }) => ({ key: data.bottle ?? '', until: null }),
  Emptied: ({ data }) => data.bottles.map((key) => ({ key, until: null })),
});

const eventId = '11111111-1111-4111-8111-111111111111';
const until = '2026-01-02T00:00:00.000Z';
const now = '2026-01-02T00:00:01.000Z';
const happened = (type: string, data: object) => ({ type, data }) as Recorded;
const kept = (more: Partial<Kept> = {}): Kept => ({
  ...{ name: 'kitchen/each', subjectId: 'f1', key: '', dueAt: until, eventId, correlationId: 'c1', tenantId: 't1' },
  ...more,
});

describe('An event', () => {
  it('sets a deadline of its subject, or says that it is met', () => {
    expect(untilsOf(ofFridge, happened('Bought', { until }))).toEqual([{ key: '', until }]);
    expect(untilsOf(ofFridge, happened('Drunk', {}))).toEqual([{ key: '', until: null }]);
  });
  it('sets one of something within its subject', () => {
    expect(untilsOf(ofBottle, happened('Bought', { bottle: 'b1', until }))).toEqual([{ key: 'b1', until }]);
    expect(untilsOf(ofBottle, happened('Drunk', { bottle: 'b1' }))).toEqual([{ key: 'b1', until: null }]);
  });
  it('says of many at once that they are met', () =>
    expect(untilsOf(ofBottle, happened('Emptied', { bottles: ['b1', 'b2'] }))).toEqual([
      { key: 'b1', until: null },
      { key: 'b2', until: null },
    ]));
  it('says nothing of most deadlines', () =>
    expect([untilsOf(ofBottle, happened('Smelt', {})), untilsOf(ofFridge, happened('Broken', {}))]).toEqual([[], []]));
});

describe('The command of a deadline', () => {
  const command = (more: Partial<Kept> = {}) => commandAt(ofBottle, kept(more), now) as ThrowAway;

  it('is issued by the clock, for what it is about', () => {
    expect(command({ key: 'b1' })).toMatchObject({ subjectId: 'f1', deadlineKey: 'b1' });
    expect(command({ key: 'b1' }).issue).toMatchObject({
      ...{ causationId: eventId, correlationId: 'c1', tenantId: 't1', at: now },
      actor: { kind: 'clock', due: until },
    });
    expect(command()).not.toHaveProperty('deadlineKey');
  });
  it('is one command, however often it is issued, and another for everything else', () => {
    const later = commandAt(ofBottle, kept({ key: 'b1' }), '2027-01-01T00:00:00.000Z');
    expect(later.issue.commandId).toBe(command({ key: 'b1' }).issue.commandId);
    const others = [
      {},
      { key: 'b1' },
      { key: 'b2' },
      { key: 'b1', subjectId: 'f2' },
      { key: 'b1', dueAt: now },
      { key: 'b1', name: 'kitchen/all' },
    ];
    expect(new Set(others.map((more) => command(more).issue.commandId)).size).toBe(others.length);
  });
  it('is the one that was recorded long ago', () => {
    expect(command().issue.commandId).toBe('f6c2440d-8b2a-574a-9f87-660f83fbab7f');
    expect(command({ key: 'b1' }).issue.commandId).toBe('f9be2a20-4fd5-5d44-a8a6-d28c75c3abea');
  });
});
