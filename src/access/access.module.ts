import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Credentials } from './credentials.js';
import { Erasures } from './erasures.js';
import { EveryRouteHasItsLine } from './every-route-has-its-line.js';
import { IdentityModule } from './identity.module.js';
import { KeyGuard } from './key-guard.js';
import { accessTables } from './access.tables.js';
import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { issueKey, issueOperatorKey } from './issue-key.js';
import { KeyUses } from './key-uses.js';
import { getKeys } from './key-row.js';
import { Keys } from './keys.js';
import { KeysController } from './keys.controller.js';
import { OperatorKeysController } from './operator-keys.controller.js';
import { getKey } from './one-key.js';
import { revokeKey, revokeOperatorKey } from './revoke-key.js';
import { rotateKey, rotateOperatorKey } from './rotate-key.js';
import { SealNames } from './seal-names.js';
import { Secrets } from './secrets.js';
import { Moments } from './moments.js';
import { MeController } from './me.controller.js';
import { PeopleController } from './people.controller.js';
import { People } from './people.js';
import { RefusalInterceptor } from './refusal-interceptor.js';
import { RefusedActs } from './refused-acts.js';
import { SightInterceptor } from './sight-interceptor.js';

@Global()
@Module({
  imports: [IdentityModule, TypeOrmModule.forFeature(accessTables)],
  controllers: [MeController, PeopleController, KeysController, OperatorKeysController],
  providers: [
    ...[Credentials, Keys, KeyUses, Moments, Secrets, People, Erasures, RefusedActs, SealNames, EveryRouteHasItsLine],
    { provide: APP_GUARD, useClass: KeyGuard },
    ...[RefusalInterceptor, SightInterceptor],
    ...commandHandlers(issueKey, rotateKey, revokeKey, issueOperatorKey, rotateOperatorKey, revokeOperatorKey),
    ...queryHandlers(getKeys, getKey),
  ],
  exports: [Credentials, Keys, Moments, Secrets, People, RefusedActs, RefusalInterceptor, SightInterceptor],
})
export class AccessModule {}
