import { Column, Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn } from '../platform/instants.js';
import type { Closed } from '../platform/sealed.js';

/** Who somebody is, and how to reach them. */
export type Contacts = Readonly<{ name: string; phone: string | null; email: string | null }>;

/** A person: the only place where a name or a way to reach somebody stands. Events know people by id. */
@Entity({ schema: 'access', name: 'person' })
export class PersonRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId: string;
  @Column('uuid', { name: 'alliance_id' }) allianceId: string;
  /** By the person's own key; nothing where the person was erased. */
  @Column('jsonb', { nullable: true }) sealed: Closed | null;
  @InstantColumn({ name: 'erased_at', nullable: true }) erasedAt: string | null;
  /** The unit that registered the person, if one did. */
  @Column('uuid', { name: 'unit_id', nullable: true }) unitId: string | null;
  @Column('int') revision: number;
}

/** What a write came to, so that its repeat is answered. */
@Entity({ schema: 'access', name: 'person_write' })
export class PersonWriteRow {
  @PrimaryColumn('uuid', { name: 'command_id' }) commandId: string;
  /** In a form that confirms no guess of a name. */
  @Column('text', { name: 'request_hash' }) requestHash: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('int') revision: number;
}
