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

  /** Registering the same person twice registers them once. @throws Refusal when the id is another person's */
  async register(
    allianceId: string,
    personId: string,
    { name, phone, email }: RegisterPerson,
    dryRun = false,
  ): Promise<Person | Forecast> {
    const row = { personId, allianceId, name, phone: phone ?? null, email: email ?? null };
    if (!dryRun) await this.rows.createQueryBuilder().insert().values(row).orIgnore().execute();
    const known = await this.rows.findOneBy({ personId });
    const same = known && Object.entries(row).every(([field, value]) => known[field as keyof PersonRow] === value);
    if (dryRun ? known && !same : !same) refuse('person-id-taken');
    return dryRun ? new Forecast([]) : { personId, name }; // no event tells of a person's name
  }

  /** @throws Refusal when nobody of this alliance has the id */
  async one(allianceId: string, personId: string): Promise<Person> {
    const row = await this.rows.findOneBy({ allianceId, personId });
    return row ? { personId, name: row.name } : refuse('person-not-found');
  }
}
