import { Time } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { hash, randomBytes } from 'node:crypto';
import { Column, Entity, LessThan, PrimaryColumn, Repository } from 'typeorm';
import { InstantColumn } from '../platform/instants.js';

const idle_ms_max = 2 * 3_600_000;
const lifetime_ms_max = 12 * 3_600_000;
const ofOnePerson_max = 10;
/** How precisely it is kept when a session was last used. */
const seen_ms = 60_000;

/** Somebody who is signed in. Of what their browser holds, only a hash is here. */
@Entity({ schema: 'access', name: 'session' })
export class SessionRow {
  @PrimaryColumn('text') hash: string;
  @Column('text') issuer: string;
  @Column('text') subject: string;
  @InstantColumn({ name: 'opened_at' }) openedAt: string;
  @InstantColumn({ name: 'seen_at' }) seenAt: string;
}

export const hashOf = (secret: string): string => hash('sha256', secret, 'base64url');
/** 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Who is signed in: for two hours without a word, twelve in all, in ten browsers at most. */
@Injectable()
export class Sessions {
  constructor(
    @InjectRepository(SessionRow) private readonly rows: Repository<SessionRow>,
    private readonly time: Time,
  ) {}

  /** Opens a session and gives what the browser is to hold, this once. The oldest ones of the same person end. */
  async open({ issuer, subject }: Readonly<{ issuer: string; subject: string }>): Promise<string> {
    const secret = newSecret();
    const now = this.time.now();
    await this.rows.insert({ hash: hashOf(secret), issuer, subject, openedAt: now, seenAt: now });
    await this.rows.delete({ seenAt: LessThan(before(now, idle_ms_max)) });
    await this.rows.query(
      `DELETE FROM access.session WHERE hash IN (
        SELECT hash FROM access.session WHERE issuer = $1 AND subject = $2 ORDER BY opened_at DESC, hash OFFSET $3)`,
      [issuer, subject, ofOnePerson_max],
    );
    return secret;
  }

  /** Whose session it is, if it goes on. */
  async of(secret: string): Promise<Readonly<{ issuer: string; subject: string }> | undefined> {
    const row = await this.rows.findOneBy({ hash: hashOf(secret) });
    const now = this.time.now();
    if (!row || row.seenAt <= before(now, idle_ms_max) || row.openedAt <= before(now, lifetime_ms_max))
      return undefined;
    if (row.seenAt <= before(now, seen_ms)) await this.rows.update({ hash: row.hash }, { seenAt: now });
    return row;
  }

  /** Ends it, everywhere and at once. */
  async close(secret: string): Promise<void> {
    await this.rows.delete({ hash: hashOf(secret) });
  }
}

const before = (instant: string, ms: number): string => new Date(Date.parse(instant) - ms).toISOString();
