import { Controller, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { AnswersList } from '../platform/routes.js';
import { OpenMatter } from './matter.js';
import { GetOpenMatters, MatterFilter } from './open-matters.js';

@Controller('v1/alliances/:allianceId/open-matters')
export class OpenMattersController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read what is open in the alliance, the most urgent first.
   *
   * From this an agenda is built: actions, deliveries and returns that are late, what waits for somebody's answer, pledges that
   * lapsed with nobody in their place, requirements that lack something, motions, decisions to look at again,
   * applications, minutes, and the next meeting, once it is to be convened by the charter.
   */
  @AnswersList('', OpenMatter)
  getOpenMatters(@Query() filter: MatterFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetOpenMatters(asked, filter));
  }
}
