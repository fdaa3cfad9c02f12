import { Injectable, UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Keys } from './keys.js';
import type { Principal } from './principal.js';

/** Who a request comes from. */
@Injectable()
export class Credentials {
  constructor(private readonly keys: Keys) {}

  /** @throws UnauthorizedException */
  async principalOf({ headers }: Pick<FastifyRequest, 'headers' | 'params' | 'method'>): Promise<Principal> {
    const [, token] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
    const principal = token === undefined ? undefined : await this.keys.principalOf(token);
    if (!principal) throw new UnauthorizedException(token ? 'This key is not honoured.' : 'A bearer key is needed.');
    return principal;
  }
}
