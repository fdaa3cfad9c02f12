import { Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { PageQuery } from '../platform/page.js';
import { AnswersList } from '../platform/routes.js';
import { GetOrganisation } from './organisation.js';
import { RegisteredCodePipe } from './registered-code.js';
import { UnitRow } from './unit-row.js';

@Controller('v1/organisations')
export class OrganisationsController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * List an organisation's units in all alliances
   *
   * By its registered code, however it is spelt. For the operator; a member finds those of its own alliance in the list
   * of units, by `registeredCode`.
   */
  @AnswersList(':registeredCode', UnitRow)
  getOrganisation(
    @Param('registeredCode', RegisteredCodePipe) registeredCode: string,
    @Query() filter: PageQuery,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetOrganisation(asked, registeredCode, filter));
  }
}
