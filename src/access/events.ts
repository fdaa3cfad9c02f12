import { eventsOf, type Event } from '#event-sourcing';
import type { Sealed } from '../platform/sealed.js';
import type { Scope } from './scopes.js';

export const keyStream = 'key';

export const keyKinds = ['operator', 'person', 'auditor'] as const;
export type KeyKind = (typeof keyKinds)[number];

/** Facts about a key: whose it is and what it is for. Neither a secret nor a hash of one is ever among them. */
export type KeyEvent =
  /** A key was made: an operator's, an auditor's, or one of a person who acts for a unit. */
  | Event<
      'KeyIssued',
      {
        kind: KeyKind;
        unitId?: string;
        personId?: string;
        scopes: readonly Scope[];
        expiresAt: string;
        sealed: Sealed<{ label: string }>;
      }
    >
  /** A key has a new secret; those of before are good until `overlapUntil`. `expiresAt`: it was prolonged. */
  | Event<'KeyRotated', { unitId?: string; overlapUntil: string; expiresAt?: string }>
  /** A key is honoured no more. */
  | Event<'KeyRevoked', { unitId?: string; sealed: Sealed<{ reason?: string }> }>;

export const happened = eventsOf<KeyEvent>();

export const personStream = 'person';

/** Why somebody is erased: they asked, took their consent back, nothing is left to be done with it, it was an error, or an order. */
export const erasureReasons = [
  'asked',
  'consent-withdrawn',
  'no-longer-needed',
  'registered-wrongly',
  'ordered',
] as const;
export type ErasureReason = (typeof erasureReasons)[number];

/** Facts about a person, of whom they say no more than that there was one. Names and contacts are no facts of the log. */
export type PersonEvent =
  /** Whatever was sealed for the person is nobody's any more: the key is destroyed. `authority`: the file that says so. */
  Event<'PersonErased', { reason: ErasureReason; authority: string }>;

export const personHappened = eventsOf<PersonEvent>();
