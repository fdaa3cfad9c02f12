import { Time } from '#nest-event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { ProviderUnavailable } from '../platform/unavailable.js';
import { Provider } from './provider.js';

/** Signatures by a key that only the provider has; never `none`, never a secret that both sides share. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const skew_seconds_max = 60;
const lifetime_seconds_max = 86_400;
const keys = { timeoutDuration: 5_000, cooldownDuration: 5_000, cacheMaxAge: 600_000 };
const characters_max = 8_192;

/** Who somebody is at a provider, and the software that they use. */
export type Identity = Readonly<{ issuer: string; subject: string; party: string }>;

/** OpenID Connect access tokens: JWTs (RFC 9068) that the provider signed for this API. */
@Injectable()
export class AccessTokens {
  #keys: Readonly<{ url: string; get: JWTVerifyGetKey }> | undefined;

  constructor(
    private readonly provider: Provider,
    @Inject(Settings) private readonly settings: Config,
    private readonly time: Time,
  ) {}

  /**
   * Whose token this is, if it is one that is honoured.
   *
   * @throws ProviderUnavailable where the provider's keys are needed and not to be had
   */
  async identityOf(token: string): Promise<Identity | undefined> {
    const { oidcIssuer: issuer, oidcAudience: audience } = this.settings;
    if (issuer === undefined || audience === undefined || token.length > characters_max) return undefined;
    try {
      const { payload } = await jwtVerify(token, (header, jws) => this.#key(header, jws), {
        ...{ issuer, audience, algorithms },
        clockTolerance: skew_seconds_max,
        maxTokenAge: lifetime_seconds_max,
        requiredClaims: ['sub', 'exp', 'iat'],
        currentDate: new Date(this.time.now()),
      });
      return identity(issuer, payload);
    } catch (error) {
      if (isUnusable(error)) throw new ProviderUnavailable('its keys cannot be used', { cause: error });
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  /** The provider's key that a token names: kept for ten minutes, and looked for anew where it is not among those kept. */
  async #key(...[header, jws]: Parameters<JWTVerifyGetKey>): Promise<Awaited<ReturnType<JWTVerifyGetKey>>> {
    const { jwks_uri: url } = (await this.provider.configuration()).serverMetadata();
    if (url === undefined) throw new ProviderUnavailable('it names no keys');
    if (this.#keys?.url !== url) {
      const get = createRemoteJWKSet(new URL(url), {
        ...keys,
        [customFetch]: (where, options) => this.provider.answered(() => succeeded(where, options)),
      });
      this.#keys = { url, get };
    }
    return this.#keys.get(header, jws);
  }
}

const succeeded = async (where: string, options: RequestInit): Promise<Response> => {
  const response = await fetch(where, options);
  if (response.status !== 200) throw new Error(`${response.status} from ${where}`);
  return response;
};

/** What is wrong with the provider's own answer, and not with the token. */
const isUnusable = (error: unknown): boolean =>
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');

/** A token without a person, of the software's own, is nobody's: such software has a key. */
const identity = (issuer: string, { sub, azp, client_id }: JWTPayload): Identity | undefined => {
  const party = azp ?? client_id;
  if (typeof sub !== 'string' || sub === '' || sub === party) return undefined;
  return { issuer, subject: sub, party: typeof party === 'string' ? party : '' };
};
