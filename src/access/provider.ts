import { Inject, Injectable, Logger } from '@nestjs/common';
import * as openid from 'openid-client';
import type { Config } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';
import { Settings } from '../config/settings.module.js';
import { ProviderUnavailable } from '../platform/unavailable.js';

const timeout_seconds = 5;
/** How long what the provider said of itself is believed. */
const known_ms_max = 3_600_000;
/** How long it is left alone after it gave no answer. */
const pause_ms = 1_000;

/** The OpenID provider as it describes itself, found when it is first needed: a start does not wait for it. */
@Injectable()
export class Provider {
  readonly #logger = new Logger('sign-in');
  #known: Readonly<{ at_ms: number; configuration: openid.Configuration }> | undefined;
  #asked: Promise<openid.Configuration> | undefined;
  #failed_ms = -pause_ms;

  constructor(@Inject(Settings) private readonly settings: Config) {}

  /** @throws ProviderUnavailable, also where there is none */
  async configuration(): Promise<openid.Configuration> {
    if (this.#known && performance.now() < this.#known.at_ms + known_ms_max) return this.#known.configuration;
    try {
      return await this.answered(() => (this.#asked ??= this.#discovered().finally(() => (this.#asked = undefined))));
    } catch (error) {
      if (this.#known) return this.#known.configuration;
      throw error;
    }
  }

  /**
   * Asks the provider something; where it gave no answer a moment ago, it is not asked again.
   *
   * @throws ProviderUnavailable
   */
  async answered<T>(ask: () => Promise<T>): Promise<T> {
    if (performance.now() < this.#failed_ms + pause_ms) throw new ProviderUnavailable('it gave no answer just now');
    try {
      return await ask();
    } catch (error) {
      this.#failed_ms = performance.now();
      const { message, code } = error as Partial<Error & { code: string }>; // a cause may hold what is nobody's business
      this.#logger.warn(`${this.settings.oidcIssuer} gave no answer that can be used: ${code ?? ''} ${message ?? ''}`);
      throw new ProviderUnavailable('it gave no answer', { cause: error });
    }
  }

  async #discovered(): Promise<openid.Configuration> {
    const { oidcIssuer, oidcClientId: clientId = 'none', oidcClientSecret: secret } = this.settings;
    if (oidcIssuer === undefined) throw new ProviderUnavailable('there is none');
    const issuer = new URL(oidcIssuer);
    const insecure = isLoopback(issuer.hostname) ? [openid.allowInsecureRequests] : [];
    const found = await openid.discovery(issuer, clientId, undefined, openid.None(), {
      timeout: timeout_seconds,
      execute: insecure,
    });
    const server = found.serverMetadata();
    const configuration = new openid.Configuration(server, clientId, undefined, authentication(server, secret));
    configuration.timeout = timeout_seconds;
    for (const each of [...insecure, openid.enableNonRepudiationChecks]) each(configuration);
    this.#known = { at_ms: performance.now(), configuration };
    return configuration;
  }
}

/** How this application proves to the provider which client it is; a public client has nothing but PKCE. */
const authentication = (
  { token_endpoint_auth_methods_supported: ways = ['client_secret_basic'] }: openid.ServerMetadata,
  secret: string | undefined,
): openid.ClientAuth => {
  if (secret === undefined) return openid.None();
  return ways.includes('client_secret_basic') ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret);
};
