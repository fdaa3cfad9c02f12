import type { Call } from '#event-sourcing';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { IdPipe } from '../platform/id-pipe.js';
import { Answers } from '../platform/routes.js';
import { Identities, LinkedIdentities, LinkIdentity, UnlinkIdentity } from './identities.js';
import { ByAsker, Called, type Asker } from './principal.js';

const either = ['LinkedIdentity', 'Forecast'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
const Told = () =>
  ApiOkResponse({
    description: 'Who it is; with `dryRun`, that nothing would be recorded in the log.',
    content: { 'application/json': { schema: { oneOf: either } } },
  });

@Controller('v1/alliances/:allianceId/people/:personId/identities')
export class IdentitiesController {
  constructor(private readonly identities: Identities) {}

  /**
   * Say who a person is at the OpenID provider.
   *
   * From then on whoever the provider knows by this subject is this person here. They are one person in an alliance,
   * and may be another one in each other alliance. It is for the person, for the delegate and the officers of the only
   * unit that the person ever acted for, and for the operator: whoever decides it decides who is the unit's voice.
   */
  @Post()
  @HttpCode(200)
  @Told()
  linkIdentity(
    @Param('allianceId', IdPipe) allianceId: string,
    @Param('personId', IdPipe) personId: string,
    @Body() identity: LinkIdentity,
    @ByAsker() asker: Asker,
    @Called() call: Call,
  ) {
    return this.identities.link(asker, allianceId, personId, identity, call);
  }

  /**
   * Take back who a person is at the OpenID provider.
   *
   * Their tokens and sessions are refused from the next request on.
   */
  @Post('removal')
  @HttpCode(200)
  @Told()
  unlinkIdentity(
    @Param('allianceId', IdPipe) allianceId: string,
    @Param('personId', IdPipe) personId: string,
    @Body() identity: UnlinkIdentity,
    @ByAsker() asker: Asker,
    @Called() call: Call,
  ) {
    return this.identities.unlink(asker, allianceId, personId, identity, call);
  }

  /** Say who a person is at the OpenID provider. */
  @Answers('', LinkedIdentities, { besideTheLog: true })
  getIdentities(
    @Param('allianceId', IdPipe) allianceId: string,
    @Param('personId', IdPipe) personId: string,
    @ByAsker() asker: Asker,
  ) {
    return this.identities.of(asker, allianceId, personId);
  }
}
