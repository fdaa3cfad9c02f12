import type { Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { AcceptPledge } from './accept-pledge.js';
import { ConfirmDelivery } from './confirm-delivery.js';
import { DeclinePledge } from './decline-pledge.js';
import { MakePledge } from './make-pledge.js';
import { DeliveryView, GetDelivery, GetPledge, GetPledges, PledgeFilter, PledgeView } from './one-pledge.js';
import { PledgeRow } from './pledge-rows.js';
import { ReallocatePledge } from './reallocate-pledge.js';
import { ReportDelivery } from './report-delivery.js';
import { ReverseDelivery } from './reverse-delivery.js';
import { WithdrawPledge } from './withdraw-pledge.js';

@Controller('v1/alliances/:allianceId/projects/:projectId/pledges')
export class PledgesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Pledge a quantity towards a requirement.
   *
   * Of an approved project, also of your own. A pledge of one of your resources is accepted by itself when the resource
   * has been allocated to it, and declined when there is not enough of it. The same pledge twice is one pledge.
   */
  @Creates('', 'pledge')
  makePledge(@Param('projectId', IdPipe) projectId: string, @Body() command: MakePledge, @Called() call: Call) {
    return this.commands.execute(command.for(projectId, call));
  }

  /** Read the pledges to a project, the oldest first. */
  @AnswersList('', PledgeRow)
  getPledges(
    @Param('projectId', IdPipe) projectId: string,
    @AskedBy() asked: AskedByAsker,
    @Query() filter: PledgeFilter,
  ) {
    return this.queries.execute(new GetPledges(asked, projectId, filter));
  }

  /**
   * Read one pledge.
   *
   * With its deliveries, and what you may do with it now.
   */
  @Answers(':pledgeId', PledgeView)
  getPledge(
    @Param('projectId', IdPipe) projectId: string,
    @Param('pledgeId', IdPipe) pledgeId: string,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetPledge(asked, projectId, pledgeId));
  }

  /**
   * Accept a pledge.
   *
   * The unit that proposed the project does, as long as the requirement has room for it.
   */
  @Acts(':pledgeId/acceptance')
  acceptPledge(
    @Param('projectId', IdPipe) projectId: string,
    @Param('pledgeId', IdPipe) pledgeId: string,
    @Body() command: AcceptPledge,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call, { pledgeId }));
  }

  /**
   * Decline a pledge.
   *
   * The unit that proposed the project does, before the pledge has been accepted.
   */
  @Acts(':pledgeId/decline')
  declinePledge(
    @Param('projectId', IdPipe) projectId: string,
    @Param('pledgeId', IdPipe) pledgeId: string,
    @Body() command: DeclinePledge,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call, { pledgeId }));
  }

  /**
   * Withdraw a pledge.
   *
   * The unit that made it takes back what has not been delivered. A delivery that was reported is confirmed first.
   */
  @Acts(':pledgeId/withdrawal')
  withdrawPledge(
    @Param('projectId', IdPipe) projectId: string,
    @Param('pledgeId', IdPipe) pledgeId: string,
    @Body() command: WithdrawPledge,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call, { pledgeId }));
  }

  /**
   * Reallocate a pledge to another requirement.
   *
   * The unit that made it moves what is open of it to another requirement of the project that is counted in the same unit
   * of measure and has room for it. That is a pledge of its own then, and counts at once; one of a resource waits for its
   * allocation. The same reallocation twice is one.
   */
  @Acts(':pledgeId/reallocation')
  reallocatePledge(
    @Param('projectId', IdPipe) projectId: string,
    @Param('pledgeId', IdPipe) pledgeId: string,
    @Body() command: ReallocatePledge,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call, { pledgeId }));
  }

  /**
   * Report a delivery.
   *
   * The unit that made the pledge says that a part of it has arrived, and where the evidence is. Never more than it
   * promised. The same delivery twice is one delivery.
   */
  @Creates(':pledgeId/deliveries', 'delivery')
  reportDelivery(
    @Param('projectId', IdPipe) projectId: string,
    @Param('pledgeId', IdPipe) pledgeId: string,
    @Body() command: ReportDelivery,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call, { pledgeId }));
  }

  /**
   * Read one delivery.
   *
   * With its evidence, and what you may do with it now.
   */
  @Answers(':pledgeId/deliveries/:deliveryId', DeliveryView)
  getDelivery(
    @Param('projectId', IdPipe) projectId: string,
    @Param('pledgeId', IdPipe) pledgeId: string,
    @Param('deliveryId', IdPipe) deliveryId: string,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetDelivery(asked, projectId, pledgeId, deliveryId));
  }

  /**
   * Confirm a delivery.
   *
   * The unit that proposed the project says that it has arrived. When all that was promised has, the pledge is kept.
   */
  @Acts(':pledgeId/deliveries/:deliveryId/confirmation')
  confirmDelivery(
    @Param('projectId', IdPipe) projectId: string,
    @Param('pledgeId', IdPipe) pledgeId: string,
    @Param('deliveryId', IdPipe) deliveryId: string,
    @Body() command: ConfirmDelivery,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call, { pledgeId, deliveryId }));
  }

  /**
   * Reverse a delivery that was recorded wrongly, and say why.
   *
   * Before it is confirmed, the unit that reported it takes it back, or the receiver says that it has not arrived; after
   * that only the receiver does. A pledge that it kept is open again; where the project is over, that is released.
   */
  @Acts(':pledgeId/deliveries/:deliveryId/reversal')
  reverseDelivery(
    @Param('projectId', IdPipe) projectId: string,
    @Param('pledgeId', IdPipe) pledgeId: string,
    @Param('deliveryId', IdPipe) deliveryId: string,
    @Body() command: ReverseDelivery,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call, { pledgeId, deliveryId }));
  }
}
