import { noStream, States } from '#event-sourcing';
import { Time } from '#nest-event-sourcing';
import { Injectable, NotFoundException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { idPattern } from '../platform/fields.js';
import { unknownParameter } from '../platform/malformed.js';
import { pathOf } from '../platform/path-of.js';
import { RateLimits } from '../platform/rate-limits.js';
import { takesAsOf } from '../platform/routes.js';
import { declaresQuery, issuesCommand, routeAt } from '../platform/routes-of.js';
import { admit, inScope } from './admission.js';
import { Credentials } from './credentials.js';
import { Moments } from './moments.js';
import { isOpen, operationOf, type Operation } from './operations.js';
import type { Admitted, Asker, Principal } from './principal.js';
import { RefusedActs } from './refused-acts.js';
import { mandates, roll, standingOf, type Standing } from './standing.js';
import { asks, termsOf } from './terms.js';

type Admitting = { -readonly [K in keyof Admitted]: Admitted[K] };

/**
 * Whose key a request carries, and what of an alliance its holder may read. What it may do is for the mandate guard,
 * since only an append can say that a mandate was still in force.
 */
@Injectable()
export class KeyGuard implements CanActivate {
  constructor(
    private readonly credentials: Credentials,
    private readonly states: States,
    private readonly time: Time,
    private readonly limits: RateLimits,
    private readonly moments: Moments,
    private readonly refused: RefusedActs,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = operationOf(context.getHandler());
    const request = context.switchToHttp().getRequest<Admitting & { operation?: string }>();
    request.operation = context.getHandler().name; // for the log, whoever asks: as the API's description calls it
    if (isOpen(operation)) return true;
    try {
      return await this.#admitted(context, operation, request);
    } catch (error) {
      this.refused.note(error, operation, request);
      throw error;
    }
  }

  async #admitted(context: ExecutionContext, operation: Operation, request: Admitting): Promise<boolean> {
    request.principal = await this.credentials.principalOf(request);
    await this.limits.ofClient(request.principal.clientId, request, context.switchToHttp().getResponse());
    request.at = this.time.now();
    request.terms = termsOf(request);
    const route = routeAt(context);
    const asOf = takesAsOf(route.kind) ? asOfIn(request) : undefined;
    if (asks(request) && !declaresQuery(route)) noQuery(request.query as object);
    const { allianceId } = pathOf(request);
    if (allianceId !== undefined) mayKnow(request.principal, allianceId);
    inScope(request.principal, operation);
    // Within an alliance the mandate guard says who may issue a command.
    if (allianceId !== undefined && issuesCommand(route)) return true;
    request.asker = await this.#asker(request, allianceId);
    admit(operation, request.asker, pathOf(request));
    if (asOf !== undefined) request.terms = { ...request.terms, asOf: await this.moments.of(asOf) };
    return true;
  }

  async #asker(request: Pick<Admitted, 'principal' | 'at' | 'method'>, allianceId?: string): Promise<Asker> {
    const { principal, at } = request;
    if (allianceId === undefined) return { principal, standing: standings[principal.kind] };
    const alliance = await this.states.load(roll, allianceId, true);
    if (asks(request) && alliance.revision === noStream) throw new NotFoundException();
    if (principal.kind !== 'person') return { principal, standing: standings[principal.kind] };
    const given = await this.states.load(mandates, principal.unitId, true);
    return { principal, standing: standingOf(principal, at, alliance.state, given.state) };
  }
}

/** A question of how it was then says so beside what it asks. */
const asOfIn = (request: FastifyRequest): unknown => {
  const { asOf, ...query } = request.query as Record<string, unknown>;
  if (asOf !== undefined) request.query = query;
  return asOf;
};

const noQuery = (query: object): void => {
  const [odd] = Object.keys(query);
  if (odd) throw unknownParameter(odd);
};

/** How those stand who hold no mandate, and a person outside of its alliance. */
const standings: Readonly<Record<Principal['kind'], Standing>> = {
  operator: { unit: 'admitted', roles: ['operator'] },
  auditor: { unit: 'admitted', roles: ['auditor'] },
  person: { unit: 'stranger', roles: [] },
  guest: { unit: 'stranger', roles: [] },
};

/** Nobody learns of another alliance than their own. */
const mayKnow = (principal: Principal, allianceId: string): void => {
  if (!idPattern.test(allianceId)) throw new NotFoundException();
  if (principal.kind !== 'operator' && !('allianceId' in principal && principal.allianceId === allianceId))
    throw new NotFoundException();
};
