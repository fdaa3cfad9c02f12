import { CommandTaken, Overloaded, Refusal, Busy } from '#event-sourcing';
import { Unanswered } from '#event-store-postgres';
import { BadCursor, NotYet } from '#nest-event-sourcing';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { preferred } from './language.js';
import { requestProblems, type RequestProblem } from './refusals.js';
import { isUnavailable } from './unavailable.js';

const retry_seconds = 1;
type Words = Readonly<{ en: string; zh: string }>;

/** A problem document, RFC 9457. */
export type Problem = Readonly<{
  type: string;
  title: string;
  status: number;
  detail?: string;
  /** The request's id. */
  instance: string;
  /** What helps the caller on. */
  data?: object;
  /** Other rules that the same request breaks. */
  also?: readonly Readonly<{ type: string; title: string; data?: object }>[];
  /** What is wrong in the body or the query, with JSON pointers. */
  errors?: readonly Readonly<{ pointer: string; rule: string; detail: string }>[];
}>;

/** Every error of a request becomes a problem document in the caller's language; what nobody foresaw is a 500. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    answerProblem(error, host.switchToHttp().getRequest(), host.switchToHttp().getResponse());
  }
}

const logger = new Logger('http');

export const answerProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  const say = (words: Words): string => words[preferred(request)];
  const problem = {
    ...(error instanceof Refusal ? refused(error, say) : failed(error, say)),
    instance: `urn:uuid:${request.id}`,
  };
  if (problem.status >= 500 && problem.type.endsWith('/failed'))
    logger.error(error instanceof Error ? error.stack : error, request.id);
  if (problem.status === 503) reply.header('retry-after', String(retry_seconds));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  void reply.status(problem.status).type('application/problem+json').send(problem);
};

type Uninstanced = Omit<Problem, 'instance'>;
const typeOf = (code: string): string => `/problems/${code}`;
const some = (data: object): { data?: object } => (Object.keys(data).length > 0 ? { data } : {});

const refused = ({ code, rule, data, also }: Refusal, say: (words: Words) => string): Uninstanced => ({
  type: typeOf(code),
  title: say(rule),
  status: rule.status,
  ...some(data),
  also: also.map((each) => ({ type: typeOf(each.code), title: say(each.rule), ...some(each.data) })),
});

const failed = (error: unknown, say: (words: Words) => string): Uninstanced => {
  const code = codeOf(error);
  const { status, ...words } = requestProblems[code];
  const problem = { type: typeOf(code), title: say(words), status };
  if (!(error instanceof HttpException) || code !== 'malformed')
    return status < 500 && error instanceof Error && code === 'malformed'
      ? { ...problem, detail: error.message }
      : problem;
  const said = error.getResponse() as { message?: string; errors?: Problem['errors'] };
  return { ...problem, detail: said.message ?? error.message, ...(said.errors && { errors: said.errors }) };
};

const byStatus: Readonly<Record<number, RequestProblem>> = {
  400: 'malformed',
  401: 'unauthenticated',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  414: 'too-large',
  415: 'unsupported-media-type',
  431: 'too-large',
};

const codeOf = (error: unknown): RequestProblem => {
  if (error instanceof CommandTaken) return 'idempotency-key-taken';
  if (error instanceof NotYet) return 'not-yet';
  if (error instanceof Busy || error instanceof Overloaded || error instanceof Unanswered) return 'overloaded';
  if (isUnavailable(error)) return 'overloaded';
  if (error instanceof BadCursor) return 'malformed';
  // Fastify's own errors carry a statusCode
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown })?.statusCode;
  return (
    (typeof status === 'number' && (byStatus[status] ?? (status >= 400 && status < 500 ? 'malformed' : undefined))) ||
    'failed'
  );
};
