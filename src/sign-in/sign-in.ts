import { Time } from '#nest-event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { Identities, ourselves } from '../access/identities.js';
import { Provider } from '../access/provider.js';
import { Sessions } from '../access/sessions.js';
import { SignInLinks } from '../access/sign-in-links.js';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { isUnavailable } from '../platform/unavailable.js';
import { localPath } from './return-to.js';

const minutes_max = 10;

/** A sign-in that was begun and not ended: what this browser must bring back, kept in its own cookie. */
type Begun = Readonly<{ state: string; nonce: string; verifier: string; returnTo: string; at: string }>;

/** Why nobody is signed in. */
export type Failure = 'failed' | 'silent' | 'used' | Readonly<{ unknown: readonly [issuer: string, subject: string] }>;

/** Who signed in: the secret of the new session, and where they wanted to go. */
export type SignedIn = Readonly<{ session: string; returnTo: string }>;

/** Signs people in: by the OpenID provider's authorization code with PKCE (RFC 9700), or by a link. */
@Injectable()
export class SignIn {
  constructor(
    private readonly provider: Provider,
    private readonly identities: Identities,
    private readonly sessions: Sessions,
    private readonly links: SignInLinks,
    private readonly time: Time,
    @Inject(Settings) readonly settings: Config,
  ) {}

  /** Whether there is a provider to sign in with. */
  get hasProvider(): boolean {
    return this.settings.oidcClientId !== undefined;
  }

  /** Where the browser is to go, and what it is to keep until it comes back. @throws ProviderUnavailable */
  async begin(wanted: unknown): Promise<Readonly<{ to: string; kept: string }>> {
    const configuration = await this.provider.configuration();
    const [state, nonce] = [openid.randomState(), openid.randomNonce()];
    const verifier = openid.randomPKCECodeVerifier();
    const to = openid.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: this.#callback(), scope: 'openid', response_type: 'code', state, nonce },
      ...{ code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    });
    const begun: Begun = { state, nonce, verifier, returnTo: localPath(wanted), at: this.time.now() };
    return { to: to.href, kept: Buffer.from(JSON.stringify(begun)).toString('base64url') };
  }

  /** What the provider sent a browser back with, of which this browser must have asked for it. */
  async end(query: string, kept: string | undefined): Promise<SignedIn | Failure> {
    const begun = this.#begunIn(kept);
    if (!begun) return 'failed';
    const who = await this.#identity(query, begun);
    if (typeof who === 'string') return who;
    if ((await this.identities.peopleOf(who)).length === 0) return { unknown: [who.issuer, who.subject] };
    return { session: await this.sessions.open(who), returnTo: localPath(begun.returnTo) };
  }

  /** Uses up a link. */
  async byLink(secret: unknown): Promise<SignedIn | Failure> {
    const personId = typeof secret === 'string' ? await this.links.redeem(secret) : undefined;
    if (personId === undefined) return 'used';
    return { session: await this.sessions.open({ issuer: ourselves, subject: personId }), returnTo: '/' };
  }

  async #identity(
    query: string,
    { state, nonce, verifier }: Begun,
  ): Promise<Readonly<{ issuer: string; subject: string }> | 'failed' | 'silent'> {
    try {
      const configuration = await this.provider.configuration();
      const tokens = await openid.authorizationCodeGrant(configuration, new URL(`${this.#callback()}${query}`), {
        ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true },
      });
      const { iss: issuer, sub: subject } = tokens.claims() ?? {};
      return issuer !== undefined && subject !== undefined ? { issuer, subject } : 'failed';
    } catch (error) {
      if (isSilence(error)) return 'silent';
      if (isRefusal(error)) return 'failed';
      throw error;
    }
  }

  #callback(): string {
    return `${this.settings.publicUrl}/sign-in/callback`;
  }

  #begunIn(kept: string | undefined): Begun | undefined {
    try {
      const begun: Partial<Begun> = JSON.parse(Buffer.from(kept ?? '', 'base64url').toString());
      const { state, nonce, verifier, at } = begun;
      if (![state, nonce, verifier, at].every((each) => typeof each === 'string' && each !== '')) return undefined;
      const age_ms = Date.parse(this.time.now()) - Date.parse(at ?? '');
      return age_ms <= minutes_max * 60_000 ? (begun as Begun) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** What the provider, or whoever sent the browser here, says is not good. */
const isRefusal = (error: unknown): boolean =>
  error instanceof openid.AuthorizationResponseError ||
  error instanceof openid.ResponseBodyError ||
  error instanceof openid.WWWAuthenticateChallengeError ||
  error instanceof openid.ClientError;

/** No answer, which is found among the causes of what the client library says. */
const isSilence = (error: unknown, depth = 0): boolean => {
  if (typeof error !== 'object' || error === null || depth > causes_max) return false;
  const { name, cause } = error as { name?: unknown; cause?: unknown }; // anything can be thrown
  return isUnavailable(error) || name === 'TimeoutError' || isSilence(cause, depth + 1);
};
const causes_max = 5;
