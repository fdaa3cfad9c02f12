import type { Call } from '#event-sourcing';
import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Called } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts } from '../platform/routes.js';
import { GiveOffice } from './give-office.js';
import { VacateOffice } from './vacate-office.js';

@Controller('v1/alliances/:allianceId/offices')
export class OfficesController {
  constructor(private readonly commands: CommandBus) {}

  /**
   * Give an office to a person who acts for a unit on the roll
   *
   * By the operator or a carried motion; the vice-chair's and the secretary's also by the chair. Who held it before lays it down in the
   * same breath. The vice-chair acts in the chair's stead at any time. If-Match is the alliance's revision.
   */
  @Acts('appointment')
  giveOffice(@Param('allianceId', IdPipe) allianceId: string, @Body() command: GiveOffice, @Called() call: Call) {
    return this.commands.execute(command.for(allianceId, call));
  }

  /**
   * Lay down an office, or take it back
   *
   * By who holds it, the chair or the operator. The chair's office is not vacated but given to a successor. If-Match is
   * the alliance's revision.
   */
  @Acts('vacancy')
  vacateOffice(@Param('allianceId', IdPipe) allianceId: string, @Body() command: VacateOffice, @Called() call: Call) {
    return this.commands.execute(command.for(allianceId, call));
  }
}
