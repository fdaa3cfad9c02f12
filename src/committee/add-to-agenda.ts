import { decision, StreamCommand } from '#event-sourcing';
import { withMore } from './agenda.js';
import { meetingHappened, type AgendaItem } from './events.js';
import { meeting } from './meeting.js';

/** A reaction's: these matters are open. */
export class AddToAgenda extends StreamCommand {
  readonly items: readonly AgendaItem[];
}

/** What is open comes on the agenda of a meeting that has not begun, once. An officer may take it off again. */
export const addToAgenda = decision(AddToAgenda, meeting, ({ items }, meeting) => {
  if (meeting.status !== 'convened') return [];
  const agenda = withMore(meeting.agenda, items);
  return agenda.length > meeting.agenda.length ? [meetingHappened('AgendaRevised', { agenda })] : [];
});
