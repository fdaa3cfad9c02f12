import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import type { AskedByAsker } from '../access/principal.js';
import { PageQuery } from '../platform/page.js';
import { inOneSpelling } from './registered-code.js';
import { UnitRow } from './unit-row.js';

/** In which alliances has an organisation a unit, and how does each stand? */
export class GetOrganisation extends TenantQuery<Page<UnitRow>> {
  constructor(
    asked: AskedByAsker,
    readonly registeredCode: string,
    readonly filter: PageQuery,
  ) {
    super(asked);
  }
}

export const getOrganisation = answering(GetOrganisation, (db, { registeredCode, filter }) =>
  pageOf(db, UnitRow, ['allianceId', 'unitId'], filter, (rows) =>
    rows.where({ registeredCode: inOneSpelling(registeredCode) }),
  ),
);
