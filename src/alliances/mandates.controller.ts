import type { Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { EndMandate } from './end-mandate.js';
import { GiveMandate } from './give-mandate.js';
import { GetMandates, MandateFilter, MandateRow } from './mandate-row.js';
import { GetMandate, MandateView } from './one-mandate.js';

@Controller('v1/alliances/:allianceId/units/:unitId/mandates')
export class MandatesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Give a person a mandate to act for the unit
   *
   * By the unit's own delegate, an officer of the joint committee where it has none, or the operator. A unit has one
   * delegate, one deputy and one liaison at a time: a new one begins after the one before, or `replaces` it.
   */
  @Creates('', 'mandate')
  giveMandate(@Param('unitId', IdPipe) unitId: string, @Body() command: GiveMandate, @Called() call: Call) {
    return this.commands.execute(command.for(unitId, call));
  }

  /**
   * End a mandate before its time
   *
   * By the unit's own delegate, or the operator: nobody else takes a unit's voice from it. A delegate's ends only when
   * another delegate is named, who acts then or begins later; who takes over at once is given the mandate that
   * `replaces` this one.
   */
  @Acts(':mandateId/end')
  endMandate(
    @Param('unitId', IdPipe) unitId: string,
    @Param('mandateId', IdPipe) mandateId: string,
    @Body() command: EndMandate,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(unitId, call, { mandateId }));
  }

  /** List who acts, acted or is to act for a unit, by when it began */
  @AnswersList('', MandateRow)
  getMandates(@Param('unitId', IdPipe) unitId: string, @Query() filter: MandateFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetMandates(asked, unitId, filter));
  }

  /** Get a mandate, and what may be done with it now */
  @Answers(':mandateId', MandateView)
  getMandate(
    @Param('unitId', IdPipe) unitId: string,
    @Param('mandateId', IdPipe) mandateId: string,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetMandate(asked, unitId, mandateId));
  }
}
