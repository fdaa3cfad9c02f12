import type { FastifyRequest } from 'fastify';
import { malformedHeader, malformedParameter, unknownParameter, type Words } from '../platform/malformed.js';
import type { Admitted } from './principal.js';

const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name];
  if (Array.isArray(value)) throw malformedHeader(name, 'maxItems', { en: 'it is given twice', zh: '重复出现' });
  return value;
};

const matched = (request: FastifyRequest, name: string, pattern: RegExp, takes: Words): string | undefined => {
  const value = headerOf(request, name);
  if (value === undefined) return undefined;
  return pattern.exec(value)?.[1] ?? malformed(name, takes);
};

const malformed = (name: string, takes: Words): never => {
  throw malformedHeader(name, 'pattern', takes);
};

/** Whether a request asks a question; HEAD is GET without the answer's body. Any other one writes. */
export const asks = ({ method }: Pick<FastifyRequest, 'method'>): boolean => method === 'GET' || method === 'HEAD';

/** What the headers and the query say of how a request is to be handled. @throws Malformed */
export const termsOf = (request: FastifyRequest): Admitted['terms'] => {
  const writes = !asks(request);
  const idempotencyKey = matched(request, 'idempotency-key', /^([\x21-\x7e]{1,255})$/, {
    en: 'it takes 1 to 255 visible ASCII characters',
    zh: '须为 1 至 255 个可见 ASCII 字符',
  });
  const revision = matched(request, 'if-match', /^"(\d{1,15})"$/, {
    en: 'it takes a revision in quotes, as an ETag gives it',
    zh: '须为带引号的修订号，与 ETag 一致',
  });
  const after = matched(request, 'lianjian-after', /^(\d{1,15})$/, {
    en: 'it takes a log position',
    zh: '须为日志位置',
  });
  const dryRun = writes ? dryRunOf(request.query as Record<string, unknown>) : undefined;
  return {
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(writes && revision !== undefined && { expectedRevision: Number(revision) }),
    ...(after !== undefined && { after: Number(after) }),
    ...(dryRun && { dryRun }),
  };
};

const nowOnly = {
  en: 'what is done is done now: only a question takes it',
  zh: '操作只能在当下进行，仅查询可用此参数',
};

const dryRunOf = ({ dryRun, ...unknown }: Record<string, unknown>): boolean => {
  const [odd] = Object.keys(unknown);
  if (odd === 'asOf') throw malformedParameter('asOf', 'additionalProperties', nowOnly);
  if (odd) throw unknownParameter(odd);
  if (dryRun !== undefined && dryRun !== 'true' && dryRun !== 'false')
    throw malformedParameter('dryRun', 'type', { en: 'it takes true or false', zh: '须为 true 或 false' });
  return dryRun === 'true';
};
