import { Controller, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { Streams } from '../platform/routes.js';
import { OcelDocument } from './ocel-document.js';
import { Period } from './ocel-parts.js';
import { OcelLog } from './ocel-shape.js';

@Controller('v1/alliances/:allianceId/ocel')
export class OcelController {
  constructor(private readonly documents: OcelDocument) {}

  /**
   * Export the history for process mining, as OCEL 2.0.
   *
   * One JSON document (https://www.ocel-standard.org): units, resources, bookings, projects, pledges, motions, meetings
   * and actions as objects, with their relations; every event that you may see, up to `Lianjian-Position`, with the
   * objects that it names.
   */
  @Streams('', 'application/json', 'whole', { with: OcelLog })
  getOcel(@Query() period: Period, @AskedBy() asked: AskedByAsker, @Res({ passthrough: true }) reply: FastifyReply) {
    void reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="ocel.json"');
    return this.documents.of(asked, period);
  }
}
