import { decision, StreamCommand } from '#event-sourcing';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { readers, verdictKey } from './readers.js';
import { refuse } from './refusals.js';

export class ReadmitEvent extends StreamCommand {
  readonly reader: string;
  readonly eventId: string;
  readonly reason: string;
  /** Who decides it, in words. */
  readonly by: string;
}

/** An event is its reader's again: mostly because the program was mended. */
export const readmitEvent = decision(ReadmitEvent, readers, (command, verdicts) => {
  const { reader, eventId, reason, by } = command;
  const { status, position } = verdicts.get(verdictKey(command)) ?? refuse('event-not-set-aside');
  if (status === 'readmitted') return [];
  return [happened('EventReadmitted', { reader, eventId, position, sealed: sealed({ reason, by }) })];
});
