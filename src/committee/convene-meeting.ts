import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { IsId, IsInstant, ListOf, LocalText, Optional, Words } from '../platform/fields.js';
import { agendaOf, items_max } from './agenda.js';
import { charterInForce, charterOf } from './charter-in-force.js';
import { agendaItems, meetingHappened, type AgendaItem } from './events.js';
import { meeting } from './meeting.js';
import { shortNotice, unfitTime } from './meeting-time.js';
import { refuse } from './refusals.js';

export class ConveneMeeting extends StreamCommand {
  /** The caller's own id for the meeting. */
  @Optional() @IsId() readonly meetingId?: string;
  @IsInstant() readonly from: string;
  @IsInstant() readonly to: string;
  @Words() readonly place: LocalText;
  /** What is to be talked about, beside the matters that are open then. */
  @Optional() @ListOf(agendaItems, { min: 0, max: items_max }) readonly agenda?: readonly AgendaItem[];
}

/** An officer calls the units together: as many days ahead as the charter says. */
export const conveneMeeting = decision(
  ConveneMeeting,
  meeting,
  ({ from, to, place, ...wanted }, meeting, issue, { charter }) => {
    const { timeZone, noticeDays } = charterOf(charter);
    const told = { from, to, place, agenda: agendaOf(wanted.agenda ?? []) };
    if (meeting.status !== 'absent') {
      const { timeZone: _, ...before } = meeting.convened;
      return isDeepStrictEqual(before, told) ? [] : refuse('meeting-id-taken');
    }
    refuse.broken(unfitTime(told, issue), shortNotice(told, { noticeDays, timeZone }, issue));
    return [meetingHappened('MeetingConvened', { ...told, timeZone })];
  },
  { charter: { stream: charterInForce, id: (_, __, { tenantId }) => tenantId } },
);
