import type { Call } from '#event-sourcing';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { IdPipe } from '../platform/id-pipe.js';
import { Answers } from '../platform/routes.js';
import { People, Person, RegisterPerson } from './people.js';
import { Called } from './principal.js';

@Controller('v1/alliances/:allianceId/people')
export class PeopleController {
  constructor(private readonly people: People) {}

  /**
   * Register a person.
   *
   * Names and contacts stand here and nowhere else: the history knows people by their ids.
   */
  @Post()
  @HttpCode(201)
  registerPerson(
    @Param('allianceId', IdPipe) allianceId: string,
    @Body() person: RegisterPerson,
    @Called() call: Call,
  ) {
    return this.people.register(allianceId, person, call);
  }

  /** Say who has this id. */
  @Answers(':personId', Person)
  getPerson(@Param('allianceId', IdPipe) allianceId: string, @Param('personId', IdPipe) personId: string) {
    return this.people.one(allianceId, personId);
  }
}
