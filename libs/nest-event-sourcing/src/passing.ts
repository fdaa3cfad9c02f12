import { Busy, Overloaded, RevisionConflict, Unreadable } from '#event-sourcing';
import pg from 'pg';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { NotYet } from './read-models.js';

const causes_max = 10;

/** Connection lost, server starts or stops, no resources, given up by a bound of its own, lost a race (SQLSTATE). */
const unavailable = /^(08|53|57|40|55000|55P03|25006|25P0[34])/;
/** What the driver and the network say: they have no SQLSTATE. */
const unanswered =
  /ECONN|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN|trying to connect|connection (terminated|error|refused)|read timeout|not queryable/i;
/** What TypeORM says of the next question of a transaction whose connection broke between two of them. */
const broken = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** Whether a question to the database got no answer, and may get one when it is asked again. */
export const isDatabaseUnavailable = (error: unknown): boolean => {
  if (broken.some((kind) => error instanceof kind)) return true;
  const cause = causeOf(error);
  if (cause instanceof pg.DatabaseError) return unavailable.test(cause.code ?? '');
  const { code = '', message = '' } = (cause ?? {}) as { code?: unknown; message?: unknown }; // anything can be thrown
  return unanswered.test(`${String(code)} ${String(message)}`);
};

/** Whether it answered that it has no room, that others were faster, or that it gave up by a bound of its own. */
export const isDatabaseBusy = (error: unknown): boolean => {
  const cause = causeOf(error);
  return cause instanceof pg.DatabaseError && busy.test(cause.code ?? '');
};
const busy = /^(40|53|57014|55P03)/;

const causeOf = (error: unknown): unknown => (error instanceof QueryFailedError ? error.driverError : error);

/** A value that no column takes, a constraint, a bound of the database: of these an event may be the reason. */
const ofValues = /^(21|22|23|54)/;
/** Others won, have not come so far, or have no room; or no reader of this program takes the event. */
const ofOthers = [Busy, Overloaded, RevisionConflict, NotYet, Unreadable];

/**
 * Whether what stopped a reader has nothing to do with the event that it stands at: the database is away or not as the
 * program expects it, others are busy, another program is needed.
 */
export const isPassing = (error: unknown, depth = 0): boolean => {
  if (!(error instanceof Error) || depth > causes_max) return false;
  if (isDatabaseUnavailable(error) || ofOthers.some((kind) => error instanceof kind)) return true;
  const cause = causeOf(error);
  if (cause instanceof pg.DatabaseError) return !ofValues.test(cause.code ?? '');
  return isPassing(error.cause, depth + 1);
};
