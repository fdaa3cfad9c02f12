import { decision, StreamCommand, type Issue } from '#event-sourcing';
import { actorOf, inOffice } from '../access/actor.js';
import { IsId, OneOf } from '../platform/fields.js';
import { alliance, holderOf, standingOn } from './alliance.js';
import { allianceHappened, offices, type Office } from './events.js';
import { actsAt } from './mandates.js';
import { refuse } from './refusals.js';
import { unit } from './unit.js';

export class GiveOffice extends StreamCommand {
  @OneOf(offices) readonly office: Office;
  @IsId() readonly unitId: string;
  /** Who acts for that unit now, under any mandate. */
  @IsId() readonly personId: string;
  /** Set where a carried motion gives it. */
  readonly motionId?: string;
}

/**
 * A person who acts for a unit on the roll takes an office: by a carried motion or by the operator; that of the
 * vice-chair and the secretary also by the chair. An office has one holder: who held it before lays it down in the same breath.
 */
export const giveOffice = decision(
  GiveOffice,
  alliance,
  ({ office, unitId, personId, motionId }, alliance, issue, { unit }) => {
    if (alliance.status === 'absent') return refuse('alliance-not-found');
    const standing = standingOn(alliance, unit, unitId);
    const before = holderOf(alliance.offices, office);
    if (before?.unitId === unitId && before.personId === personId) return [];
    refuse.broken(
      !mayGive(issue, office) && 'office-not-yours',
      standing === 'suspended' && 'unit-suspended',
      (standing === 'left' || standing === 'never') && 'unit-not-on-roll',
      (unit.status === 'absent' || !actsAt(unit.mandates, personId, issue.at)) && 'officer-without-mandate',
    );
    return [
      ...(before ? [allianceHappened('OfficeVacated', before)] : []),
      allianceHappened('OfficeGiven', { office, unitId, personId, ...(motionId !== undefined && { motionId }) }),
    ];
  },
  { unit: { stream: unit, id: ({ unitId }) => unitId } },
);

/** The chair, and who acts in the chair's stead, give every office but the chair's own; a decision of the committee, every one. */
export const mayGive = (issue: Issue, office: Office): boolean => {
  const { kind } = actorOf(issue);
  return kind === 'operator' || kind === 'reaction' || (office !== 'chair' && inOffice(issue, 'chair'));
};
