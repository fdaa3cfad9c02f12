import type { Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, ByPrincipal, Called, type AskedByAsker, type Principal } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { AdmitUnit } from './admit-unit.js';
import { ApplyForMembership } from './apply-for-membership.js';
import { DeclineApplication } from './decline-application.js';
import { LeaveAlliance } from './leave-alliance.js';
import { GetUnit, UnitView } from './one-unit.js';
import { refuse } from './refusals.js';
import { ReinstateUnit } from './reinstate-unit.js';
import { StateCoverage } from './state-coverage.js';
import { SuspendUnit } from './suspend-unit.js';
import { GetUnits, UnitFilter, UnitRow } from './unit-row.js';

@Controller('v1/alliances/:allianceId/units')
export class UnitsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Apply for membership
   *
   * The key says for which unit. A unit that left or was declined may apply again; then the delegate whom it names
   * takes over from whoever still holds such a mandate.
   */
  @Creates()
  applyForMembership(@Body() command: ApplyForMembership, @ByPrincipal() principal: Principal, @Called() call: Call) {
    return this.commands.execute(command.for(applicantOf(principal), call));
  }

  /**
   * Admit a unit that has applied
   *
   * The chair's act, where the charter says that the chair may admit; else a motion of the joint committee does.
   * If-Match is the alliance's revision.
   */
  @Acts(':unitId/admission')
  admitUnit(
    @Param('allianceId', IdPipe) allianceId: string,
    @Param('unitId', IdPipe) unitId: string,
    @Body() command: AdmitUnit,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(allianceId, call, { unitId }));
  }

  /**
   * Decline an application
   *
   * The chair's act, where the charter says that the chair may admit; else a lost motion does. The unit may apply
   * again.
   */
  @Acts(':unitId/decline')
  declineApplication(
    @Param('unitId', IdPipe) unitId: string,
    @Body() command: DeclineApplication,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(unitId, call));
  }

  /**
   * Suspend a unit
   *
   * The chair's act. The unit's rights rest until it is reinstated; it stays on the roll. If-Match is the alliance's
   * revision.
   */
  @Acts(':unitId/suspension')
  suspendUnit(
    @Param('allianceId', IdPipe) allianceId: string,
    @Param('unitId', IdPipe) unitId: string,
    @Body() command: SuspendUnit,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(allianceId, call, { unitId }));
  }

  /**
   * Reinstate a suspended unit
   *
   * The chair's act. The unit has its rights again. If-Match is the alliance's revision.
   */
  @Acts(':unitId/reinstatement')
  reinstateUnit(
    @Param('allianceId', IdPipe) allianceId: string,
    @Param('unitId', IdPipe) unitId: string,
    @Body() command: ReinstateUnit,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(allianceId, call, { unitId }));
  }

  /**
   * Leave the alliance
   *
   * The unit's own act, by its delegate; not while it is in the chair. It may apply again. What it leaves behind, its
   * `outstanding` says. If-Match is the alliance's revision.
   */
  @Acts(':unitId/leave')
  leaveAlliance(
    @Param('allianceId', IdPipe) allianceId: string,
    @Param('unitId', IdPipe) unitId: string,
    @Body() command: LeaveAlliance,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(allianceId, call, { unitId }));
  }

  /**
   * Say which areas the unit covers
   *
   * The unit's own act. These, with all that lies in them, and no others.
   */
  @Acts(':unitId/coverage')
  stateCoverage(@Param('unitId', IdPipe) unitId: string, @Body() command: StateCoverage, @Called() call: Call) {
    return this.commands.execute(command.for(unitId, call));
  }

  /** List the units, by since when they have their status */
  @AnswersList('', UnitRow)
  getUnits(@Query() filter: UnitFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetUnits(asked, filter));
  }

  /**
   * Get a unit, who acts for it, and what may be done with it now
   *
   * A unit that is not on the roll may get itself, and no other.
   */
  @Answers(':unitId', UnitView)
  getUnit(@Param('unitId', IdPipe) unitId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetUnit(asked, unitId));
  }
}

const applicantOf = (principal: Principal): string =>
  principal.kind === 'person' ? principal.unitId : refuse('key-without-unit');
