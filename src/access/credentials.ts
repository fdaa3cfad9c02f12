import { ReadModels, Time } from '#nest-event-sourcing';
import { Inject, Injectable, NotFoundException, UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { idPattern } from '../platform/fields.js';
import { malformedHeader } from '../platform/malformed.js';
import { pathOf } from '../platform/path-of.js';
import { isOurs, originOf } from '../platform/same-origin.js';
import { AccessTokens, type Identity } from './access-tokens.js';
import { cookieOf } from './cookies.js';
import { clientOf, Identities, ofSessions, type Someone } from './identities.js';
import { Keys } from './keys.js';
import type { Principal } from './principal.js';
import { refuse } from './refusals.js';
import { scopes } from './scopes.js';
import { Sessions } from './sessions.js';
import { asks } from './terms.js';
import { unitsOf, type ActsFor } from './units-of.js';

type Asked = Pick<FastifyRequest, 'headers' | 'params' | 'method'>;
type Told = Readonly<{ principal: Principal }> | Readonly<{ identity: Identity }>;

/** Who a request comes from: by a key, by an access token of the OpenID provider, or by the session of a browser. */
@Injectable()
export class Credentials {
  constructor(
    private readonly keys: Keys,
    private readonly tokens: AccessTokens,
    private readonly sessions: Sessions,
    private readonly identities: Identities,
    private readonly readModels: ReadModels,
    private readonly time: Time,
    @Inject(Settings) private readonly settings: Config,
  ) {}

  /**
   * The one who acts in this request. Who acts for several units names one in the header Lianjian-Unit.
   *
   * @throws UnauthorizedException, Refusal; ProviderUnavailable where nobody can say whether a token is good
   */
  async principalOf(request: Asked): Promise<Principal> {
    const named = namedIn(request);
    const told = await this.#toldBy(request);
    if ('identity' in told) return this.#actingPerson(told.identity, request, named);
    const { principal } = told;
    if (named !== undefined && !(principal.kind === 'person' && principal.unitId === named))
      refuse('no-mandate', { unitId: named });
    return principal;
  }

  /** Who somebody is in each alliance, and the units that they act for; of a key, those that it is for. */
  async actsFor(request: Asked): Promise<Readonly<{ people: readonly Someone[]; units: readonly ActsFor[] }>> {
    const told = await this.#toldBy(request);
    if ('identity' in told) {
      const people = await this.#peopleOf(told.identity);
      return { people, units: await this.#unitsOf(people) };
    }
    const { principal } = told;
    if (principal.kind !== 'person') return { people: [], units: [] };
    const people = await this.identities.oneOf(principal.allianceId, principal.personId);
    const units = await this.#unitsOf([principal]);
    return { people, units: units.filter(({ unitId }) => unitId === principal.unitId) };
  }

  async #toldBy(request: Asked): Promise<Told> {
    const { authorization } = request.headers;
    if (authorization === undefined) return { identity: await this.#signedIn(request) };
    const [, token = ''] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization) ?? [];
    if (token.startsWith('lj_')) {
      const principal = await this.keys.principalOf(token);
      if (principal) return { principal };
    } else {
      const identity = await this.tokens.identityOf(token);
      if (identity) return { identity };
    }
    throw new UnauthorizedException('This key or token is not honoured.');
  }

  /** Who is signed in; a write is taken only from our own pages, since a browser sends cookies wherever it is told to. */
  async #signedIn(request: Asked): Promise<Identity> {
    const { publicUrl } = this.settings;
    const origin = originOf(request, publicUrl);
    const secret = origin && cookieOf(request, 'session', origin);
    if (!secret) throw new UnauthorizedException('A bearer key, a token or a session is needed.');
    if (!asks(request) && !isOurs(request, publicUrl)) refuse('not-from-our-page');
    const who = await this.sessions.of(secret);
    if (!who) throw new UnauthorizedException('This session has ended.');
    return { ...who, party: ofSessions };
  }

  async #actingPerson(identity: Identity, request: Asked, named: string | undefined): Promise<Principal> {
    const everywhere = await this.#peopleOf(identity);
    const { allianceId } = pathOf(request);
    const here = everywhere.filter((each) => allianceId === undefined || each.allianceId === allianceId);
    if (here.length === 0) throw new NotFoundException();
    const client = { clientId: clientOf(identity), scopes };
    const units = await this.#unitsOf(here);
    const unit = named === undefined ? theOne(units) : units.find(({ unitId }) => unitId === named);
    if (unit) return { kind: 'person', ...client, ...acting(unit), signedIn: true };
    if (named !== undefined) return refuse('no-mandate', { unitId: named });
    if (allianceId === undefined) return { kind: 'guest', ...client };
    if (!units.some(({ inForce }) => inForce)) return refuse('no-mandate');
    return refuse('unit-not-named', { units: units.filter(({ inForce }) => inForce).map(({ unitId }) => unitId) });
  }

  async #peopleOf({ issuer, subject }: Identity): Promise<readonly Someone[]> {
    const people = await this.identities.peopleOf({ issuer, subject });
    return people.length > 0 ? people : refuse('person-unknown', { issuer, subject });
  }

  async #unitsOf(people: readonly Readonly<{ personId: string }>[]): Promise<readonly ActsFor[]> {
    const ids = people.map(({ personId }) => personId);
    return (await this.readModels.ask(0, (db) => unitsOf(db, ids, this.time.now()))).answer;
  }
}

const acting = ({ allianceId, unitId, personId }: ActsFor) => ({ allianceId, unitId, personId });

/** The only unit under a mandate in force; where there is none, the only one that there was. */
const theOne = (units: readonly ActsFor[]): ActsFor | undefined => {
  const inForce = units.filter((each) => each.inForce);
  const [one, ...more] = inForce.length > 0 ? inForce : units;
  return more.length === 0 ? one : undefined;
};

const namedIn = ({ headers }: Asked): string | undefined => {
  const named = headers['lianjian-unit'];
  if (named === undefined || (typeof named === 'string' && idPattern.test(named))) return named;
  throw malformedHeader('Lianjian-Unit', 'format', { en: 'it takes a unit’s id', zh: '须为单位编号' });
};
