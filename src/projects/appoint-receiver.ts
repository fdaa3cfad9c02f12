import { decision, StreamCommand } from '#event-sourcing';
import { actsFor, inOffice } from '../access/actor.js';
import { roll } from '../access/standing.js';
import { IsId } from '../platform/fields.js';
import { happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';

export class AppointReceiver extends StreamCommand {
  /** The unit that is to receive what is pledged. */
  @IsId() readonly unitId: string;
}

/**
 * The unit that receives what is pledged hands the project over to another member unit; when it has left the alliance,
 * the chair appoints one. So no project waits for a unit that is gone; also one that is over may have money to spend.
 */
export const appointReceiver = decision(
  AppointReceiver,
  project,
  ({ unitId }, project, issue, { roll }) => {
    const { status, receiver, receiverLeft } = present(project);
    if (receiver === unitId && !receiverLeft) return [];
    const [mine, chair] = [actsFor(issue, receiver), inOffice(issue, 'chair')];
    refuse.broken(
      !mine && !chair && 'project-not-yours',
      !mine && chair && roll.units.has(receiver) && 'receiver-on-the-roll',
      roll.units.get(unitId) !== 'admitted' && 'receiver-not-admitted',
      status === 'declined' && ['project-over', { stage: status }],
    );
    return [happened('ReceiverAppointed', { unitId, from: receiver })];
  },
  { roll: { stream: roll, id: (_, __, { tenantId }) => tenantId } },
);
