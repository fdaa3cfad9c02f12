import { Controller, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Streams } from '../platform/routes.js';
import { SubjectAccess, SubjectFile } from './subject-access.js';

@Controller('v1/alliances/:allianceId/people/:personId/subject-access')
export class SubjectAccessController {
  constructor(private readonly files: SubjectFile) {}

  /**
   * Tell a person everything that is kept about them
   *
   * One JSON document: name and contacts, who they are at providers, mandates, keys, every act of theirs with their own
   * words, every act of others that names them, and what was refused to their keys and in their browsers. For the person who signed in, the officers and the operator; that
   * it was taken is recorded.
   */
  @Streams('', 'application/json', 'whole', { with: SubjectAccess, besideTheLog: true })
  getSubjectAccess(
    @Param('personId', IdPipe) personId: string,
    @AskedBy() asked: AskedByAsker,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    void reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="subject-access.json"');
    return this.files.of(asked, personId);
  }
}
