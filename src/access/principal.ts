import { namedId, type Call } from '#event-sourcing';
import type { Asked } from '#nest-event-sourcing';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { pathOf } from '../platform/path-of.js';
import type { Moment } from './moments.js';
import type { Scope } from './scopes.js';
import type { Standing } from './standing.js';

/**
 * Who a request comes from: an operator, a person who acts for one unit of one alliance, or an auditor, who reads one
 * alliance and writes nothing but findings. The client stays when its secret is replaced. It may do what its role allows, within its
 * scopes.
 */
export type Principal = Readonly<{ clientId: string; scopes: readonly Scope[] }> &
  (
    | Readonly<{ kind: 'operator' }>
    /** `signedIn`: the person is here. A key of theirs was made by whoever keeps the unit, and speaks for that unit alone. */
    | Readonly<{ kind: 'person'; personId: string; unitId: string; allianceId: string; signedIn?: true }>
    | Readonly<{ kind: 'auditor'; allianceId: string }>
    /** Somebody who signed in, outside of any alliance: they act for several units there, or for none. */
    | Readonly<{ kind: 'guest' }>
  );

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
  readonly terms: Readonly<{
    idempotencyKey?: string;
    expectedRevision?: number;
    dryRun?: boolean;
    after?: number;
    whole?: boolean;
    /** How it was then, not how it is. */
    asOf?: Moment;
  }>;
};

const requestOf = (context: ExecutionContext): Admitted => context.switchToHttp().getRequest();
const allianceOf = (request: FastifyRequest): string => pathOf(request)['allianceId'] ?? '';

/** A command id is of the client, not of its secret, and of its idempotency key: a retry has the same one. */
const callOf = (request: Admitted): Call => {
  const { principal, terms } = request;
  const { idempotencyKey = randomUUID(), expectedRevision, dryRun } = terms;
  const commandId = (request.commandId ??= namedId(idempotencyKey, principal.clientId));
  const actor = claimedBy(principal);
  return {
    issue: { commandId, correlationId: commandId, tenantId: allianceOf(request), actor, at: request.at },
    ...(expectedRevision !== undefined && { expectedRevision }),
    ...(dryRun && { dryRun }),
  };
};

/** As whom a principal acts; what of it is true, the mandate guard finds out. */
const claimedBy = (principal: Principal) => {
  const { kind, clientId } = principal;
  if (kind !== 'person') return { kind, clientId };
  return { kind: 'representative', personId: principal.personId, unitId: principal.unitId, clientId };
};

/** Under what a command is issued. */
export const Called = createParamDecorator((_: unknown, context: ExecutionContext) => callOf(requestOf(context)));

/** For whom a question is asked, and as of when. Who may ask is as of now. */
export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext): AskedByAsker => {
  const request = requestOf(context);
  const { after, whole, asOf } = request.terms;
  if (!request.asker) throw new Error('a question without an asker');
  return {
    tenantId: allianceOf(request),
    now: asOf?.at ?? request.at,
    asker: request.asker,
    ...(after !== undefined && { after }),
    ...(whole && { whole }),
    ...(asOf && { asOf: asOf.position }),
  };
});

/** How the principal of a request stands, where the request asks, or writes what is no command. */
export const ByAsker = createParamDecorator((_: unknown, context: ExecutionContext): Asker => {
  const { asker } = requestOf(context);
  if (!asker) throw new Error('a request without an asker');
  return asker;
});

/** The principal of a request. */
export const ByPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).principal,
);
