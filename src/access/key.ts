import { confidentialStream, type Seen } from '#event-sourcing';
import type { Sealed } from '../platform/sealed.js';
import { keyStream, type KeyEvent, type KeyKind } from './events.js';
import type { Scope } from './scopes.js';

/** Of whom a key is, and what it may be used for. */
export type KeyTerms = Readonly<{
  kind: KeyKind;
  unitId?: string;
  personId?: string;
  scopes: readonly Scope[];
  expiresAt: string;
}>;

/** A secret is known by the revision that brought it. */
export type Retired = Readonly<{ revision: number; until: string }>;

type Known = KeyTerms & Readonly<{ sealed: Sealed<{ label: string }>; secret: number; retired: readonly Retired[] }>;

/** Only what decisions need, and whoever asks whether a secret is still good. */
export type Key = { readonly status: 'absent' } | (Known & { readonly status: 'issued' | 'revoked' });

export const key = confidentialStream<KeyEvent, Key>(
  keyStream,
  () => ({ status: 'absent' }),
  {
    KeyIssued: (_, terms, { revision }) => ({
      status: 'issued',
      ...terms,
      secret: revision,
      retired: [],
    }),
    KeyRotated: (key, { overlapUntil, expiresAt }, { revision, issue }) => {
      const before = known(key);
      const all = [...before.retired, { revision: before.secret, until: overlapUntil }];
      const retired = all
        .map((each) => (each.until < overlapUntil ? each : { ...each, until: overlapUntil }))
        .filter(({ until }) => issue.at < until);
      return { ...before, secret: revision, retired, expiresAt: expiresAt ?? before.expiresAt };
    },
    KeyRevoked: (key) => ({ ...known(key), status: 'revoked', retired: [] }),
  },
  2,
);

const known = (key: Key): Exclude<Key, { status: 'absent' }> => {
  if (key.status === 'absent') throw new Error('a key begins with KeyIssued');
  return key;
};

/** Whether a key is honoured at an instant. */
export const isGood = (key: Seen<Key>, at: string): key is Exclude<Seen<Key>, { status: 'absent' }> =>
  key.status === 'issued' && at < key.expiresAt;

/** Whether the secret that a revision brought opens anything at an instant: the newest one, or one that overlaps. */
export const opens = (key: Seen<Key>, revision: number, at: string): key is Exclude<Seen<Key>, { status: 'absent' }> =>
  isGood(key, at) &&
  (key.secret === revision || key.retired.some((each) => each.revision === revision && at < each.until));
