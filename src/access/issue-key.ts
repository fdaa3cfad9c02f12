import { decision, StreamCommand, type Issue, type Seen } from '#event-sourcing';
import { applyDecorators } from '@nestjs/common';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { IsId, IsInstant, OneOf, Optional, Text } from '../platform/fields.js';
import { isDeepStrictEqual } from 'node:util';
import { sealed } from '../platform/sealed.js';
import { happened, type KeyEvent } from './events.js';
import { authority, beyond, earlier, isSpent, keeps, latestEnd, liftsUp, lifeFrom, mayAct } from './key-authority.js';
import { key, type Key, type KeyTerms } from './key.js';
import { refuse } from './refusals.js';
import { scopes, type Scope } from './scopes.js';

const Scopes = (): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMinSize(1), ArrayUnique(), IsIn([...scopes], { each: true }));

/** What any key says, whoever is to have it. */
abstract class NewKey extends StreamCommand {
  /** The caller's own id for the key; it is also that of the client who uses it. */
  @Optional() @IsId() readonly keyId?: string;
  /** What it is for, such as the name of the program that uses it. */
  @Text(1, 200) readonly label: string;
  /** What it may be used for; unless said whatever you may do yourself, and of an auditor reading and findings. */
  @Optional() @Scopes() readonly scopes?: readonly Scope[];
  /** The first instant at which it is not honoured; unless said in a year, or when what you act by ends. */
  @Optional() @IsInstant() readonly expiresAt?: string;
  /** The scopes of whoever asks. */
  readonly granted: readonly Scope[];
}

export class IssueKey extends NewKey {
  /** A person who acts for a unit, or an auditor, who reads this alliance. */
  @OneOf(['person', 'auditor']) readonly kind: 'person' | 'auditor';
  /** For which unit the person acts. */
  @Optional() @IsId() readonly unitId?: string;
  /** A registered person, who holds a mandate of the unit, or is to hold one once the unit is on the roll. */
  @Optional() @IsId() readonly personId?: string;
}

export class IssueOperatorKey extends NewKey {}

/**
 * A key for the software of somebody. A unit's delegate and its officers issue those of their own unit's people, for
 * nobody who could do more than they themselves; an officer issues one for an organisation that wants to apply; the
 * operator issues any, and an auditor's. None has more scopes, and none lasts longer, than what its issuer acts by.
 */
export const issueKey = decision(
  IssueKey,
  key,
  (command, key, issue, beside) => {
    const { kind, unitId, personId, expiresAt } = command;
    const holder = { kind, ...(unitId !== undefined && { unitId }), ...(personId !== undefined && { personId }) };
    if (beside.roll.units.size === 0) return refuse('no-such-alliance');
    if (key.status !== 'absent') return isSame(key, command, holder) ? [] : refuse('key-id-taken');
    if (isOurs(command.keyId)) return refuse('key-id-taken');
    const isPerson = kind === 'person';
    const named = unitId !== undefined && personId !== undefined;
    const onRoll = unitId !== undefined && beside.roll.units.has(unitId);
    refuse.broken(
      (isPerson ? !named : unitId !== undefined || personId !== undefined) && 'key-holder-unclear',
      (isSpent(issue, beside.own) || !keeps(issue, holder, beside)) && 'key-not-yours',
      onRoll && !mayAct(beside.given, personId, issue.at) && 'holder-without-mandate',
      keeps(issue, holder, beside) && liftsUp(issue, holder, beside) && 'key-beyond-mandate',
      !isPerson && beyond(command.scopes ?? [], ofAuditors).length > 0 && 'auditor-reads-only',
      ...brokenTerms(command.scopes, expiresAt, command.granted, issue, latestEnd(issue, beside)),
    );
    return [issued(command, holder, issue, latestEnd(issue, beside))];
  },
  authority((command: IssueKey) => command.unitId),
);

/** A key of the operator's own, which opens every alliance. */
export const issueOperatorKey = decision(
  IssueOperatorKey,
  key,
  (command, key, issue, beside) => {
    const holder = { kind: 'operator' } as const;
    if (key.status !== 'absent') return isSame(key, command, holder) ? [] : refuse('key-id-taken');
    if (isOurs(command.keyId)) return refuse('key-id-taken');
    const until = latestEnd(issue, beside);
    refuse.broken(
      isSpent(issue, beside.own) && 'key-not-yours',
      ...brokenTerms(command.scopes, command.expiresAt, command.granted, issue, until),
    );
    return [issued(command, holder, issue, until)];
  },
  authority(() => undefined),
);

/**
 * Whether an id that a caller brings is of the kind that is made of something else: that of the command line, of
 * somebody who signed in, or of another command's key. A key that had it would be taken for them.
 */
const isOurs = (keyId: string | undefined): boolean =>
  keyId !== undefined && derivedVersions.includes(keyId.charAt(14));
const derivedVersions = ['3', '5', '8'];

/** What is wrong with the scopes and the end of a key that an actor makes or prolongs. */
export const brokenTerms = (
  wanted: readonly Scope[] | undefined,
  expiresAt: string | undefined,
  granted: readonly Scope[],
  { at }: Issue,
  until: string,
) => {
  const more = beyond(wanted ?? [], granted);
  return [
    more.length > 0 && (['scopes-beyond-yours', { scopes: more }] as const),
    expiresAt !== undefined && expiresAt <= at && 'key-ends-in-the-past',
    expiresAt !== undefined && expiresAt > until && (['key-outlasts-issuer', { until }] as const),
  ] as const;
};

/** For what an auditor's key is good at most. */
const ofAuditors: readonly Scope[] = ['read', 'findings'];

type Holder = Pick<KeyTerms, 'kind' | 'unitId' | 'personId'>;

const issued = (command: NewKey, holder: Holder, { at }: Issue, until: string): KeyEvent => {
  const all = holder.kind === 'auditor' ? command.granted.filter((each) => ofAuditors.includes(each)) : command.granted;
  return happened('KeyIssued', {
    ...holder,
    scopes: inOrder(command.scopes ?? all),
    expiresAt: command.expiresAt ?? earlier(lifeFrom(at), until),
    sealed: sealed({ label: command.label }),
  });
};

const inOrder = (wanted: readonly Scope[]): readonly Scope[] => scopes.filter((each) => wanted.includes(each));

/** Whether a key is the one that is asked for; what was left to the system is as it was decided then. */
const isSame = (key: Exclude<Seen<Key>, { status: 'absent' }>, command: NewKey, holder: Holder): boolean =>
  key.kind === holder.kind &&
  key.unitId === holder.unitId &&
  key.personId === holder.personId &&
  isDeepStrictEqual(key.sealed, sealed({ label: command.label })) &&
  (command.scopes === undefined || inOrder(command.scopes).join() === key.scopes.join()) &&
  (command.expiresAt === undefined || command.expiresAt === key.expiresAt);
