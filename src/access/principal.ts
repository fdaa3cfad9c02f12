import type { Call } from '#event-sourcing';
import type { Asked } from '#nest-event-sourcing';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { v5 } from 'uuid';
import { randomUUID } from 'node:crypto';
import type { Standing } from './standing.js';

/** Whose key a request carries: an operator's, or that of a person who acts for one unit of one alliance. */
export type Principal =
  | Readonly<{ kind: 'operator'; clientId: string }>
  | Readonly<{ kind: 'person'; clientId: string; personId: string; unitId: string; allianceId: string }>;

/** Who asks a question: the principal, and how it stands in the alliance. */
export type Asker = Readonly<{ principal: Principal; standing: Standing }>;
export type AskedByAsker = Asked<Asker>;

/** What the key guard and the header checks leave on a request. */
export type Admitted = FastifyRequest & {
  readonly principal: Principal;
  /** When it came. */
  readonly at: string;
  readonly asker?: Asker;
  /** Of the command that this request issues. */
  commandId?: string;
  readonly terms: Readonly<{ idempotencyKey?: string; expectedRevision?: number; dryRun?: boolean; after?: number }>;
};

const requestOf = (context: ExecutionContext): Admitted => context.switchToHttp().getRequest();
const allianceOf = (request: FastifyRequest): string => (request.params as { allianceId?: string }).allianceId ?? '';

/** A command id is of the client, not of its secret, and of its idempotency key: a retry has the same one. */
const callOf = (request: Admitted): Call => {
  const { principal, terms } = request;
  const { idempotencyKey = randomUUID(), expectedRevision, dryRun } = terms;
  const commandId = (request.commandId ??= v5(idempotencyKey, principal.clientId));
  const { clientId } = principal;
  const actor =
    principal.kind === 'operator'
      ? { kind: 'operator', clientId }
      : { kind: 'representative', personId: principal.personId, unitId: principal.unitId, clientId };
  return {
    issue: { commandId, correlationId: commandId, tenantId: allianceOf(request), actor, at: request.at },
    ...(expectedRevision !== undefined && { expectedRevision }),
    ...(dryRun && { dryRun }),
  };
};

/** Under what a command is issued. */
export const Called = createParamDecorator((_: unknown, context: ExecutionContext) => callOf(requestOf(context)));

/** For whom a question is asked. */
export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext): AskedByAsker => {
  const request = requestOf(context);
  const { after } = request.terms;
  if (!request.asker) throw new Error('a question without an asker');
  return {
    tenantId: allianceOf(request),
    now: request.at,
    asker: request.asker,
    ...(after !== undefined && { after }),
  };
});

/** The principal of a request. */
export const ByPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).principal,
);
