import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { meetingHappened } from './events.js';
import { meeting, minutesOf } from './meeting.js';
import { refuse } from './refusals.js';

export class CorrectMinutes extends StreamCommand {
  /** What the draft does not say, or says wrongly. */
  @Text(1, 10_000) readonly words: string;
}

/** An officer adds to the draft what the facts do not say. The facts stay as they are; the same words twice are said once. */
export const correctMinutes = decision(CorrectMinutes, meeting, ({ words }, meeting) => {
  const { approved, corrections } = minutesOf(meeting);
  const said = sealed({ words });
  if (corrections.some((each) => isDeepStrictEqual(each, said))) return [];
  refuse.broken(approved && 'minutes-approved');
  return [meetingHappened('MinutesCorrected', { sealed: said })];
});
