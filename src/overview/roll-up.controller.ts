import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { Answers } from '../platform/routes.js';
import { GetRollUp, RollUp } from './roll-up.js';

@Controller('v1/alliances/:allianceId/roll-up')
export class RollUpController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read the figures of the alliance and all that are below it.
   *
   * Alliances by level, units by status and kind, what is shared, projects by stage with what they need and lack. Figures
   * only: what they are made of is for the members of each alliance.
   */
  @Answers('', RollUp)
  getRollUp(@AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetRollUp(asked));
  }
}
