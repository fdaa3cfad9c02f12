import { UnauthorizedException } from '@nestjs/common';
import type { Principal } from './principal.js';

/** A key that was revoked, or has run out. Whoever asks with it is told no more than with one that never was. */
export class KeyOver extends UnauthorizedException {
  constructor(readonly principal: Principal) {
    super('This key or token is not honoured.');
  }
}
