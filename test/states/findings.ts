import type { Finding } from '../../src/findings/finding.js';
import type { Lifecycle, Move } from './explore.js';
import { auditor, clock, founded, name, of } from './people.js';

const terms = {
  title: name,
  words: 'Said',
  severity: 'low',
  positions: [1],
  named: [{ position: 1, eventId: 'event' }],
};

export const finding: Lifecycle = {
  category: 'finding',
  subject: 'finding',
  thing: 'finding',
  before: founded,
  status: ({ status }: Finding) => status,
  // However much was said about it, it is the same.
  key: (finding: object) => ({ ...finding, said: 0 }),
  instants: ['2026-11-01T00:00:00.000Z', '2026-11-25T00:00:00.000Z'],
  moves: [
    { command: 'RaiseFinding', by: auditor, body: { ...terms, unitId: 'bank', due: '2026-11-20' } },
    { command: 'ReviseFinding', by: auditor, body: { ...terms, severity: 'high' } },
    ...[of('school'), of('bank')].map((by): Move => ({ command: 'AnswerFinding', by, body: { words: 'Said' } })),
    { command: 'AskAgain', by: auditor, body: { due: '2026-11-28' } },
    { command: 'CloseFinding', by: auditor },
    { command: 'CloseFinding', by: auditor, body: { words: 'Said' } },
    { command: 'WithdrawFinding', by: auditor, body: { reason: 'Said' } },
    { command: 'MarkFindingOverdue', by: clock },
  ],
};
