import { torture } from './torture/torture.js';

// By hand, and longer: npm run torture -- --kills 500

const [kills, seed] = [20, '20261122'];
const minutes = 60_000;

it(
  `${kills} times a server or the database is killed at any instant: what was acknowledged is there once, and all follows from it`,
  async () => {
    const { counts, findings } = await torture({ kills, seed, pause_ms_max: 500 });
    expect(findings).toEqual([]);
    expect(counts['acknowledged']).toBeGreaterThan(kills * 5);
    expect(counts['reactions']).toBeGreaterThan(kills);
  },
  5 * minutes,
);
