import { Controller, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { Answers } from '../platform/routes.js';
import { DrawSample, Sample, SampleFilter } from './sample.js';

@Controller('v1/alliances/:allianceId/samples')
export class SampleController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Draw a sample of the events that you may see, by chance that anybody can repeat.
   *
   * Those with the lowest SHA-256 of the seed, a space and the log position. The same seed, filter and `upTo` give the same
   * sample, also from an exported file; agree on the seed before, or take it from what nobody could choose.
   */
  @Answers('', Sample)
  drawSample(@Query() filter: SampleFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new DrawSample(asked, filter));
  }
}
