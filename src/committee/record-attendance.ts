import { decision, StreamCommand, type Issue } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { actorOf, actsFor, inOffice } from '../access/actor.js';
import { mandates, roll, standingOf, type Standing } from '../access/standing.js';
import { offices } from '../alliances/events.js';
import { IsId, Nested, Optional } from '../platform/fields.js';
import { meetingHappened } from './events.js';
import { doorsShut } from './meeting-time.js';
import { isOver, meeting, present } from './meeting.js';
import { refuse } from './refusals.js';

/** Somebody who is there for a unit. */
export class Attendee {
  @IsId() readonly unitId: string;
  @IsId() readonly personId: string;
}

export class RecordAttendance extends StreamCommand {
  /** Who is there; you, unless said. */
  @Optional() @Nested(Attendee) readonly attendee?: Attendee;
}

/**
 * A unit tells that it is there, or an officer does for it: by its delegate or a deputy, whose mandate is written
 * down. From an hour before the sitting on; whoever comes late is there from then on.
 */
export const recordAttendance = decision(
  RecordAttendance,
  meeting,
  (command, meeting, issue, { roll, mandates }) => {
    const here = present(meeting);
    const attendee = attendeeOf(command, issue);
    const standing = standingOf(attendee, issue.at, roll, mandates);
    const mandateId = hasVoice(standing) ? standing.mandateId : undefined;
    refuse.broken(
      isOver(here),
      !actsFor(issue, attendee.unitId) && !inOffice(issue, ...offices) && 'attendance-not-yours',
      standing.unit !== 'admitted' && 'unit-not-on-the-roll',
      here.status !== 'open' && doorsShut(here, issue),
    );
    if (mandateId === undefined) return refuse('no-voice-at-meeting');
    const attendance = { sitting: here.sitting, ...attendee, mandateId };
    return isDeepStrictEqual(here.here.get(attendee.unitId), attendance)
      ? []
      : [meetingHappened('UnitAttended', attendance)];
  },
  {
    roll: { stream: roll, id: (_, __, { tenantId }) => tenantId },
    mandates: { stream: mandates, id: (command, _, issue) => attendeeOf(command, issue).unitId },
  },
);

const attendeeOf = ({ attendee }: RecordAttendance, issue: Issue): Attendee => {
  const actor = actorOf(issue);
  const who = attendee ?? (actor.kind === 'representative' ? actor : undefined);
  if (!who) throw new Error(`a ${actor.kind} sits in no meeting`);
  return { unitId: who.unitId, personId: who.personId };
};

const hasVoice = ({ roles }: Standing): boolean => roles.includes('delegate') || roles.includes('deputy');
