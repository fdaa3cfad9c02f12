import pg from 'pg';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

/** Connection lost, server starts or stops, no resources, given up by a bound of its own, lost a race (SQLSTATE). */
const passing = /^(08|53|57|40|55000|55P03|25006)/;
/** What the driver and the network say: they have no SQLSTATE. */
const unanswered =
  /ECONN|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN|trying to connect|connection (terminated|error)|read timeout|not queryable/i;
/** What TypeORM says of the next question of a transaction whose connection broke between two of them. */
const broken = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** The OpenID provider gave no answer that can be used. Nothing is wrong with the request: it may come again. */
export class ProviderUnavailable extends Error {}

/** Whether a question to the database or the provider got no answer, and may get one when it is asked again. */
export const isUnavailable = (error: unknown): boolean => {
  if (error instanceof ProviderUnavailable || broken.some((kind) => error instanceof kind)) return true;
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (cause instanceof pg.DatabaseError) return passing.test(cause.code ?? '');
  const { code = '', message = '' } = (cause ?? {}) as { code?: unknown; message?: unknown }; // anything can be thrown
  return unanswered.test(`${String(code)} ${String(message)}`);
};
