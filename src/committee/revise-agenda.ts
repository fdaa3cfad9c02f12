import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { ListOf } from '../platform/fields.js';
import { agendaOf, items_max } from './agenda.js';
import { agendaItems, meetingHappened, type AgendaItem } from './events.js';
import { hasBegun, meeting, present } from './meeting.js';
import { refuse } from './refusals.js';

export class ReviseAgenda extends StreamCommand {
  /** The whole agenda, in its order. */
  @ListOf(agendaItems, { min: 0, max: items_max }) readonly agenda: readonly AgendaItem[];
}

/** An officer puts the agenda in another order, adds to it or takes from it, until the meeting begins. */
export const reviseAgenda = decision(ReviseAgenda, meeting, (command, meeting) => {
  const agenda = agendaOf(command.agenda);
  const here = present(meeting);
  if (isDeepStrictEqual(here.agenda, agenda)) return [];
  refuse.broken(hasBegun(here));
  return [meetingHappened('AgendaRevised', { agenda })];
});
