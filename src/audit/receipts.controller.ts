import { Controller, Param } from '@nestjs/common';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { PositionPipe } from '../platform/position-pipe.js';
import { Answers } from '../platform/routes.js';
import { InclusionReceipt, Receipts } from './receipts.js';

@Controller('v1/alliances/:allianceId/receipts')
export class ReceiptsController {
  constructor(private readonly receipts: Receipts) {}

  /**
   * Get the proof that the log holds an act.
   *
   * By its place in the log, as its receipt said; the answer to a write links here. It waits up to two seconds for a
   * checkpoint that covers the act. Kept, it shows for ever that the act was recorded, and as what: docs/proof.md says
   * how it is verified.
   */
  @Answers(':position', InclusionReceipt, { besideTheLog: true })
  getReceipt(@Param('position', PositionPipe) position: number, @AskedBy() asked: AskedByAsker) {
    return this.receipts.of(asked, position);
  }
}
