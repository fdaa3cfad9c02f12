import { BadRequestException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Admitted } from './principal.js';

const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name];
  if (Array.isArray(value)) throw new BadRequestException(`${name} is given twice`);
  return value;
};

const matched = (request: FastifyRequest, name: string, pattern: RegExp, takes: string): string | undefined => {
  const value = headerOf(request, name);
  if (value === undefined) return undefined;
  return pattern.exec(value)?.[1] ?? malformed(name, takes);
};

const malformed = (name: string, takes: string): never => {
  throw new BadRequestException(`${name} takes ${takes}`);
};

/** Whether a request asks a question; HEAD is GET without the answer's body. Any other one writes. */
export const asks = ({ method }: Pick<FastifyRequest, 'method'>): boolean => method === 'GET' || method === 'HEAD';

/** What the headers and the query say of how a request is to be handled. @throws BadRequestException */
export const termsOf = (request: FastifyRequest): Admitted['terms'] => {
  const writes = !asks(request);
  const idempotencyKey = matched(
    request,
    'idempotency-key',
    /^([\x21-\x7e]{1,255})$/,
    '1 to 255 visible ASCII characters',
  );
  const revision = matched(request, 'if-match', /^"(\d{1,15})"$/, 'a revision in quotes, as an ETag gives it');
  const after = matched(request, 'lianjian-after', /^(\d{1,15})$/, 'a log position');
  const dryRun = writes ? dryRunOf(request.query as Record<string, unknown>) : undefined;
  return {
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(writes && revision !== undefined && { expectedRevision: Number(revision) }),
    ...(after !== undefined && { after: Number(after) }),
    ...(dryRun && { dryRun }),
  };
};

const dryRunOf = ({ dryRun, ...unknown }: Record<string, unknown>): boolean => {
  const [odd] = Object.keys(unknown);
  if (odd) throw new BadRequestException(`there is no parameter ${odd}`);
  if (dryRun !== undefined && dryRun !== 'true' && dryRun !== 'false')
    throw new BadRequestException('dryRun takes true or false');
  return dryRun === 'true';
};
