import { fold, Refusal, type Seen, type StreamCommand } from '#event-sourcing';
import fc from 'fast-check';
import { endMandate, EndMandate } from './end-mandate.js';
import { mandateKinds, unitHappened, type UnitEvent } from './events.js';
import { giveMandate, GiveMandate } from './give-mandate.js';
import { unit, type Unit } from './unit.js';

/** Days of one month, so that terms meet often. */
const days = 12;
const dayOf = (n: number): string => `2026-01-${String(n + 1).padStart(2, '0')}T00:00:00.000Z`;
const day = fc.nat(days - 1).map(dayOf);
const mandateId = fc.constantFrom('first', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7');
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 });

const give = fc.record({
  does: fc.constant('give' as const),
  mandateId,
  personId: fc.constantFrom('wang', 'zhou'),
  kind: fc.constantFrom('delegate' as const, ...mandateKinds),
  from: day,
  until: optional(day),
  replaces: optional(mandateId),
});
const end = fc.record({ does: fc.constant('end' as const), mandateId, at: optional(day), now: day });
const acts = fc.array(fc.oneof(give, end), { minLength: 1, maxLength: 60, size: 'max' });
type Of<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Act = Of<typeof give> | Of<typeof end>;

const issueAt = (at: string) => ({
  commandId: '00000000-0000-4000-8000-000000000001',
  command: 'Something',
  requestHash: '',
  correlationId: '',
  tenantId: '',
  actor: { kind: 'operator' },
  at,
});
const bodyOf = (act: object): object => JSON.parse(JSON.stringify({ ...act, does: undefined, now: undefined }));
const decide = (act: Act, state: Seen<Unit>): readonly UnitEvent[] => {
  const issue = issueAt(act.does === 'end' ? act.now : dayOf(0));
  const addressed = <C extends StreamCommand>(command: C): C =>
    Object.assign(command, bodyOf(act)).for('school', { issue });
  return act.does === 'give'
    ? giveMandate.decide(addressed(new GiveMandate()), state, issue, {})
    : endMandate.decide(addressed(new EndMandate()), state, issue, {});
};

/** What is recorded after each of these acts: those that are refused record nothing. */
const histories = (all: readonly Act[]): readonly (readonly UnitEvent[])[] => {
  let log: readonly UnitEvent[] = [
    unitHappened('UnitFounded', { name: { en: 'School' }, kind: 'school' }),
    unitHappened('MandateGiven', { mandateId: 'first', kind: 'delegate', personId: 'lin', from: dayOf(2) }),
  ];
  return all.map((act) => {
    try {
      log = [...log, ...decide(act, fold(unit, log))];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    return log;
  });
};

/** The log read day by day, by other means than the rules use: who holds which kind of mandate on each day. */
type Told = { kind: string; days: Set<number>; endedOn?: number };
const told = (log: readonly UnitEvent[]): ReadonlyMap<string, Told> => {
  const all = new Map<string, Told>();
  const numberOf = (instant: string) => Number(instant.slice(8, 10)) - 1;
  for (const { type, data } of log) {
    if (type === 'MandateGiven') {
      const [first, last] = [numberOf(data.from), data.until === undefined ? days + 1 : numberOf(data.until)];
      const held = Array.from({ length: last - first }, (_, n) => first + n);
      all.set(data.mandateId, { kind: data.kind, days: new Set(held) });
    }
    if (type === 'MandateEnded') {
      const mandate = all.get(data.mandateId);
      const on = numberOf(data.at);
      if (mandate)
        all.set(data.mandateId, { ...mandate, days: new Set([...mandate.days].filter((n) => n < on)), endedOn: on });
    }
  }
  return all;
};
const lastDay = ({ days: held }: Told): number => Math.max(-1, ...held);

/** Checks what is recorded after each act of random ones. */
const always = (
  holds: (mandates: ReadonlyMap<string, Told>, before: ReadonlyMap<string, Told>) => void,
  numRuns: number,
) =>
  fc.assert(
    fc.property(acts, (all) => {
      let before: ReadonlyMap<string, Told> = new Map();
      for (const log of new Set(histories(all))) {
        const mandates = told(log);
        holds(mandates, before);
        before = mandates;
      }
    }),
    { numRuns },
  );

describe('Whatever is asked for, in whatever order', () => {
  it('no two mandates of one kind are in force on one day', () =>
    always((mandates) => {
      for (const kind of mandateKinds) {
        const held = [...mandates.values()].filter((each) => each.kind === kind).flatMap((each) => [...each.days]);
        expect(new Set(held).size).toBe(held.length);
      }
    }, 500));

  it('the delegate who acts last was not ended: the mandate runs out as it was given, or never', () =>
    always((mandates) => {
      const delegates = [...mandates.values()].filter(({ kind }) => kind === 'delegate');
      const last = delegates.reduce((a, b) => (lastDay(b) > lastDay(a) ? b : a));
      expect(lastDay(last)).toBeGreaterThan(-1);
      expect(last.endedOn).toBeUndefined();
    }, 500));

  it('a mandate only ever gets shorter', () =>
    always((mandates, before) => {
      for (const [id, { days: held }] of before)
        expect([...(mandates.get(id)?.days ?? [])].every((n) => held.has(n))).toBe(true);
    }, 200));

  it('asking twice in a row changes nothing', () =>
    fc.assert(
      fc.property(acts, (all) => {
        const twice = all.flatMap((act) => [act, act]);
        expect(histories(twice).at(-1)).toEqual(histories(all).at(-1));
      }),
      { numRuns: 200 },
    ));

  it('enough of it is granted for this to say something', () => {
    const all = fc.sample(acts, { numRuns: 300, seed: 1 }).flatMap((each) => histories(each).at(-1) ?? []);
    const count = (fits: (event: UnitEvent) => boolean) => all.filter(fits).length;
    expect(count(({ type }) => type === 'MandateGiven')).toBeGreaterThan(600);
    expect(count(({ type }) => type === 'MandateEnded')).toBeGreaterThan(200);
    expect(count(({ type, data }) => type === 'MandateGiven' && data.until !== undefined)).toBeGreaterThan(100);
    expect(count(({ type, data }) => type === 'MandateGiven' && data.replaces !== undefined)).toBeGreaterThan(40);
  });
});
