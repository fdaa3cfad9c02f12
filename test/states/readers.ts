import { verdictKey, type Readers } from '../../src/readers/readers.js';
import type { Lifecycle } from './explore.js';
import { operator } from './people.js';

const of = { reader: 'views/project', eventId: 'event' };
const why = { reason: 'Its row is gone', by: 'Li' };

export const event: Lifecycle = {
  ...{ category: 'readers', subject: 'all', before: [], instants: ['2026-11-01T00:00:00.000Z'] },
  thing: 'event for a reader',
  status: (verdicts: Readers) => verdicts.get(verdictKey(of))?.status ?? 'taken',
  moves: [
    { command: 'SetEventAside', by: operator, body: { ...of, ...why, eventType: 'ProjectRevised', position: 7 } },
    { command: 'ReadmitEvent', by: operator, body: { ...of, ...why } },
  ],
};
