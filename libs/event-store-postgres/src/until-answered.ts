import { Overloaded, Unanswered } from '#event-sourcing';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

const attempts_max = 8;
const pause_ms = 25;

/**
 * Asks again what got no answer, such as one lost with its connection. So only for what may be asked twice: reads, and
 * appends, whose ids tell a repeat.
 *
 * @param patience_ms how long after the first try it may still be asked again
 * @throws Unanswered; Overloaded where the database gave up by its own bounds, and nothing was recorded
 */
export const untilAnswered = async <T>(ask: () => Promise<T>, patience_ms: number): Promise<T> => {
  const start = performance.now();
  for (let attempt = 1, unsure = false; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (gaveUp(error) && !unsure) throw new Overloaded('the log was too busy to answer in time', { cause: error });
      if (!gaveUp(error) && !isLost(error)) throw error;
      unsure = true;
      if (attempt >= attempts_max || performance.now() - start >= patience_ms)
        throw new Unanswered(`the log did not answer, asked ${attempt} times`, { cause: error });
      await setTimeout(pause_ms * 2 ** (attempt - 1));
    }
  }
};

/** What the database undid by its own bounds: lock_timeout, statement_timeout, a cancel. */
export const gaveUp = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(55P03|57014)$/.test(error.code ?? '');

/**
 * No answer, or none about the question: the connection broke, the server starts, stops or only reads by now (it was
 * the primary), has no connection left. What does not come from the database has no SQLSTATE, and is the driver's or
 * the network's, unless it is a mistake of the question.
 */
const isLost = (error: unknown): boolean =>
  error instanceof pg.DatabaseError
    ? /^(08|57P0|53300|25006)/.test(error.code ?? '')
    : ![TypeError, RangeError, Unanswered].some((kind) => error instanceof kind);
