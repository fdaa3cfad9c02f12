import { decision, StreamCommand } from '#event-sourcing';
import { actsFor, unitOf } from '../access/actor.js';
import { IsId, OneOf, Optional, Text } from '../platform/fields.js';
import { feedScopes, happened, languages, type FeedScope, type Language } from './events.js';
import { feed } from './feed.js';
import { refuse } from './refusals.js';

export class CreateFeed extends StreamCommand {
  /** The caller's own id for the feed. */
  @Optional() @IsId() readonly feedId?: string;
  /** What is when in the whole alliance, or what concerns your unit. */
  @OneOf(feedScopes) readonly shows: FeedScope;
  /** In which language our words in it are. */
  @OneOf(languages) readonly language: Language;
  /** What your unit calls it: who uses it, where. */
  @Text(1, 100) readonly label: string;
}

/** A unit wants to see in its calendars what is when. */
export const createFeed = decision(CreateFeed, feed, ({ shows, language, label }, feed, issue) => {
  if (feed.status !== 'absent') {
    const same = feed.shows === shows && feed.language === language && feed.label === label;
    return same && actsFor(issue, feed.unitId) ? [] : refuse('feed-id-taken');
  }
  return [happened('FeedCreated', { unitId: unitOf(issue), shows, language, label })];
});
