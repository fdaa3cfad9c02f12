import { jest } from '@jest/globals';
import { Pump } from './pump.js';

/** How often a reader is tried in two minutes in which it fails all the time. */
const triesIn2Minutes = async (error: Error): Promise<number> => {
  jest.useFakeTimers();
  let tries = 0;
  const advance = async () => {
    tries++;
    throw error;
  };
  const pump = new Pump('views', advance, () => undefined);
  try {
    pump.start();
    await jest.advanceTimersByTimeAsync(120_000);
    await pump.stop();
    return tries;
  } finally {
    jest.useRealTimers();
  }
};

describe('A reader of the log that fails', () => {
  it('waits longer and longer where it is the reader that fails', async () => {
    expect(await triesIn2Minutes(new Error('no row'))).toBeLessThan(20);
  });

  it('looks again within a second where it is the database that is away: that may be back at any moment', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(await triesIn2Minutes(away)).toBeGreaterThan(115);
  });
});
