import { Controller, Param } from '@nestjs/common';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Answers } from '../platform/routes.js';
import { Stories, Story } from './story.js';

@Controller('v1/alliances/:allianceId/stories')
export class StoryController {
  constructor(private readonly stories: Stories) {}

  /**
   * Read the story of one thing: all that led to it, it itself, and all that came of it.
   *
   * Across streams, in the order of the log: a delivery goes back to its pledge, what was pledged, the project, the motion
   * that approved it and the meeting that voted. Any id will do: of a thing, a part of one, an event, a request.
   */
  @Answers(':thingId', Story)
  getStory(@Param('thingId', IdPipe) thingId: string, @AskedBy() asked: AskedByAsker) {
    return this.stories.of(asked, thingId);
  }
}
