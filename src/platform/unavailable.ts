import { QueryFailedError } from 'typeorm';

/** Connection lost, server starts or stops, no resources, given up by a bound of its own, lost a race (SQLSTATE). */
const passing = /^(08|53|57|40|55000|55P03|25006)/;
/** What the driver and the network say: they have no SQLSTATE. */
const unanswered =
  /ECONN|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN|trying to connect|connection (terminated|error)|read timeout/i;

/** Whether a question to the database got no answer, and may get one when it is asked again. */
export const isUnavailable = (error: unknown): boolean => {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause ? String(cause.code) : '';
  return /^[0-9A-Z]{5}$/.test(code) ? passing.test(code) : unanswered.test(`${code} ${cause.message}`);
};
