import { Controller, Query } from '@nestjs/common';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { Answers } from '../platform/routes.js';
import { Difference, DifferenceFilter } from './difference.js';
import { Differences } from './differences.js';

@Controller('v1/alliances/:allianceId/difference')
export class DifferenceController {
  constructor(private readonly differences: Differences) {}

  /**
   * Read what changed between two moments.
   *
   * From `since` to `asOf`: the figures of the dashboard that are others, and the things that something happened to, page
   * by page. The acts in between are those of `/events` with `after` and the same `asOf`.
   */
  @Answers('', Difference)
  getDifference(@Query() filter: DifferenceFilter, @AskedBy() asked: AskedByAsker) {
    return this.differences.of(asked, filter);
  }
}
