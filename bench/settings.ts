import { config } from '../src/config/config.js';

/** A bench asks faster than any client: its clients have no limits. How much is worked on at once is bounded as it is. */
export const benchSettings = config({
  KEY_REQUESTS_PER_MINUTE: '100000000',
  ADDRESS_REQUESTS_PER_MINUTE: '100000000',
  ADDRESS_FAILURES_PER_MINUTE: '100000000',
  REQUESTS_AT_ONCE: process.env['BENCH_AT_ONCE'],
});
