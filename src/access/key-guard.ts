import { noStream, States } from '#event-sourcing';
import { Time } from '#nest-event-sourcing';
import {
  BadRequestException,
  Injectable,
  NotFoundException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { idPattern } from '../platform/fields.js';
import { declaresQuery } from '../platform/routes-of.js';
import { openToAll, openToApplicants } from '../platform/routes.js';
import { Credentials } from './credentials.js';
import type { Admitted, Asker } from './principal.js';
import { refuse } from './refusals.js';
import { mandates, roll, standingOf, type Standing } from './standing.js';
import { asks, termsOf } from './terms.js';

/**
 * Whose key a request carries, and what of an alliance its holder may read. What it may do is for the mandate guard,
 * since only an append can say that a mandate was still in force.
 */
@Injectable()
export class KeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: Credentials,
    private readonly states: States,
    private readonly time: Time,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const says = (what: symbol) =>
      this.reflector.getAllAndOverride<boolean>(what as never, [context.getHandler(), context.getClass()]);
    if (says(openToAll)) return true;
    const request = context.switchToHttp().getRequest<{ -readonly [K in keyof Admitted]: Admitted[K] }>();
    request.principal = await this.credentials.principalOf(request);
    request.at = this.time.now();
    request.terms = termsOf(request);
    if (asks(request) && !declaresQuery(context.getClass(), context.getHandler())) noQuery(request.query as object);
    const { allianceId } = request.params as { allianceId?: string };
    if (allianceId === undefined) {
      const { principal } = request;
      if (principal.kind === 'operator') request.asker = { principal, standing: operator };
      return principal.kind === 'operator' || says(openToApplicants) || refuse('not-permitted');
    }
    if (!idPattern.test(allianceId)) throw new NotFoundException();
    const { principal } = request;
    if (principal.kind !== 'operator' && principal.allianceId !== allianceId) throw new NotFoundException();
    if (!asks(request) && !says(openToApplicants)) return true;
    request.asker = await this.#asker(request, allianceId);
    if (asks(request) && !says(openToApplicants)) mayRead(request.asker);
    return true;
  }

  async #asker(request: Pick<Admitted, 'principal' | 'at' | 'method'>, allianceId: string): Promise<Asker> {
    const { principal, at } = request;
    const alliance = await this.states.load(roll, allianceId, true);
    if (asks(request) && alliance.revision === noStream) throw new NotFoundException();
    if (principal.kind === 'operator') return { principal, standing: operator };
    if (principal.kind === 'auditor') return { principal, standing: auditor };
    const given = await this.states.load(mandates, principal.unitId, true);
    return { principal, standing: standingOf(principal, at, alliance.state, given.state) };
  }
}

const noQuery = (query: object): void => {
  const [odd] = Object.keys(query);
  if (odd) throw new BadRequestException(`there is no parameter ${odd}`);
};

const operator: Standing = { unit: 'admitted', roles: ['operator'] };
const auditor: Standing = { unit: 'admitted', roles: [] };

/** Members read, also while they are suspended; a stranger reads what is open to applicants. */
const mayRead = ({ principal, standing }: Asker): void => {
  if (principal.kind !== 'person') return;
  if (standing.unit === 'stranger') refuse('unit-not-in-standing', { unitId: principal.unitId });
  if (!standing.mandateId) refuse('no-mandate', { unitId: principal.unitId });
};

export { OpenToAll, OpenToApplicants } from '../platform/routes.js';
