import { Busy, CommandTaken, Overloaded, Refusal, Unanswered } from '#event-sourcing';
import { BadCursor, isDatabaseBusy, isDatabaseUnavailable, NotYet, PastNotReady } from '#nest-event-sourcing';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { preferred } from './language.js';
import { Malformed, type Words } from './malformed.js';
import { requestProblems, type RequestProblem } from './refusals.js';
import { OverCapacity } from './requests-at-once.js';
import { TooMany } from './too-many.js';
import { ProviderUnavailable } from './unavailable.js';

const retry_seconds = 1;

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
  /** What is wrong in the body, by JSON pointers, in the query or the headers. */
  errors?: readonly Readonly<{ pointer?: string; parameter?: string; header?: string; rule: string; detail: string }>[];
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
    ...(error instanceof Refusal ? refused(error, say) : failed(codeOf(error, request, reply), error, say)),
    instance: `urn:uuid:${request.id}`,
  };
  if (problem.status >= 500 && problem.type.endsWith('/failed')) logger.error(error, request.id);
  if (problem.status === 503 || problem.status === 429) reply.header('retry-after', String(retryAfter(error)));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  reply.header('cache-control', 'no-store'); // whatever the route says of its answers: what is not there may come
  void reply.status(problem.status).type('application/problem+json').send(problem);
};

const retryAfter = (error: unknown): number => (error instanceof TooMany ? error.retry_seconds : retry_seconds);

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

const failed = (code: RequestProblem, thrown: unknown, say: (words: Words) => string): Uninstanced => {
  const error = thrown instanceof BadCursor ? badCursor : thrown;
  const { status, ...words } = requestProblems[code];
  const problem = { type: typeOf(code), title: say(words), status };
  if (error instanceof PastNotReady) return { ...problem, data: { done: error.done, of: error.of } };
  if (code !== 'malformed') return problem;
  if (!(error instanceof Malformed)) return { ...problem, detail: say(unreadable(error)) };
  const errors = error.faults.map(({ detail, ...fault }) => ({ ...fault, detail: say(detail) }));
  return { ...problem, detail: say(error.words), ...(errors.length > 0 && { errors }) };
};

/** What the reader of bodies and paths finds wrong, before any route does. */
const unreadable = (error: unknown): Words => {
  const { code = '', statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown }; // anything can be thrown
  return (
    unreadableBy[String(code)] ??
    (error instanceof SyntaxError && statusCode === 400 ? unreadableBy['FST_ERR_CTP_INVALID_JSON_BODY'] : undefined) ??
    cannotBeRead
  );
};
const cannotBeRead = { en: 'The request cannot be read.', zh: '无法解析该请求。' };
const ofOtherList = {
  en: 'This cursor is of another list, of another filter, or no cursor at all: begin again without one.',
  zh: '该游标属于其他列表或其他筛选条件，或并非游标：请不带游标重新查询。',
};
const badCursor = new Malformed(ofOtherList, [{ parameter: 'cursor', rule: 'pattern', detail: ofOtherList }]);
const unreadableBy: Readonly<Record<string, Words>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: { en: 'The body is empty: send {} at least.', zh: '请求正文为空：至少应发送 {}。' },
  FST_ERR_CTP_INVALID_JSON_BODY: { en: 'The body is no JSON.', zh: '请求正文不是有效的 JSON。' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    en: 'The body is not as long as Content-Length says.',
    zh: '请求正文长度与 Content-Length 不符。',
  },
  FST_ERR_BAD_URL: { en: 'The path is not encoded as a URL is.', zh: '路径的编码无效。' },
};

const byStatus: Readonly<Record<number, RequestProblem>> = {
  400: 'malformed',
  401: 'unauthenticated',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  414: 'not-found', // a part of the path is longer than any id: nothing is there
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  431: 'headers-too-large',
};

const codeOf = (error: unknown, request: FastifyRequest, reply: FastifyReply): RequestProblem => {
  const code = codeOfError(error);
  if (code !== 'not-found' || !request.is404) return code;
  const methods = request.server.methodsAt(request.url.split('?')[0] ?? '');
  if (methods.length === 0 || methods.includes(request.method)) return code; // then a part of the path is too long
  reply.header('allow', methods.join(', '));
  return 'method-not-allowed';
};

const tooMuch = [Busy, Overloaded, OverCapacity];

const codeOfError = (error: unknown): RequestProblem => {
  if (error instanceof CommandTaken) return 'idempotency-key-taken';
  if (error instanceof PastNotReady) return 'past-not-ready';
  if (error instanceof NotYet) return 'not-yet';
  if (tooMuch.some((kind) => error instanceof kind) || isDatabaseBusy(error)) return 'overloaded';
  if (error instanceof ProviderUnavailable) return 'provider-unavailable';
  if (error instanceof Unanswered || isDatabaseUnavailable(error)) return 'database-unavailable';
  if (error instanceof BadCursor) return 'malformed';
  // Fastify's own errors carry a statusCode
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown })?.statusCode;
  return (
    (typeof status === 'number' && (byStatus[status] ?? (status >= 400 && status < 500 ? 'malformed' : undefined))) ||
    'failed'
  );
};
