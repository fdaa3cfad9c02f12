import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { meetingHappened } from './events.js';
import { meeting } from './meeting.js';
import type { Minutes } from './minutes.js';

/** A reaction's: so the facts stand now. */
export class DraftMinutes extends StreamCommand {
  readonly minutes: Minutes;
}

/** The minutes of a closed meeting are drafted from the facts, and again where more is known, until they are approved. */
export const draftMinutes = decision(DraftMinutes, meeting, ({ minutes }, meeting) => {
  if (meeting.status !== 'closed' || meeting.minutes.approved) return [];
  return isDeepStrictEqual(meeting.minutes.draft, minutes) ? [] : [meetingHappened('MinutesDrafted', { minutes })];
});
