import { decision, StreamCommand } from '#event-sourcing';
import type { Place } from '#nest-event-sourcing';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { readers, verdictKey } from './readers.js';

export class SetEventAside extends StreamCommand {
  readonly reader: string;
  readonly eventId: string;
  /** Of the event, as the fault names it. */
  readonly eventType: string;
  readonly position: number;
  /** From where on its whole stream is set aside, where more than the event itself is. */
  readonly from?: Place;
  readonly reason: string;
  /** Who decides it, in words: the command line knows nobody. */
  readonly by: string;
}

/** A reader passes over an event that it cannot take, so that what comes after it is read. */
export const setEventAside = decision(SetEventAside, readers, (command, verdicts) => {
  const { reader, eventId, eventType, position, from, reason, by } = command;
  if (verdicts.get(verdictKey(command))?.status === 'set aside') return [];
  const what = { reader, eventId, eventType, position, ...(from && { from }) };
  return [happened('EventSetAside', { ...what, sealed: sealed({ reason, by }) })];
});
