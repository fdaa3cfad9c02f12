import { newId, type Call, type Receipt } from '#event-sourcing';
import { Forecast } from '#nest-event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { IsString } from 'class-validator';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates, Shows } from '../platform/routes.js';
import { FeedAddresses } from './addresses.js';
import { CreateFeed } from './create-feed.js';
import { FeedRow } from './feed-rows.js';
import { FeedFilter, FeedView, GetFeed, GetFeeds } from './feeds.js';
import { RevokeFeed } from './revoke-feed.js';
import { RotateFeed } from './rotate-feed.js';

/** Where a calendar finds its feed. */
export class FeedAddress {
  /** A secret: whoever knows it sees what the feed shows. It is shown this once. */
  @IsString() readonly path: string;
}

@Controller('v1/alliances/:allianceId/feeds')
export class FeedsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly addresses: FeedAddresses,
  ) {}

  /**
   * Make a calendar feed
   *
   * A calendar that subscribes to its address shows meetings, bookings and deadlines of the alliance, or those of your
   * unit, and keeps up with them. The address is a secret, and shown this once.
   */
  @Creates()
  @Shows(FeedAddress)
  async createFeed(@Body() command: CreateFeed, @Called() call: Call) {
    return this.#shown(await this.commands.execute(command.for(newId(call.issue, 'feed', command.feedId), call)));
  }

  /** List your unit's calendar feeds; officers see those of all units */
  @AnswersList('', FeedRow)
  getFeeds(@Query() filter: FeedFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetFeeds(asked, filter));
  }

  /** Get a calendar feed, and what may be done with it now */
  @Answers(':feedId', FeedView)
  getFeed(@Param('feedId', IdPipe) feedId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetFeed(asked, feedId));
  }

  /**
   * Give a calendar feed another address
   *
   * The one before leads nowhere from then on. By the feed's own unit, or an officer.
   */
  @Acts(':feedId/address')
  @Shows(FeedAddress)
  async rotateFeed(@Param('feedId', IdPipe) feedId: string, @Body() command: RotateFeed, @Called() call: Call) {
    return this.#shown(await this.commands.execute(command.for(feedId, call)));
  }

  /**
   * Revoke a calendar feed
   *
   * Its address leads nowhere from then on. By the feed's own unit, or an officer.
   */
  @Acts(':feedId/revocation')
  revokeFeed(@Param('feedId', IdPipe) feedId: string, @Body() command: RevokeFeed, @Called() call: Call) {
    return this.commands.execute(command.for(feedId, call));
  }

  #shown(receipt: Receipt | Forecast): object {
    if (receipt instanceof Forecast) return receipt;
    const { streamId, revision, position } = receipt;
    const path = `/calendars/${this.addresses.tokenOf(streamId.slice('feed-'.length), revision)}.ics`;
    return { streamId, revision, position, shown: { path } };
  }
}
