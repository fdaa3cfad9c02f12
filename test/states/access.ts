import type { Person } from '../../src/access/erase-person.js';
import { isGood, type Key } from '../../src/access/key.js';
import { scopes } from '../../src/access/scopes.js';
import type { Lifecycle } from './explore.js';
import { founded, of, operator } from './people.js';

const delegate = of('bank');
const granted = [...scopes];
const [early, late] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'];
const ends = { expiresAt: '2026-11-20T00:00:00.000Z' };
const software = { label: 'Desk', granted };

export const key: Lifecycle = {
  thing: 'key',
  category: 'key',
  subject: 'key',
  before: founded,
  status: (key: Key) => key.status,
  // However often it gets another secret, it is the same.
  key: (key: Key) => [key.status, isGood(key, early), isGood(key, late)],
  instants: [early, late],
  moves: [
    { command: 'IssueKey', by: delegate, body: { ...software, ...ends, kind: 'person', unitId: 'bank', personId: 'person of bank' } },
    { command: 'IssueOperatorKey', by: operator, body: { ...software, ...ends } },
    ...[delegate, operator].flatMap((by) => [
      { command: 'RotateKey', by, body: { granted, overlapHours: 0 } },
      { command: 'RotateOperatorKey', by, body: { granted, overlapHours: 0 } },
      { command: 'RevokeKey', by },
      { command: 'RevokeOperatorKey', by },
    ]),
  ],
}; // prettier-ignore

export const person: Lifecycle = {
  ...{ thing: 'person', category: 'person', subject: 'person', before: founded, instants: [early] },
  status: ({ status }: Person) => status,
  moves: [{ command: 'ErasePerson', by: operator, body: { reason: 'asked', authority: '2026/12' } }],
};
