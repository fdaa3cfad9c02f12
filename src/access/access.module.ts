import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Credentials } from './credentials.js';
import { EveryRouteHasItsLine } from './every-route-has-its-line.js';
import { IdentityModule } from './identity.module.js';
import { KeyGuard } from './key-guard.js';
import { KeyRow, Keys } from './keys.js';
import { MeController } from './me.controller.js';
import { PeopleController } from './people.controller.js';
import { People, PersonRow } from './people.js';
import { SightInterceptor } from './sight-interceptor.js';

@Global()
@Module({
  imports: [IdentityModule, TypeOrmModule.forFeature([KeyRow, PersonRow])],
  controllers: [MeController, PeopleController],
  providers: [
    Credentials,
    Keys,
    People,
    { provide: APP_GUARD, useClass: KeyGuard },
    { provide: APP_INTERCEPTOR, useClass: SightInterceptor },
    EveryRouteHasItsLine,
  ],
  exports: [Credentials, Keys, People],
})
export class AccessModule {}
