import type { Issue, Seen } from '#event-sourcing';
import { mandateKinds, offices, type MandateKind } from '../alliances/events.js';
import { actingClient, actingUnit, actorOf, inOffice } from './actor.js';
import { key, type Key, type KeyTerms } from './key.js';
import type { Scope } from './scopes.js';
import { mandates, roll, type Mandate, type Roll } from './standing.js';

/** How long a key lasts unless said, and at most where a member issues it. */
const life_days = 365;

type Holder = Pick<KeyTerms, 'kind' | 'unitId' | 'personId'>;
type Given = ReadonlyMap<string, Mandate>;
type Beside = Readonly<{ roll: Seen<Roll>; given: Given; mine: Given; own: Seen<Key> }>;

/** What is read to tell what somebody may do with a key: also the key that asks, so that none asks that was revoked. */
export const authority = <C>(unitOf: (command: C, key: Seen<Key>) => string | undefined) => ({
  roll: { stream: roll, id: (_: C, __: Seen<Key>, { tenantId }: Issue) => tenantId || undefined },
  given: { stream: mandates, id: (command: C, key: Seen<Key>) => unitOf(command, key) },
  mine: { stream: mandates, id: (_: C, __: Seen<Key>, issue: Issue) => actingUnit(issue) },
  own: { stream: key, id: (_: C, __: Seen<Key>, issue: Issue) => actingClient(issue) },
});

/** Whether a person may act for a unit, now or later. */
export const mayAct = (given: Given, personId: string | undefined, at: string): boolean =>
  kindsOf(given, personId, at).length > 0;

/** Under what mandates that have not ended, the strongest first. */
const kindsOf = (given: Given, personId: string | undefined, at: string): readonly MandateKind[] => {
  const theirs = [...given.values()].filter((each) => each.personId === personId && (each.until ?? never) > at);
  return mandateKinds.filter((kind) => theirs.some((each) => each.kind === kind));
};
const never = '~';

/**
 * Whether a key is the actor's to keep. The operator keeps every key. An applicant's is for an officer, too. That of a
 * member is for its holder, and for a delegate or an officer of the same unit: a unit's voice is its own.
 */
export const keeps = (issue: Issue, holder: Holder, { roll, mine }: Pick<Beside, 'roll' | 'mine'>): boolean => {
  const actor = actorOf(issue);
  if (actor.kind === 'operator') return true;
  if (actor.kind !== 'representative' || holder.kind !== 'person' || holder.unitId === undefined) return false;
  const officer = inOffice(issue, ...offices);
  if (!roll.units.has(holder.unitId)) return officer;
  if (actor.unitId !== holder.unitId) return false;
  return officer || actor.personId === holder.personId || kindsOf(mine, actor.personId, issue.at)[0] === 'delegate';
};

/**
 * Whether whoever has the key's secret could do more than the actor: act under a stronger mandate, or in an office. The
 * operator stands above all of them, and everybody as high as themselves.
 */
export const liftsUp = (issue: Issue, holder: Holder, { roll, given, mine }: Beside): boolean => {
  const actor = actorOf(issue);
  if (actor.kind !== 'representative' || actor.personId === holder.personId) return false;
  const inAnOffice = ({ unitId, personId }: Holder) => unitId === holder.unitId && personId === holder.personId;
  if (roll.offices.some((each) => inAnOffice({ kind: 'person', ...each }))) return true;
  const [own, theirs] = [kindsOf(mine, actor.personId, issue.at)[0], kindsOf(given, holder.personId, issue.at)[0]];
  return theirs !== undefined && (own === undefined || mandateKinds.indexOf(theirs) < mandateKinds.indexOf(own));
};

/** Until when a key may last that the actor makes or prolongs: no longer than what the actor acts by. */
export const latestEnd = (issue: Issue, { mine, own }: Pick<Beside, 'mine' | 'own'>): string => {
  const actor = actorOf(issue);
  const ends = [own.status === 'absent' ? never : own.expiresAt];
  if (actor.kind === 'representative') ends.push(mine.get(actor.mandateId ?? '')?.until ?? never, lifeFrom(issue.at));
  return ends.reduce((a, b) => (a < b ? a : b));
};

/** A year from an instant on. */
export const lifeFrom = (at: string): string => new Date(Date.parse(at) + life_days * 86_400_000).toISOString();

export const earlier = (a: string, b: string): string => (a < b ? a : b);

/** Whether a key that was revoked, or has run out, is the one that asks: elsewhere it may be trusted a second longer. */
export const isSpent = (issue: Issue, own: Seen<Key>): boolean =>
  own.status === 'revoked' || (own.status === 'issued' && own.expiresAt <= issue.at);

/** Those of some scopes that are not among others. */
export const beyond = (wanted: readonly Scope[], granted: readonly Scope[]): readonly Scope[] =>
  wanted.filter((each) => !granted.includes(each));
