import { newId, type Call } from '#event-sourcing';
import { Body, Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { Answers, Creates } from '../platform/routes.js';
import { AllianceView, GetAlliance } from './alliance-row.js';
import { FoundAlliance } from './found-alliance.js';

@Controller('v1/alliances')
export class AlliancesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Found an alliance
   *
   * An operator's act. It names the charter, the founding units, each with its first delegate, and which of these
   * delegates is in the chair and which, if any, is the secretary. The units are on the roll at once.
   */
  @Creates()
  foundAlliance(@Body() command: FoundAlliance, @Called() call: Call) {
    return this.commands.execute(inItself(command, call));
  }

  /** Get an alliance: its area, its charter, its offices, and what may be begun in it now */
  @Answers(':allianceId', AllianceView)
  getAlliance(@AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetAlliance(asked));
  }
}

/** An alliance's own stream belongs to the alliance. */
const inItself = (command: FoundAlliance, call: Call): FoundAlliance => {
  const tenantId = newId(call.issue, 'alliance', command.allianceId);
  return command.for(tenantId, { ...call, issue: { ...call.issue, tenantId } });
};
