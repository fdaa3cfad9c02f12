import { decision } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { happened } from './events.js';
import { FindingTerms, termsOf, unnamed } from './finding-terms.js';
import { finding, full, present } from './finding.js';
import { refuse } from './refusals.js';

export class ReviseFinding extends FindingTerms {}

/** An auditor puts right what a finding says, until it is closed. A finding about another unit is another finding. */
export const reviseFinding = decision(ReviseFinding, finding, (command, finding) => {
  const here = present(finding);
  const terms = termsOf(command);
  refuse.broken(
    here.status === 'withdrawn' && 'finding-withdrawn',
    here.status === 'closed' && 'finding-closed',
    unnamed(command),
  );
  if (isDeepStrictEqual(here.terms, terms)) return [];
  refuse.broken(full(here));
  return [happened('FindingRevised', { ...terms, unitId: here.raised.unitId })];
});
