import { newId, type Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { PageQuery } from '../platform/page.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { OfferResource } from './offer-resource.js';
import { AllocationRow } from './allocation-rows.js';
import { GetAllocations, GetResource, ResourceView } from './one-resource.js';
import { PauseResource } from './pause-resource.js';
import { GetResources, ResourceFilter, ResourceRow } from './resource-catalogue.js';
import { ResumeResource } from './resume-resource.js';
import { ReviseResource } from './revise-resource.js';
import { WithdrawResource } from './withdraw-resource.js';

@Controller('v1/alliances/:allianceId/resources')
export class ResourcesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Offer a resource to the alliance.
   *
   * A venue, a vehicle, equipment, expertise, labour, goods or money, in a unit of measure and a quantity. The unit of
   * measure of money is its currency, and its quantity is in the minor unit.
   */
  @Creates()
  offerResource(@Body() command: OfferResource, @Called() call: Call) {
    return this.commands.execute(command.for(newId(call.issue, 'resource', command.resourceId), call));
  }

  /**
   * Revise a resource.
   *
   * Only the unit that offers it does. While something of it is allocated or booked, kind and unit of measure stay, the
   * quantity is not less than that, and no booking is left outside the availability.
   */
  @Acts(':resourceId/revision')
  reviseResource(
    @Param('resourceId', IdPipe) resourceId: string,
    @Body() command: ReviseResource,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call));
  }

  /**
   * Let a resource rest.
   *
   * What is allocated stays allocated; pledges of it are declined until it is resumed.
   */
  @Acts(':resourceId/pause')
  pauseResource(@Param('resourceId', IdPipe) resourceId: string, @Body() command: PauseResource, @Called() call: Call) {
    return this.commands.execute(command.for(resourceId, call));
  }

  /** Offer a resource again that rested. */
  @Acts(':resourceId/resumption')
  resumeResource(
    @Param('resourceId', IdPipe) resourceId: string,
    @Body() command: ResumeResource,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call));
  }

  /**
   * Withdraw a resource.
   *
   * Refused while something of it is allocated to pledges or booked, with the list of these, unless the body says that
   * they are released or cancelled, and why.
   */
  @Acts(':resourceId/withdrawal')
  withdrawResource(
    @Param('resourceId', IdPipe) resourceId: string,
    @Body() command: WithdrawResource,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call));
  }

  /** Read the resource catalogue, first offered first. */
  @AnswersList('', ResourceRow)
  getResources(@Query() filter: ResourceFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetResources(asked, filter));
  }

  /** Read one resource, with what is free of it and what you may do with it now. */
  @Answers(':resourceId', ResourceView)
  getResource(@Param('resourceId', IdPipe) resourceId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetResource(asked, resourceId));
  }

  /** Read for which pledges a resource is set aside. */
  @AnswersList(':resourceId/allocations', AllocationRow)
  getAllocations(
    @Param('resourceId', IdPipe) resourceId: string,
    @Query() filter: PageQuery,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetAllocations(asked, resourceId, filter));
  }
}
