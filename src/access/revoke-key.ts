import { decision, StreamCommand, type Issue, type Seen } from '#event-sourcing';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened, type KeyEvent } from './events.js';
import { authority, keeps } from './key-authority.js';
import { key, type Key } from './key.js';
import { refuse } from './refusals.js';

export class RevokeKey extends StreamCommand {
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

export class RevokeOperatorKey extends RevokeKey {}

/** A key, with all its secrets, is honoured no more, on any instance, within a second. It is not given back. */
const revoked = (
  { reason }: RevokeKey,
  key: Seen<Key>,
  issue: Issue,
  beside: Parameters<typeof keeps>[2],
): readonly KeyEvent[] => {
  if (key.status === 'absent') return refuse('key-not-found');
  if (key.status === 'revoked') return [];
  refuse.broken(!keeps(issue, key, beside) && 'key-not-yours');
  const { unitId } = key;
  const why = sealed({ ...(reason !== undefined && { reason }) });
  return [happened('KeyRevoked', { ...(unitId !== undefined && { unitId }), sealed: why })];
};

const reads = authority((_: RevokeKey, key) => (key.status === 'absent' ? undefined : key.unitId));

export const revokeKey = decision(RevokeKey, key, revoked, reads);

export const revokeOperatorKey = decision(RevokeOperatorKey, key, revoked, reads);
