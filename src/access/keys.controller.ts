import { newId, type Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates, Shows } from '../platform/routes.js';
import { IssueKey } from './issue-key.js';
import { GetKeys, KeyFilter, SeenKey } from './key-row.js';
import { GetKey, KeyView } from './one-key.js';
import { AskedBy, ByPrincipal, Called, type AskedByAsker, type Principal } from './principal.js';
import { RevokeKey } from './revoke-key.js';
import { RotateKey } from './rotate-key.js';
import { Secrets, ShownKey } from './secrets.js';

@Controller('v1/alliances/:allianceId/keys')
export class KeysController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Issue a key
   *
   * A unit's delegate and its officers issue those of their own unit's people, an officer also that of an organisation
   * that wants to apply, the operator any, and an auditor's. None has more scopes, and none lasts longer, than what its
   * issuer acts by. The key is shown in this answer, and never again: a repeat of the request answers `null` in its
   * place, and who lost it rotates the key.
   */
  @Creates()
  @Shows(ShownKey)
  async issueKey(@Body() command: IssueKey, @Called() call: Call, @ByPrincipal() { scopes: granted }: Principal) {
    return this.secrets.answered(
      await this.commands.execute(command.for(newId(call.issue, 'key', command.keyId), call, { granted })),
    );
  }

  /**
   * Give a key a new secret
   *
   * The client stays the same. The old secret is good beside the new one until the overlap ends, so that a program is
   * changed over without a gap; an overlap of 0 ends every earlier one at once. The new key is shown in this answer,
   * and never again.
   */
  @Acts(':keyId/rotation')
  @Shows(ShownKey)
  async rotateKey(
    @Param('keyId', IdPipe) keyId: string,
    @Body() command: RotateKey,
    @Called() call: Call,
    @ByPrincipal() { scopes: granted }: Principal,
  ) {
    return this.secrets.answered(await this.commands.execute(command.for(keyId, call, { granted })));
  }

  /**
   * Revoke a key
   *
   * With all its secrets, for good. Within a second no instance honours it any more.
   */
  @Acts(':keyId/revocation')
  revokeKey(@Param('keyId', IdPipe) keyId: string, @Body() command: RevokeKey, @Called() call: Call) {
    return this.commands.execute(command.for(keyId, call));
  }

  /**
   * List the keys, the oldest first
   *
   * Those of the own unit; an officer, an auditor and the operator see all. Never the keys themselves.
   */
  @AnswersList('', SeenKey)
  getKeys(@Query() filter: KeyFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetKeys(asked, filter));
  }

  /** Get a key: whose it is, what it is for, when it was used, and what may be done with it now */
  @Answers(':keyId', KeyView)
  getKey(@Param('keyId', IdPipe) keyId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetKey(asked, keyId));
  }
}
