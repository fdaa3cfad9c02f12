import type { Call } from '#event-sourcing';
import { Body, Controller, Param } from '@nestjs/common';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, Creates } from '../platform/routes.js';
import { ErasePerson } from './erase-person.js';
import { Erasures } from './erasures.js';
import { PersonView } from './one-person.js';
import { People } from './people.js';
import { ChangePerson, RegisterPerson } from './person-bodies.js';
import { AskedBy, ByAsker, Called, type AskedByAsker, type Asker } from './principal.js';

@Controller('v1/alliances/:allianceId/people')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly erasures: Erasures,
  ) {}

  /**
   * Register a person
   *
   * By whoever is to give them something to do: a unit's delegate or deputy, an officer, the operator. Names and
   * contacts stand here and nowhere else: the history knows people by their ids.
   */
  @Creates()
  registerPerson(
    @Param('allianceId', IdPipe) allianceId: string,
    @Body() person: RegisterPerson,
    @ByAsker() asker: Asker,
    @Called() call: Call,
  ) {
    return this.people.register(allianceId, person, asker, call);
  }

  /**
   * Correct or change who somebody is, or how to reach them
   *
   * By the person, a delegate of the unit for which the person acts or by which it was registered, an officer or the
   * operator. What is left out stays as it is; null takes a contact away. If-Match is the person's revision.
   */
  @Acts(':personId/change')
  changePerson(
    @Param('personId', IdPipe) personId: string,
    @Body() person: ChangePerson,
    @ByAsker() asker: Asker,
    @Called() call: Call,
  ) {
    return this.people.change(personId, person, asker, call);
  }

  /**
   * Erase a person
   *
   * By the chair or the operator, for a reason and on the authority of a file. The key is destroyed by which the name, the
   * contacts and all words of the person are sealed: nothing and nobody opens them any more, in copies of the log neither.
   * What happened stays, and every proof of it, as the act of "a person, erased on …". It cannot be taken back. Who holds a
   * mandate in force hands it over first.
   */
  @Acts(':personId/erasure')
  erasePerson(@Param('personId', IdPipe) personId: string, @Body() command: ErasePerson, @Called() call: Call) {
    return this.erasures.erase(personId, command, call);
  }

  /**
   * Say who has this id
   *
   * The name is for every member. Phone and email are for the person, the people of the same unit, the officers and the
   * operator.
   */
  @Answers(':personId', PersonView, { besideTheLog: true })
  getPerson(@Param('personId', IdPipe) personId: string, @AskedBy() asked: AskedByAsker) {
    return this.people.one(asked, personId);
  }
}
