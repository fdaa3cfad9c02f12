const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** How long the next attempt waits, on average: what Standard Webhooks suggests, for about a day. */
const waits_ms = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour];
export const attempts_max = waits_ms.length + 1;
/** Whoever asks for more time than this has it in parts. */
const wait_ms_max = 24 * hour;

/**
 * How long the next attempt waits; nothing after the last one. With full jitter, so that those who failed together do
 * not come back together.
 *
 * @param attempts that failed
 * @param random from 0 to 1
 * @param retryAfter_ms what the receiver asked for
 */
export const waitAfter = (attempts: number, random: number, retryAfter_ms = 0): number | undefined => {
  const wait_ms = waits_ms[attempts - 1];
  if (wait_ms === undefined) return undefined;
  return Math.max(Math.round(2 * random * wait_ms), Math.min(retryAfter_ms, wait_ms_max));
};

/** What a `Retry-After` asks for: seconds, or a date. */
export const retryAfterOf = (header: string | undefined, now: string): number => {
  if (header === undefined) return 0;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * second : Date.parse(header) - Date.parse(now);
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
};

/** So long an address may take nothing before it is disabled. */
export const failing_ms_max = 3 * 24 * hour;
