import { decision, StreamCommand } from '#event-sourcing';
import { happened } from './events.js';
import { present, project } from './project.js';
import { isOver } from './stage.js';

export class MarkReceiverLeft extends StreamCommand {
  readonly unitId: string;
}

/**
 * The unit that receives what is pledged left the alliance: nobody can accept or confirm until the chair appoints
 * another. No route leads here: only the leaving does.
 */
export const markReceiverLeft = decision(MarkReceiverLeft, project, ({ unitId }, project) => {
  const { status, receiver, receiverLeft } = present(project);
  return receiver !== unitId || receiverLeft || isOver(status) ? [] : [happened('ReceiverLeft', { unitId })];
});
