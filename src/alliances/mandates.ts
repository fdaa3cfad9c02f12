import type { MandateKind } from './events.js';

/** A mandate as it was given, and when it was ended before its time. */
export type Mandate = Readonly<{
  personId: string;
  kind: MandateKind;
  from: string;
  until?: string;
  replaces?: string;
  endedAt?: string;
}>;

/** From when until when a mandate is in force: the second instant is outside. */
type Term = Readonly<{ from: string; until: string }>;

/** Later than every instant that a body can say. */
const never = '~';

export const termOf = ({ from, until, endedAt }: Pick<Mandate, 'from' | 'until' | 'endedAt'>): Term => ({
  from,
  until: endedAt ?? until ?? never,
});

const isEmpty = ({ from, until }: Term): boolean => until <= from;

const meet = (a: Term, b: Term): boolean => !isEmpty(a) && !isEmpty(b) && a.from < b.until && b.from < a.until;

/** The mandates of a unit, of one kind, whose terms meet this one's. */
export const overlapping = (
  mandates: ReadonlyMap<string, Mandate>,
  wanted: Pick<Mandate, 'kind' | 'from' | 'until'>,
): readonly (readonly [mandateId: string, Mandate])[] =>
  [...mandates].filter(([, mandate]) => mandate.kind === wanted.kind && meet(termOf(mandate), termOf(wanted)));

/** Whether a mandate could end at this instant: from its beginning on, and before its end. */
export const endsWithin = (mandate: Mandate, at: string): boolean => {
  const { from, until } = termOf(mandate);
  return from <= at && at < until;
};

/** Whether a person acts for the unit at this instant, under a mandate of any kind. */
export const actsAt = (mandates: ReadonlyMap<string, Mandate>, personId: string, at: string): boolean =>
  [...mandates.values()].some((mandate) => mandate.personId === personId && endsWithin(mandate, at));

/** Whether a delegate is named who acts at this instant, or begins later, other than under this mandate. */
export const hasSuccessor = (mandates: ReadonlyMap<string, Mandate>, mandateId: string, at: string): boolean =>
  [...mandates].some(([id, mandate]) => {
    const term = termOf(mandate);
    return id !== mandateId && mandate.kind === 'delegate' && !isEmpty(term) && at < term.until;
  });
