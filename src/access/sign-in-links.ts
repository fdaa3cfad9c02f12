import { Time } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Column, Entity, LessThan, PrimaryColumn, Repository } from 'typeorm';
import { InstantColumn } from '../platform/instants.js';
import { hashOf, newSecret } from './sessions.js';

const valid_ms = 15 * 60_000;
const ofOnePerson_max = 5;

/** A link that signs a person in, once. Of its secret, only a hash is here. */
@Entity({ schema: 'access', name: 'sign_in_link' })
export class SignInLinkRow {
  @PrimaryColumn('text') hash: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @InstantColumn({ name: 'made_at' }) madeAt: string;
}

/** Links that sign in, once, within fifteen minutes. */
@Injectable()
export class SignInLinks {
  constructor(
    @InjectRepository(SignInLinkRow) private readonly rows: Repository<SignInLinkRow>,
    private readonly time: Time,
  ) {}

  /** Makes a link for a person, and gives its path, this once. Of a person's links the last five are good. */
  async make(personId: string): Promise<string> {
    const secret = newSecret();
    const now = this.time.now();
    await this.rows.insert({ hash: hashOf(secret), personId, madeAt: now });
    await this.rows.delete({ madeAt: LessThan(oldest(now)) });
    await this.rows.query(
      `DELETE FROM access.sign_in_link WHERE hash IN (
        SELECT hash FROM access.sign_in_link WHERE person_id = $1 ORDER BY made_at DESC, hash OFFSET $2)`,
      [personId, ofOnePerson_max],
    );
    return `/sign-in/link?token=${secret}`;
  }

  /** Uses a link up, and gives whose it was. Of two who use it at once, one has it. */
  async redeem(secret: string): Promise<string | undefined> {
    const [[used]] = await this.rows.query(
      'DELETE FROM access.sign_in_link WHERE hash = $1 RETURNING person_id, made_at',
      [hashOf(secret)],
    );
    return used && used.made_at > oldest(this.time.now()) ? used.person_id : undefined;
  }
}

const oldest = (now: string): string => new Date(Date.parse(now) - valid_ms).toISOString();
