import type { Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList } from '../platform/routes.js';
import { AddAreas } from './add-areas.js';
import { AreaFilter, CoveredArea, GetAreas } from './area-row.js';
import { CloseArea } from './close-area.js';
import { AreaView, GetArea } from './one-area.js';
import { RenameArea } from './rename-area.js';

@Controller('v1/alliances/:allianceId/areas')
export class AreasController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Name areas within the alliance's own
   *
   * Up to 400 at once, in any order, each with an id of the caller's own; each lies in the alliance's area or in
   * another one, of a higher level. By an officer or the operator. If-Match is the alliance's revision.
   */
  @Acts('')
  addAreas(@Param('allianceId', IdPipe) allianceId: string, @Body() command: AddAreas, @Called() call: Call) {
    return this.commands.execute(command.for(allianceId, call));
  }

  /**
   * List areas, with how many units cover each, in the order in which they were added
   *
   * Those that lie in no other; those `within` one; all of a `level`; or those that a unit named (`coveredBy`).
   */
  @AnswersList('', CoveredArea)
  getAreas(@Query() filter: AreaFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetAreas(asked, filter));
  }

  /** Get an area, the units that cover it, and what may be done with it now */
  @Answers(':areaId', AreaView)
  getArea(@Param('areaId', IdPipe) areaId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetArea(asked, areaId));
  }

  /**
   * Give an area another name
   *
   * By an officer or the operator. If-Match is the alliance's revision.
   */
  @Acts(':areaId/name')
  renameArea(
    @Param('allianceId', IdPipe) allianceId: string,
    @Param('areaId', IdPipe) areaId: string,
    @Body() command: RenameArea,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(allianceId, call, { areaId }));
  }

  /**
   * Close an area
   *
   * Once nothing lies in it any more; nobody covers it then. By an officer or the operator. If-Match is the alliance's
   * revision.
   */
  @Acts(':areaId/closing')
  closeArea(
    @Param('allianceId', IdPipe) allianceId: string,
    @Param('areaId', IdPipe) areaId: string,
    @Body() command: CloseArea,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(allianceId, call, { areaId }));
  }
}
