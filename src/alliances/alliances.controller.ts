import { newId, type Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { PageQuery } from '../platform/page.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { AllianceView, GetAlliance } from './alliance-row.js';
import { FoundAlliance } from './found-alliance.js';
import { GetLowerAlliances, LowerAlliance } from './lower-alliances.js';
import { PlaceAlliance } from './place-alliance.js';
import { UpperAlliancePipe } from './upper-alliance.js';

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
   * delegates is in the chair and which, if any, is the secretary. The units are on the roll at once. It may be below
   * another alliance, whose area is of a higher level.
   */
  @Creates()
  foundAlliance(@Body(UpperAlliancePipe) command: FoundAlliance, @Called() call: Call) {
    return this.commands.execute(inItself(command, call));
  }

  /** Get an alliance: its area, its charter, its offices, and what may be begun in it now */
  @Answers(':allianceId', AllianceView)
  getAlliance(@AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetAlliance(asked));
  }

  /**
   * Put an alliance below another one, or let it stand by itself
   *
   * An operator's act. The upper alliance's area is of a higher level. Its members see the figures of those below, and
   * no more.
   */
  @Acts(':allianceId/placement')
  placeAlliance(
    @Param('allianceId', IdPipe) allianceId: string,
    @Body(UpperAlliancePipe) command: PlaceAlliance,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(allianceId, call));
  }

  /** List the alliances directly below this one */
  @AnswersList(':allianceId/alliances', LowerAlliance)
  getLowerAlliances(@Query() filter: PageQuery, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetLowerAlliances(asked, filter));
  }
}

/** An alliance's own stream belongs to the alliance. */
const inItself = (command: FoundAlliance, call: Call): FoundAlliance => {
  const tenantId = newId(call.issue, 'alliance', command.allianceId);
  return command.for(tenantId, { ...call, issue: { ...call.issue, tenantId } });
};
