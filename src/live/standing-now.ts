import { Refusal, type States } from '#event-sourcing';
import type { Time } from '#nest-event-sourcing';
import { NotFoundException, UnauthorizedException } from '@nestjs/common';
import { admit, inScope } from '../access/admission.js';
import type { Credentials } from '../access/credentials.js';
import type { Operation } from '../access/operations.js';
import type { Admitted, Asker, Principal } from '../access/principal.js';
import { mandates, roll, standingOf, type Standing } from '../access/standing.js';

/** Who may no longer follow, and why. */
export type NoLonger = 'not-honoured' | 'not-permitted';

/** How somebody stands now who was let in a while ago. */
export class StandingNow {
  constructor(
    private readonly states: States,
    private readonly time: Time,
    private readonly credentials: Credentials,
    private readonly operation: Operation,
  ) {}

  /**
   * @param ask who it is, of whoever can say; else it is who it was
   * @param fresh reads what has changed in the alliance since; else what this process knows is good enough
   */
  async of(
    { principal, standing }: Asker,
    request: Admitted,
    { ask, fresh }: Readonly<{ ask: boolean; fresh: boolean }>,
  ): Promise<Asker | NoLonger> {
    const known = ask ? await this.#principal(principal, request) : principal;
    if (typeof known === 'string') return known;
    if (known.clientId !== principal.clientId) return 'not-honoured';
    const now = await this.#standing(known, standing, fresh);
    try {
      inScope(known, this.operation);
      admit(this.operation, { principal: known, standing: now }, request.params as object);
    } catch (error) {
      if (error instanceof Refusal) return 'not-permitted';
      throw error;
    }
    return { principal: known, standing: now };
  }

  async #standing(principal: Principal, before: Standing, fresh: boolean): Promise<Standing> {
    if (principal.kind !== 'person') return before;
    const alliance = await this.states.load(roll, principal.allianceId, fresh);
    const given = await this.states.load(mandates, principal.unitId, fresh);
    return standingOf(principal, this.time.now(), alliance.state, given.state);
  }

  /** A credential counts as honoured for as long as nobody can be asked. */
  #principal(before: Principal, request: Admitted): Promise<Principal | NoLonger> {
    return this.credentials.principalOf(request).catch((error: unknown) => {
      if (error instanceof UnauthorizedException) return 'not-honoured';
      return error instanceof Refusal || error instanceof NotFoundException ? 'not-permitted' : before;
    });
  }
}
