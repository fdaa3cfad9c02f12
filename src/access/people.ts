import { CommandTaken, newId, type Call } from '#event-sourcing';
import { Forecast } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsEmail } from 'class-validator';
import { Column, Entity, PrimaryColumn, Repository } from 'typeorm';
import { IsId, Optional, Text } from '../platform/fields.js';
import { refuse } from './refusals.js';

/** A person: the only place where a name or a way to reach somebody stands. Events know people by id. */
@Entity({ schema: 'access', name: 'person' })
export class PersonRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId: string;
  @Column('uuid', { name: 'alliance_id' }) allianceId: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) phone: string | null;
  @Column('text', { nullable: true }) email: string | null;
}

/** Who somebody is, and how to reach them. */
export class RegisterPerson {
  /** The caller's own id for the person. */
  @Optional() @IsId() readonly personId?: string;
  @Text(1, 200) readonly name: string;
  @Optional() @Text(1, 60) readonly phone?: string;
  @Optional() @IsEmail() @Text(3, 200) readonly email?: string;
}

/** A person as members of the alliance see them. */
export class Person {
  @IsId() readonly personId: string;
  @Text(1, 200) readonly name: string;
}

@Injectable()
export class People {
  constructor(@InjectRepository(PersonRow) private readonly rows: Repository<PersonRow>) {}

  /**
   * Registering the same person twice registers them once.
   *
   * @throws Refusal when the id that was brought is another person's, CommandTaken when the key stood for another one
   */
  async register(allianceId: string, person: RegisterPerson, { issue, dryRun }: Call): Promise<Person | Forecast> {
    const personId = newId(issue, 'person', person.personId);
    if (!(await (dryRun ? this.#isFree(allianceId, personId, person) : this.add(allianceId, personId, person)))) {
      if (person.personId) refuse('person-id-taken');
      throw new CommandTaken(issue);
    }
    return dryRun ? new Forecast([]) : { personId, name: person.name }; // no event tells of a person's name
  }

  /** Says whether this person, and no other one, has the id now. */
  async add(allianceId: string, personId: string, person: RegisterPerson): Promise<boolean> {
    await this.rows
      .createQueryBuilder()
      .insert()
      .values(rowOf(allianceId, personId, person))
      .orIgnore()
      .execute();
    return this.#isFree(allianceId, personId, person);
  }

  async #isFree(allianceId: string, personId: string, person: RegisterPerson): Promise<boolean> {
    const known = await this.rows.findOneBy({ personId });
    const wanted = Object.entries(rowOf(allianceId, personId, person));
    return !known || wanted.every(([field, value]) => known[field as keyof PersonRow] === value);
  }

  /** @throws Refusal when nobody of this alliance has the id */
  async one(allianceId: string, personId: string): Promise<Person> {
    const row = await this.rows.findOneBy({ allianceId, personId });
    return row ? { personId, name: row.name } : refuse('person-not-found');
  }
}

const rowOf = (allianceId: string, personId: string, { name, phone, email }: RegisterPerson): PersonRow => ({
  ...{ personId, allianceId, name },
  ...{ phone: phone ?? null, email: email ?? null },
});
