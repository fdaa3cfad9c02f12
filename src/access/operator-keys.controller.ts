import { newId, type Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { IdPipe } from '../platform/id-pipe.js';
import { PageQuery } from '../platform/page.js';
import { Acts, Answers, AnswersList, Creates, Shows } from '../platform/routes.js';
import { IssueOperatorKey } from './issue-key.js';
import { GetKeys, SeenKey } from './key-row.js';
import { GetKey, KeyView } from './one-key.js';
import { AskedBy, ByPrincipal, Called, type AskedByAsker, type Principal } from './principal.js';
import { RevokeOperatorKey } from './revoke-key.js';
import { RotateOperatorKey } from './rotate-key.js';
import { Secrets, ShownKey } from './secrets.js';

@Controller('v1/keys')
export class OperatorKeysController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Issue a key of the operator's own
   *
   * It opens every alliance, within its scopes. The first one is made by the command line. The key is shown in this
   * answer, and never again.
   */
  @Creates()
  @Shows(ShownKey)
  async issueOperatorKey(
    @Body() command: IssueOperatorKey,
    @Called() call: Call,
    @ByPrincipal() { scopes: granted }: Principal,
  ) {
    return this.secrets.answered(
      await this.commands.execute(command.for(newId(call.issue, 'key', command.keyId), call, { granted })),
    );
  }

  /**
   * Give an operator's key a new secret
   *
   * The old one is good beside it until the overlap ends.
   */
  @Acts(':keyId/rotation')
  @Shows(ShownKey)
  async rotateOperatorKey(
    @Param('keyId', IdPipe) keyId: string,
    @Body() command: RotateOperatorKey,
    @Called() call: Call,
    @ByPrincipal() { scopes: granted }: Principal,
  ) {
    return this.secrets.answered(await this.commands.execute(command.for(keyId, call, { granted })));
  }

  /** Revoke an operator's key */
  @Acts(':keyId/revocation')
  revokeOperatorKey(@Param('keyId', IdPipe) keyId: string, @Body() command: RevokeOperatorKey, @Called() call: Call) {
    return this.commands.execute(command.for(keyId, call));
  }

  /** List the operator's keys, the oldest first */
  @AnswersList('', SeenKey)
  getOperatorKeys(@Query() filter: PageQuery, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetKeys(asked, filter));
  }

  /** Get an operator's key, and what may be done with it now */
  @Answers(':keyId', KeyView)
  getOperatorKey(@Param('keyId', IdPipe) keyId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetKey(asked, keyId));
  }
}
