import type { Feed } from '../../src/feeds/feed.js';
import type { Lifecycle } from './explore.js';
import { founded, of } from './people.js';

const school = of('school');

export const feed: Lifecycle = {
  ...{ category: 'feed', subject: 'feed', before: founded, instants: ['2026-11-01T00:00:00.000Z'] },
  thing: 'feed',
  status: ({ status }: Feed) => status,
  moves: [
    { command: 'CreateFeed', by: school, body: { shows: 'unit', language: 'zh', label: 'Wall' } },
    { command: 'RotateFeed', by: school },
    { command: 'RevokeFeed', by: school },
  ],
};
