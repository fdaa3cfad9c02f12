import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { addressOf } from './client-address.js';
import { LeasedBuckets } from './leased-buckets.js';
import { Leases } from './leases.js';
import { LocalBuckets } from './local-buckets.js';
import { ratePerMinute, window_ms, type Rate, type Verdict } from './rate.js';
import { TooMany } from './too-many.js';

const trusted_max = 10_000;
const trusted_ms = 10 * 60_000;

export type Policy = 'key' | 'address' | 'failures';
type Said = Pick<FastifyRequest, 'ip' | 'headers'>;

/**
 * How much one client, and one address, may ask. Who fails to say who it is has less: but whoever did say it before,
 * from wherever, is not held responsible for others at the same address.
 */
@Injectable()
export class RateLimits {
  readonly #keys: LeasedBuckets;
  readonly #addresses: LeasedBuckets;
  readonly #failures: LocalBuckets;
  /** Hashes of what was honoured lately. */
  readonly #trusted = new LRUCache<string, true>({ max: trusted_max, ttl: trusted_ms });
  /** How often each was refused. */
  readonly refused: Record<Policy, number> = { key: 0, address: 0, failures: 0 };

  constructor(@Inject(Settings) settings: Config, database: DataSource) {
    const leased = (name: Policy, requests: number): LeasedBuckets => {
      const rate = ratePerMinute(requests);
      return new LeasedBuckets(rate, new Leases(database, name, rate).ask);
    };
    this.#keys = leased('key', settings.keyRequests_perMinute);
    this.#addresses = leased('address', settings.addressRequests_perMinute);
    this.#failures = new LocalBuckets(ratePerMinute(settings.addressFailures_perMinute));
  }

  /** Before anything is read of a request. @throws TooMany */
  async ofAddress(request: Said, reply: FastifyReply): Promise<void> {
    const address = addressOf(request.ip);
    const empty_ms = this.#failures.empty_ms(address);
    if (empty_ms > 0 && !this.#isTrusted(request)) this.#refuse('failures', this.#failures.rate, empty_ms, reply);
    const verdict = this.#addresses.take(address);
    const { admitted, retry_ms } = 'then' in verdict ? await verdict : verdict;
    if (!admitted) this.#refuse('address', this.#addresses.rate, retry_ms, reply);
  }

  /** A request did not say, or not rightly, who it is from. */
  failed(request: Said): void {
    this.#failures.spend(addressOf(request.ip));
  }

  /** Once it is known who asks. @throws TooMany */
  async ofClient(clientId: string, request: Said, reply: FastifyReply): Promise<void> {
    const credential = credentialOf(request);
    if (credential) this.#trusted.set(credential, true);
    const verdict = this.#keys.take(clientId);
    const known = 'then' in verdict ? await verdict : verdict;
    tell(reply, 'key', this.#keys.rate, known);
    if (!known.admitted) this.#refuse('key', this.#keys.rate, known.retry_ms, reply);
  }

  #isTrusted(request: Said): boolean {
    const credential = credentialOf(request);
    return credential !== undefined && this.#trusted.has(credential);
  }

  #refuse(policy: Policy, rate: Rate, retry_ms: number, reply: FastifyReply): never {
    this.refused[policy]++;
    tell(reply, policy, rate, { admitted: false, remaining: 0, retry_ms });
    throw new TooMany(policy, retry_ms);
  }
}

const credentialOf = ({ headers }: Said): string | undefined => {
  const { authorization, cookie } = headers;
  return authorization || cookie ? hash('sha256', `${authorization ?? ''}\n${cookie ?? ''}`, 'base64') : undefined;
};

/** As draft-ietf-httpapi-ratelimit-headers-10 spells it: what there is, what is left, and when all of it is there. */
const tell = (reply: FastifyReply, policy: Policy, rate: Rate, { remaining }: Verdict): void => {
  const whole_s = Math.ceil((rate.capacity - remaining) / rate.perSecond);
  reply.header('ratelimit-policy', `"${policy}";q=${rate.capacity};w=${Math.ceil(window_ms(rate) / 1_000)}`);
  reply.header('ratelimit', `"${policy}";r=${remaining};t=${whole_s}`);
};
