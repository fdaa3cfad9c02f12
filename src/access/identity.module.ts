import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessTokens } from './access-tokens.js';
import { IdentitiesController } from './identities.controller.js';
import { Identities, IdentityRow } from './identities.js';
import { PersonRow } from './person-row.js';
import { Provider } from './provider.js';
import { SessionRow, Sessions } from './sessions.js';
import { SignInLinkRow, SignInLinks } from './sign-in-links.js';
import { Telling } from './telling.js';

export const identityTables = [IdentityRow, SessionRow, SignInLinkRow];

/** Who people are: at an OpenID provider, in a session, by a link. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([...identityTables, PersonRow])],
  controllers: [IdentitiesController],
  providers: [AccessTokens, Identities, Provider, Sessions, SignInLinks, Telling],
  exports: [AccessTokens, Identities, Provider, Sessions, SignInLinks, Telling],
})
export class IdentityModule {}
