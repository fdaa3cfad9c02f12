import { decision, StreamCommand, type Issue, type Seen } from '#event-sourcing';
import { IsInstant, Optional, Whole } from '../platform/fields.js';
import { happened, type KeyEvent } from './events.js';
import { brokenTerms } from './issue-key.js';
import { authority, isSpent, keeps, latestEnd, liftsUp } from './key-authority.js';
import { isGood, key, type Key } from './key.js';
import { refuse } from './refusals.js';
import type { Scope } from './scopes.js';

const overlap_hours = 24;
const secrets_max = 10;

export class RotateKey extends StreamCommand {
  /** For how long the secret of before is good as well: 24 hours unless said; 0 ends every earlier one now. */
  @Optional() @Whole(0, 720) readonly overlapHours?: number;
  /** Prolongs the key, or ends it sooner. A key does not prolong itself. */
  @Optional() @IsInstant() readonly expiresAt?: string;
  /** The scopes of whoever asks. */
  readonly granted: readonly Scope[];
}

export class RotateOperatorKey extends RotateKey {}

type Beside = Parameters<typeof liftsUp>[2];

/**
 * A key gets a new secret, and stays the same client. Until the overlap ends the old secret is good as well, so that a
 * program is changed over without a gap. Whoever asks gets to know the secret, and so must be one who could have the
 * key issued.
 */
const rotated = (
  { overlapHours = overlap_hours, expiresAt, granted }: RotateKey,
  key: Seen<Key>,
  issue: Issue,
  beside: Beside,
): readonly KeyEvent[] => {
  if (key.status === 'absent') return refuse('key-not-found');
  const mine = keeps(issue, key, beside);
  const ends = overlapHours > 0 && key.retired.filter(({ until }) => issue.at < until).length + 2 > secrets_max;
  refuse.broken(
    (isSpent(issue, beside.own) || !mine) && 'key-not-yours',
    mine && liftsUp(issue, key, beside) && 'key-beyond-mandate',
    !isGood(key, issue.at) && 'key-over',
    ends && 'too-many-secrets',
    ...brokenTerms(key.scopes, expiresAt, granted, issue, latestEnd(issue, beside)),
  );
  const overlapUntil = new Date(Date.parse(issue.at) + overlapHours * 3_600_000).toISOString();
  const { unitId } = key;
  const rotated = { overlapUntil, ...(expiresAt !== undefined && { expiresAt }) };
  return [happened('KeyRotated', { ...(unitId !== undefined && { unitId }), ...rotated })];
};

const reads = authority((_: RotateKey, key) => (key.status === 'absent' ? undefined : key.unitId));

export const rotateKey = decision(RotateKey, key, rotated, reads);

export const rotateOperatorKey = decision(RotateOperatorKey, key, rotated, reads);
