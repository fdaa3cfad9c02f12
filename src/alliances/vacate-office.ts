import { decision, StreamCommand, type Issue } from '#event-sourcing';
import { actorOf } from '../access/actor.js';
import { OneOf } from '../platform/fields.js';
import { alliance, holderOf } from './alliance.js';
import { allianceHappened, offices, type Office, type OfficeHolder } from './events.js';
import { mayGive } from './give-office.js';
import { refuse } from './refusals.js';

export class VacateOffice extends StreamCommand {
  @OneOf(offices) readonly office: Office;
}

/**
 * An office is laid down by its holder, or taken back by who gives it. Not the chair's: that passes from one to the
 * next, so that an alliance never is without.
 */
export const vacateOffice = decision(VacateOffice, alliance, ({ office }, alliance, issue) => {
  if (alliance.status === 'absent') return refuse('alliance-not-found');
  const holder = holderOf(alliance.offices, office);
  if (!holder) return [];
  refuse.broken(
    !mayGive(issue, office) && !holds(issue, holder) && 'office-not-yours',
    office === 'chair' && 'chair-needs-successor',
  );
  return [allianceHappened('OfficeVacated', holder)];
});

const holds = (issue: Issue, { unitId, personId }: OfficeHolder): boolean => {
  const actor = actorOf(issue);
  return actor.kind === 'representative' && actor.unitId === unitId && actor.personId === personId;
};
