import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { FeedAddresses } from './addresses.js';
import { CalendarsController } from './calendars.controller.js';
import { Calendars } from './calendars.js';
import { createFeed } from './create-feed.js';
import { FeedsController } from './feeds.controller.js';
import { getFeed, getFeeds } from './feeds.js';
import { revokeFeed } from './revoke-feed.js';
import { rotateFeed } from './rotate-feed.js';

@Module({
  controllers: [FeedsController, CalendarsController],
  providers: [
    ...commandHandlers(createFeed, rotateFeed, revokeFeed),
    ...queryHandlers(getFeeds, getFeed),
    ...[FeedAddresses, Calendars],
  ],
})
export class FeedsModule {}
